package io.dspt.monitor.streams.hosting;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.LawfulBasis;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.ledger.FiledReport;
import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The log of a fictional estate of which something of every kind is written down. */
final class SampleLog {
    static final String ESTATE = "north";
    static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private static final String RULE = "rules/residency/RES-001-resource-outside-permitted-regions.rule.yaml";
    private static final String SUBSCRIPTION = "/subscriptions/3f0c1b52-6e1c-4e0a-9c62-1b5f3a7d9e10";
    /** A record that holds this is one that the reader has a fault with. */
    private static final String FAULT = "fault";

    private final KeyPair keys = newKeys();
    private final List<LogRecord> records = new ArrayList<>();

    /** Opened as a replay, with one rule in force. */
    SampleLog() {
        control(new ControlRecord.LogOpened(LogMode.REPLAY, NINE.plusSeconds(864_000), null));
        RuleSetTransfer.chunks(RuleBundle.builtIn().only(RULE)).forEach(this::control);
    }

    /** Accounts come and go, one is exempt, a report is handed over. */
    static SampleLog ofADay() {
        SampleLog log = new SampleLog();
        log.account("stone", "westeurope", 0);
        log.account("sttwo", "westeurope", 60);
        log.control(new ControlRecord.ExemptionApproved(exemption()));
        log.account("stone", "uksouth", 120);
        log.control(new ControlRecord.ReportFiled(
                new FiledReport(
                        YearMonth.of(2026, 2),
                        null,
                        1,
                        FiledReport.State.DRAFT,
                        new TreeMap<>(Map.of("summary.pdf", "ab".repeat(32)))),
                "ada.okafor",
                NINE));
        log.control(new ControlRecord.ExemptionRevoked("EX-1", "the SIRO", "moved", NINE.plusSeconds(150)));
        log.account("stthree", "westeurope", 180);
        log.control(new ControlRecord.Checkpoint("end"));
        return log;
    }

    private static Exemption exemption() {
        return new Exemption(
                "EX-1",
                "Head of imaging",
                "ada.okafor",
                "the SIRO",
                new LawfulBasis(
                        LawfulBasis.Article6.E,
                        true,
                        LawfulBasis.Article9.H,
                        LawfulBasis.TransferMechanism.UK_ADDENDUM),
                "no region in the UK yet",
                new ExemptionScope(List.of("RES-001"), null, new ExemptionScope.Subject.Below(SUBSCRIPTION)),
                "pseudonymised",
                Exemption.day(NINE),
                Exemption.day(NINE),
                NINE,
                NINE.plusSeconds(3_600));
    }

    void control(ControlRecord record) {
        records.add(TrustedKeys.sign(ESTATE, record, keys));
    }

    /** A record whose step throws. */
    void fault() {
        records.add(azure("{\"" + FAULT + "\":1}"));
    }

    void account(String name, String region, int seconds) {
        String form = """
                {"time":"%s","resourceId":"%s/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/%s",\
                "operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE","category":"Administrative",\
                "resultType":"Success","correlationId":"7c9f1f64-3f5b-4b59-8a0e-0d6a5f2b1c%02d",\
                "properties":{"requestbody":"{\\"location\\":\\"%s\\",\\"sku\\":{\\"name\\":\\"Standard_LRS\\"},\
                \\"properties\\":{}}","statusCode":"Created"}}""";
        records.add(azure(String.format(
                Locale.ROOT,
                form,
                NINE.plusSeconds(seconds),
                SUBSCRIPTION.toUpperCase(Locale.ROOT),
                name.toUpperCase(Locale.ROOT),
                records.size() % 100,
                region)));
    }

    private LogRecord azure(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new LogRecord.AzureRecord(bytes, new Origin("logs/a.jsonl", records.size() + "#0", Sha256.hex(bytes)));
    }

    List<LogRecord> records() {
        return List.copyOf(records);
    }

    /** The fold that trusts who signs here, and stumbles over {@link #fault}. */
    MonitorSettings settings() {
        ReferenceData reference = ReferenceFiles.builtIn();
        RecordReader reader = new AzureRecordReader(reference.properties());
        RecordReader stumbling = new RecordReader() {
            @Override
            public ReadResult read(byte[] element) {
                if (new String(element, StandardCharsets.UTF_8).contains(FAULT)) {
                    throw new IllegalStateException("a fault of the engine");
                }
                return reader.read(element);
            }

            @Override
            public ReadResult readResource(byte[] element, Instant takenAt) {
                return reader.readResource(element, takenAt);
            }
        };
        return new MonitorSettings(stumbling, reference, TrustedKeys.of(keys.getPublic()));
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
