package io.dspt.monitor.benchmarks.records;

import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.InMemoryStore;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.StateKeys;
import io.dspt.monitor.core.fold.StepResult;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.rule.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;

/** The real fold with the catalogue live, asked what becomes of each record. */
final class JudgedByFold {
    private static final String ESTATE = "northmoor";

    private final Monitor monitor;
    private final InMemoryStore state = new InMemoryStore();
    private static final Instant APPENDED_AT = GeneratedRecords.FIRST;
    private boolean broken;

    /**
     * What became of a record.
     *
     * @param broken some rule was broken
     * @param remembered some row was written besides the clock and the counters
     * @param onlyWhoSignedIn the only such row says who used an account
     */
    record Judged(boolean broken, boolean remembered, boolean onlyWhoSignedIn) {}

    JudgedByFold(RecordReader reader) {
        KeyPair keys = keys();
        monitor = new Monitor(new MonitorSettings(
                reader,
                ReferenceFiles.builtIn(),
                TrustedKeys.of(keys.getPublic()),
                (rule, verdict) -> broken |= verdict == Verdict.VIOLATED));
        step(TrustedKeys.sign(ESTATE, new ControlRecord.LogOpened(LogMode.LIVE, null, null), keys));
        RuleSetTransfer.chunks(RuleBundle.builtIn()).forEach(chunk -> step(TrustedKeys.sign(ESTATE, chunk, keys)));
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Judged judge(byte[] record) {
        broken = false;
        // All at one time by the broker's clock: nothing that is due fires amid another record.
        StepResult result = step(new LogRecord.AzureRecord(record, new Origin("test", "1#0", "0".repeat(64))));
        List<byte[]> kept = result.writes().keySet().stream()
                .filter(key -> !StateKeys.isPerRecord(key))
                .toList();
        return new Judged(
                broken,
                !kept.isEmpty(),
                kept.stream().allMatch(key -> new String(key, StandardCharsets.UTF_8).startsWith(ESTATE + "\0p")));
    }

    private StepResult step(LogRecord record) {
        StepResult result = monitor.step(ESTATE, record, APPENDED_AT, state);
        state.apply(result);
        return result;
    }
}
