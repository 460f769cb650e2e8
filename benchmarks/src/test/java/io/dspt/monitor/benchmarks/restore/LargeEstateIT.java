package io.dspt.monitor.benchmarks.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.benchmarks.state.Instance;
import io.dspt.monitor.benchmarks.state.InstanceSample;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Instances and a broker, each in its own process. */
class LargeEstateIT {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Test
    void shouldRestoreFindingsThatAFixingRecordThenEnds() throws Exception {
        // Given an estate of two hundred accounts, each with an open finding, and a record that puts one right
        try (LargeEstate estate = LargeEstate.of(200, List.of("-Xmx256m"))) {
            estate.putRight(42);

            // When an instance without local state starts
            try (Instance instance = estate.start("alone", 0)) {
                InstanceSample ready = instance.await(LONGEST, sample -> sample.running() && sample.active());

                // Then the finding is resolved by that record
                estate.awaitResolved(42, LONGEST, instance);
                assertEquals(2, ready.stores());
                assertTrue(instance.bytesOnDisk() > 0);
                assertTrue(estate.changelogRecords() > 4 * 200);
            }
        }
    }
}
