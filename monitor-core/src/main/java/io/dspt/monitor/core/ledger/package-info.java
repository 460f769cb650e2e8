/**
 * The ledger: what is written down for ever, how its lines are chained, how a chain is verified, and the signed heads
 * that are kept elsewhere.
 */
@NullMarked
package io.dspt.monitor.core.ledger;

import org.jspecify.annotations.NullMarked;
