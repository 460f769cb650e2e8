package io.dspt.monitor.benchmarks.engine;

import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.rules.RuleSet;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.InMemoryStore;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.StepResult;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole fold with its state in memory: parse, inventory, rules, findings and what rules remember, as the streams
 * application runs it but without Kafka and RocksDB.
 */
final class WholeStep {
    private static final String ESTATE = "northmoor";
    private static final String NO_HASH = "0".repeat(64);

    private final Monitor monitor;
    private final InMemoryStore rulesLive = new InMemoryStore();

    /**
     * A fold in which a rule set is live.
     *
     * @throws MeasurementFailedException when the fold refuses the rules
     */
    WholeStep(RuleSet rules, RecordReader reader) {
        ReferenceData reference = ReferenceFiles.builtIn();
        KeyPair keys = keys();
        this.monitor = new Monitor(new MonitorSettings(reader, reference, TrustedKeys.of(keys.getPublic())));
        List<ControlRecord> opening = new ArrayList<>();
        opening.add(new ControlRecord.LogOpened(LogMode.LIVE, null, null));
        opening.addAll(RuleSetTransfer.chunks(rules.bundle()));
        for (ControlRecord control : opening) {
            StepResult result =
                    monitor.step(ESTATE, TrustedKeys.sign(ESTATE, control, keys), GeneratedRecords.FIRST, rulesLive);
            if (result.outputs().stream().anyMatch(Output.DeadLetter.class::isInstance)) {
                throw new MeasurementFailedException("the fold refuses the " + rules.name() + " rules");
            }
            rulesLive.apply(result);
        }
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java 17 platform has Ed25519", e);
        }
    }

    /** The records as they stand in the log. */
    static List<LogRecord> log(List<byte[]> records) {
        List<LogRecord> log = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            log.add(new LogRecord.AzureRecord(records.get(i), new Origin("benchmark", (i + 1) + "#0", NO_HASH)));
        }
        return log;
    }

    /** A state in which nothing but the rules is known. */
    InMemoryStore beginning() {
        return rulesLive.copy();
    }

    /**
     * Steps through the records, from a state that is changed.
     *
     * @return how many rows were written and outputs sent, the same whenever the same is done
     */
    long run(List<LogRecord> log, InMemoryStore state) {
        long done = 0;
        Instant appendedAt = GeneratedRecords.FIRST;
        for (LogRecord record : log) {
            appendedAt = appendedAt.plusMillis(GeneratedRecords.BETWEEN_MILLIS);
            StepResult result = monitor.step(ESTATE, record, appendedAt, state);
            state.apply(result);
            done += result.writes().size() + result.outputs().size();
        }
        return done;
    }
}
