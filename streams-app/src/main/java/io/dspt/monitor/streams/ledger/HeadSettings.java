package io.dspt.monitor.streams.ledger;

/**
 * Where heads of the ledger are written, and how they are signed.
 *
 * @param store outside the cluster
 * @param signing by which key, and how often
 */
public record HeadSettings(LedgerHeadStore store, HeadSigning signing) {}
