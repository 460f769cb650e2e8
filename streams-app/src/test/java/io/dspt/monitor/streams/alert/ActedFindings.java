package io.dspt.monitor.streams.alert;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.cases.Demonstration;
import io.dspt.monitor.core.cases.DemonstrationStep;
import io.dspt.monitor.core.cases.Demonstrations;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingId;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.Output.FindingState;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.streams.hosting.FoldHost;
import io.dspt.monitor.streams.hosting.InMemoryFoldState;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Findings as the fold opens them when the demonstration of a rule is acted. */
final class ActedFindings {
    private static final ReferenceData REFERENCE = ReferenceFiles.builtIn();
    private static final String ESTATE = "northmoor";
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final int MOST_QUEUED_STEPS = 40;
    /** Always the same, so that what is forged with it is. */
    private static final byte[] FORGER = HexFormat.of().parseHex("302e020100300506032b657004220420" + "5a".repeat(32));

    private ActedFindings() {}

    /** What can be acted of these rules. */
    static SortedMap<String, Optional<Demonstration>> demonstrations(Predicate<String> wanted) {
        return Demonstrations.of(
                new AzureRecordReader(REFERENCE.properties()),
                REFERENCE,
                RuleBundle.builtIn(),
                RuleBundle.builtInCases(),
                wanted);
    }

    /** The open findings of the rule, as they opened. */
    static List<Finding> of(Demonstration demonstration) throws GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair forger =
                new KeyPair(null, KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(FORGER)));
        FoldHost host = new FoldHost(new Monitor(new MonitorSettings(
                new AzureRecordReader(REFERENCE.properties()), REFERENCE, TrustedKeys.of(keys.getPublic()))));
        InMemoryFoldState state = new InMemoryFoldState();
        Map<FindingId, Finding> findings = new LinkedHashMap<>();
        step(host, state, findings, sign(new ControlRecord.LogOpened(LogMode.REPLAY, NOW, "RZZ99"), keys));
        for (ControlRecord chunk : RuleSetTransfer.chunks(demonstration.rules())) {
            step(host, state, findings, sign(chunk, keys));
        }
        for (DemonstrationStep step : demonstration.act()) {
            step(host, state, findings, record(step, keys, forger));
        }
        for (int i = 0; i < MOST_QUEUED_STEPS; i++) {
            step(host, state, findings, sign(new ControlRecord.Checkpoint("acted"), keys));
        }
        return findings.values().stream()
                .filter(finding -> finding.rule().id().equals(demonstration.rule())
                        && finding.status().stands())
                .toList();
    }

    private static LogRecord record(DemonstrationStep step, KeyPair keys, KeyPair forger) {
        if (step instanceof DemonstrationStep.Decide decide) {
            return sign(decide.control(), keys);
        } else if (step instanceof DemonstrationStep.Forge forge) {
            return sign(forge.control(), forger);
        }
        byte[] bytes = ((DemonstrationStep.Send) step).record();
        return new LogRecord.AzureRecord(bytes, new Origin("acted.jsonl", "1#0", Sha256.hex(bytes)));
    }

    private static LogRecord sign(ControlRecord control, KeyPair keys) {
        return TrustedKeys.sign(ESTATE, control, keys);
    }

    private static void step(
            FoldHost host, InMemoryFoldState state, Map<FindingId, Finding> findings, LogRecord record) {
        for (Output output : host.step(ESTATE, record, NOW, state).outputs()) {
            if (output instanceof FindingState finding) {
                findings.put(finding.finding().id(), finding.finding());
            }
        }
    }
}
