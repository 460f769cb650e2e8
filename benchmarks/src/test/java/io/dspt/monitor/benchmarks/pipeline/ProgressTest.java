package io.dspt.monitor.benchmarks.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long THIS_PROCESS = ProcessHandle.current().pid();

    @Test
    void shouldMeasureFromTheFirstCommitBehindTheWarmUpToTheOneThatEndsIt() throws Exception {
        // Given a log of 1,000 records in two partitions, 200 of them to warm up
        Progress progress = new Progress(200, 1_000, THIS_PROCESS);

        // When it is worked off in commits
        progress.committed(Map.of(0, 150L));
        progress.committed(Map.of(1, 100L));
        progress.committed(Map.of(0, 500L));
        progress.committed(Map.of(1, 300L));
        assertFalse(progress.await(Duration.ZERO));
        progress.committed(Map.of(1, 500L));

        // Then what lies between 250 and 1,000 records counts
        assertTrue(progress.await(Duration.ZERO));
        assertEquals(750, progress.result().records());
        assertEquals(3, progress.result().commits());
    }

    @Test
    void shouldTellHowLongItWarmedUpAndWhetherThatWasEnough() {
        // Given
        Progress progress = new Progress(200, 1_000, THIS_PROCESS);

        // When
        for (long done = 100; done <= 1_000; done += 100) {
            progress.committed(Map.of(0, done));
        }

        // Then
        ClientResult result = progress.result();
        assertTrue(result.warmUpNanos() > 0);
        assertTrue(result.warmUpNanos() < result.nanos() + result.warmUpNanos());
        assertTrue(result.speedUp() > 0);
    }

    @Test
    void shouldRefuseToTellOfALogThatOneCommitHolds() {
        // Given
        Progress progress = new Progress(200, 1_000, THIS_PROCESS);

        // When
        progress.committed(Map.of(0, 1_000L));

        // Then
        assertThrows(IllegalStateException.class, progress::result);
    }
}
