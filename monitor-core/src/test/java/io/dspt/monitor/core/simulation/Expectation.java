package io.dspt.monitor.core.simulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the oracle expects of one subject of one rule at the end of the log; what it cannot tell is {@code null}.
 *
 * @param stands whether a finding stands
 * @param exists whether there has been a finding
 * @param records how many different records its findings have counted
 * @param firstAt when the earliest of its findings opened
 * @param exempt whether what stands is exempt
 */
record Expectation(
        @Nullable Boolean stands,
        @Nullable Boolean exists,
        @Nullable Long records,
        @Nullable Instant firstAt,
        @Nullable Boolean exempt) {

    Expectation(@Nullable Boolean stands, @Nullable Boolean exists, @Nullable Long records, @Nullable Instant firstAt) {
        this(stands, exists, records, firstAt, null);
    }
}
