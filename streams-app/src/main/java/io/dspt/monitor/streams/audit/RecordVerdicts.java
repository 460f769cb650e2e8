package io.dspt.monitor.streams.audit;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.InMemoryStore;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.rule.Verdict;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What rules say of a record by itself, through the fold as in production: no inventory, no register, no other event. A
 * fact that the record does not tell is unknown then, and a rule that needs it says that it cannot tell.
 */
final class RecordVerdicts {
    private static final String ESTATE = "drawn";

    private final KeyPair keys = keys();
    private final Monitor monitor;
    private final InMemoryStore rulesLive = new InMemoryStore();
    private SortedMap<String, Verdict> said = new TreeMap<>();

    /** @param rules that are asked */
    RecordVerdicts(RuleBundle rules) {
        ReferenceData reference = ReferenceFiles.builtIn();
        this.monitor = new Monitor(new MonitorSettings(
                new AzureRecordReader(reference.properties()),
                reference,
                TrustedKeys.of(keys.getPublic()),
                this::judged));
        step(rulesLive, new ControlRecord.LogOpened(LogMode.LIVE, null, null));
        RuleSetTransfer.chunks(rules).forEach(chunk -> step(rulesLive, chunk));
    }

    /** The verdict of each rule that has anything to say, by its id. */
    SortedMap<String, Verdict> of(EvidenceFile record, byte[] masked) {
        said = new TreeMap<>();
        InMemoryStore alone = rulesLive.copy();
        Origin origin = new Origin(record.source(), record.position(), record.sha256());
        alone.apply(monitor.step(ESTATE, new LogRecord.AzureRecord(masked, origin), record.receivedAt(), alone));
        // What one step leaves to be done is done before the next control record.
        step(alone, new ControlRecord.Checkpoint("end"));
        return said;
    }

    private void step(InMemoryStore store, ControlRecord record) {
        store.apply(monitor.step(ESTATE, TrustedKeys.sign(ESTATE, record, keys), Instant.EPOCH, store));
    }

    /** A rule may be asked more than once; what speaks against the record stays. */
    private void judged(String rule, Verdict verdict) {
        if (verdict != Verdict.NOT_APPLICABLE) {
            said.merge(rule, verdict, (before, now) -> weight(now) > weight(before) ? now : before);
        }
    }

    private static int weight(Verdict verdict) {
        return switch (verdict) {
            case NOT_APPLICABLE -> 0;
            case COMPLIANT -> 1;
            case UNEVALUABLE -> 2;
            case VIOLATED -> 3;
        };
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java 17 platform has Ed25519", e);
        }
    }
}
