package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldLimitsTest {

    @Test
    void shouldTakeLimitsFromOneUpToTheBoundOfAStep() {
        assertEquals(1, new FoldLimits(1, 1, 1).rowsPerStep());
        assertEquals(1_000, new FoldLimits(1_000, 1_000, 1_000).timersPerStep());
    }

    @ParameterizedTest
    @CsvSource({"0,1,1,rowsPerStep", "1,-1,1,timersPerStep", "1,1,1001,refreshesPerStep"})
    void shouldRefuseLimitsThatNoStepCanKeep(int rows, int timers, int refreshes, String named) {
        // When
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new FoldLimits(rows, timers, refreshes));

        // Then it says which
        assertEquals(
                named, refused.getMessage().substring(0, refused.getMessage().indexOf(':')));
    }
}
