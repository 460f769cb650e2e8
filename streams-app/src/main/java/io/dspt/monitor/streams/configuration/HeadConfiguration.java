package io.dspt.monitor.streams.configuration;

import io.dspt.monitor.streams.ledger.HeadSigning;

/**
 * What is said of signed heads of the ledger. Whoever runs the application opens the place: it knows no kind of storage but
 * folders.
 *
 * @param place where they are to be kept
 * @param signing by which key, and how often
 */
public record HeadConfiguration(HeadPlace place, HeadSigning signing) {}
