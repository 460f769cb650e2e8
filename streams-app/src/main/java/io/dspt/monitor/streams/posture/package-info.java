/** The posture of each day, derived from ledger and coverage and written to {@code dspt.posture} with its history. */
@NullMarked
package io.dspt.monitor.streams.posture;

import org.jspecify.annotations.NullMarked;
