package io.dspt.monitor.benchmarks.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.benchmarks.pipeline.FoundViolations;
import io.dspt.monitor.benchmarks.pipeline.PrefilledLog;
import io.dspt.monitor.benchmarks.pipeline.RareViolations;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.rules.RuleSet;
import io.dspt.monitor.benchmarks.rules.TwentyRules;
import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.streams.hosting.FoldHost;
import io.dspt.monitor.streams.hosting.InMemoryFoldState;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

/** The twenty rules in Flink's terms, beside the same rules in the fold. */
class FlinkJobTest {
    private static final String ESTATE = "northmoor";

    @Test
    void shouldFindTheSameViolationsAsTheFoldWithEveryRule() throws Exception {
        // Given records that break every one of the twenty rules
        List<byte[]> records = new ArrayList<>();
        RareViolations.among(GeneratedRecords.each(7, 4_000, GeneratedRecords.Mix.usual()), 1_000)
                .forEach(records::add);

        // When both judge them
        SortedSet<String> ours = foundByTheFold(records);
        SortedSet<String> flinks = foundByFlink(records);

        // Then
        assertEquals(
                new TreeSet<>(TwentyRules.IDS),
                ours.stream()
                        .map(pair -> pair.substring(0, pair.indexOf(' ')))
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(ours, flinks);
    }

    private static SortedSet<String> foundByFlink(List<byte[]> records) throws Exception {
        List<LogEvent> log = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            log.add(new LogEvent(records.get(i), Integer.toString(i), 0, i));
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
        SortedSet<String> found = new TreeSet<>();
        try (CloseableIterator<FlinkFinding> findings =
                FlinkJob.findings(environment.fromData(log)).executeAndCollect()) {
            findings.forEachRemaining(finding -> found.add(FoundViolations.pair(finding.rule, finding.subject)));
        }
        return found;
    }

    private static SortedSet<String> foundByTheFold(List<byte[]> records) throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        ReferenceData reference = ReferenceFiles.builtIn();
        FoldHost host = new FoldHost(new Monitor(new MonitorSettings(
                new AzureRecordReader(reference.properties()), reference, TrustedKeys.of(keys.getPublic()))));
        InMemoryFoldState state = new InMemoryFoldState();
        List<LogRecord> log = new ArrayList<>();
        log.add(TrustedKeys.sign(
                ESTATE,
                new ControlRecord.LogOpened(LogMode.REPLAY, Instant.parse("2100-01-01T00:00:00Z"), null),
                keys));
        RuleSetTransfer.chunks(RuleSet.twenty().bundle())
                .forEach(chunk -> log.add(TrustedKeys.sign(ESTATE, chunk, keys)));
        for (int i = 0; i < records.size(); i++) {
            log.add(PrefilledLog.azureRecord(i, records.get(i)));
        }
        SortedSet<String> found = new TreeSet<>();
        for (LogRecord record : log) {
            for (Output output : host.step(ESTATE, record, Instant.EPOCH, state).outputs()) {
                if (output instanceof Output.FindingState finding) {
                    found.add(FoundViolations.pair(
                            finding.finding().rule().id(), finding.finding().subject()));
                }
            }
        }
        return found;
    }
}
