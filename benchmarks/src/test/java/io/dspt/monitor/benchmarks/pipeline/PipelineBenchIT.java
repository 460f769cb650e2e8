package io.dspt.monitor.benchmarks.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.rules.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real clients against a real broker, each in its own process. */
class PipelineBenchIT {
    private static final int COMMIT_MILLIS = 100;

    @Test
    void shouldForwardEverythingAndFindWhatTheRulesForbid() throws Exception {
        // Given a log of two partitions
        PipelineBench.Settings settings =
                new PipelineBench.Settings(2, 1, Long.MAX_VALUE, List.of("-Xmx512m"), ClientSettings.of(16_384));
        List<byte[]> records = GeneratedRecords.of(7, 2_000, GeneratedRecords.Mix.usual());
        try (PipelineBench bench = PipelineBench.prepare(
                settings, RuleSet.catalogue().bundle(), RuleSet.twenty().bundle(), records)) {

            // When
            PipelineBench.Ran forwarded = bench.run(Variant.TRANSACTIONAL, COMMIT_MILLIS, true, null);
            PipelineBench.Ran full = bench.run(Variant.MONITOR, COMMIT_MILLIS, true, null);
            PipelineBench.Ran twenty = bench.run(Variant.MONITOR_TWENTY, COMMIT_MILLIS, true, null);

            // Then all of it was forwarded, and the catalogue finds what the twenty rules find
            assertEquals(bench.input(), forwarded.forwarded());
            assertEquals(bench.log().total(), forwarded.result().records());
            FoundViolations byTwenty = twenty.violations();
            FoundViolations byAll = full.violations();
            assertFalse(byTwenty.pairs().isEmpty());
            assertTrue(byAll.pairs().containsAll(byTwenty.pairs()));
        }
    }
}
