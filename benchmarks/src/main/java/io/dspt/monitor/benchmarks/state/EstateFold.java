package io.dspt.monitor.benchmarks.state;

import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.InMemoryStore;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.OrderedStore;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.StepResult;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.RuleBundle;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The fold of one estate with the built-in catalogue live, over any store. */
public final class EstateFold {
    /** Later than all generated records. */
    private static final Instant NOT_AFTER = Instant.parse("2100-01-01T00:00:00Z");

    private final String estate;
    private final ReferenceData reference = ReferenceFiles.builtIn();
    private final AzureRecordReader reader = new AzureRecordReader(reference.properties());
    private final KeyPair keys = keys();
    private Monitor monitor = freshMonitor();
    private final InMemoryStore opened = new InMemoryStore();

    /** A log that was opened and has got its rules. */
    public EstateFold(String estate) {
        this.estate = estate;
        List<ControlRecord> opening = new ArrayList<>();
        opening.add(new ControlRecord.LogOpened(LogMode.REPLAY, NOT_AFTER, null));
        opening.addAll(RuleSetTransfer.chunks(RuleBundle.builtIn()));
        for (ControlRecord control : opening) {
            StepResult result =
                    monitor.step(estate, TrustedKeys.sign(estate, control, keys), GeneratedRecords.FIRST, opened);
            if (result.outputs().stream().anyMatch(Output.DeadLetter.class::isInstance)) {
                throw new MeasurementFailedException("the fold refuses the catalogue");
            }
            opened.apply(result);
        }
    }

    /** Whose fold it is. */
    public String estate() {
        return estate;
    }

    /** The state after the opening. */
    public InMemoryStore opened() {
        return opened.copy();
    }

    /** The reader that the fold reads with. */
    AzureRecordReader reader() {
        return reader;
    }

    /** What one record wants done; nothing is applied. */
    public StepResult step(long number, byte[] record, OrderedStore state) {
        Origin origin = new Origin("benchmark", String.format(Locale.ROOT, "%08d", number), Sha256.hex(record));
        return monitor.step(estate, new LogRecord.AzureRecord(record, origin), GeneratedRecords.FIRST, state);
    }

    /** The same fold, which remembers nothing of another state: for a state of its own. */
    public void forgetWhatItRemembers() {
        monitor = freshMonitor();
    }

    private Monitor freshMonitor() {
        return new Monitor(new MonitorSettings(reader, reference, TrustedKeys.of(keys.getPublic())));
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java 17 platform has Ed25519", e);
        }
    }
}
