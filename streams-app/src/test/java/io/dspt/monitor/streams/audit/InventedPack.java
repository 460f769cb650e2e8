package io.dspt.monitor.streams.audit;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.ledger.LedgerHeadNote;
import io.dspt.monitor.core.ledger.LedgerVerification;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.streams.report.InventedHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pack of an invented history, with a signed head and the records that its findings name. */
final class InventedPack {
    private static final KeyPair KEYS = newKeys();
    private static final Pattern EVIDENCE = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"");

    private InventedPack() {}

    static AuditPack of(long seed) {
        return of(seed, "RA9");
    }

    static AuditPack of(long seed, String organisation) {
        InventedHistory history = InventedHistory.of(seed);
        PackSources sources =
                new PackSources(new PackScope(InventedHistory.ESTATE, organisation, AuditYear.parse("2026-2027")));
        LedgerVerification verification = new LedgerVerification(InventedHistory.ESTATE, List.of());
        for (byte[] line : history.ledger()) {
            sources.ledger(line);
            verification.take(line);
            Matcher named = EVIDENCE.matcher(new String(line, StandardCharsets.UTF_8));
            if (named.find()) {
                sources.evidence(
                        named.group(1),
                        "events/October, first week.json",
                        "1",
                        Instant.parse("2026-10-01T08:00:00Z"),
                        ("{\"masked\":\"" + named.group(1) + "\"}").getBytes(StandardCharsets.UTF_8));
            }
        }
        drawFromTheLog(sources);
        history.coverage().forEach(sources::coverage);
        sources.rules(RuleBundle.builtIn());
        LedgerHeadNote head =
                new LedgerHeadNote(InventedHistory.ESTATE, verification.head(), Instant.parse("2026-11-01T00:20:00Z"));
        sources.head("000000000001.note", head.signed(KEYS).toBytes());
        sources.headKey(KEYS.getPublic());
        return AuditPack.of(sources);
    }

    /** At each place stands a storage account, in turn where patients' data may be and where not; at the last nothing. */
    private static void drawFromTheLog(PackSources sources) {
        List<Long> places = sources.draw(new LogDraw(100, 90_000));
        for (int i = 0; i < places.size(); i++) {
            long place = places.get(i);
            if (i == places.size() - 1) {
                sources.drewNothing(place);
                continue;
            }
            byte[] record = storageAccountIn(i % 2 == 0 ? "uksouth" : "eastus").getBytes(StandardCharsets.UTF_8);
            sources.drawn(
                    place,
                    place + 2,
                    new LogRecord.AzureRecord(
                            record, new Origin("eventhub:activity", "0:" + place, Sha256.hex(record))),
                    Instant.parse("2026-10-01T08:00:05Z"));
        }
    }

    private static String storageAccountIn(String region) {
        return ("{'time':'2026-10-01T08:00:00Z','category':'Administrative','resultType':'Success',"
                        + "'operationName':'MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE',"
                        + "'resourceId':'/SUBSCRIPTIONS/5C1D7A2E-0000-4000-8000-000000000001/RESOURCEGROUPS/RG-NORTH"
                        + "/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/INVENTED" + region.toUpperCase(Locale.ROOT)
                        + "','correlationId':'7f0c1c7e-0000-4000-8000-000000000001',"
                        + "'properties':{'statusCode':'Created','responseBody':'{\\'location\\':\\'" + region
                        + "\\'}'}}")
                .replace('\'', '"');
    }

    /** Unpacks it, or what somebody made of it. */
    static void unpack(AuditPack pack, Path folder) throws IOException {
        for (var file : pack.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    /** Makes the digests fit again, as somebody would who changes a file and does not want it to be seen. */
    static void fitDigests(Path folder, String changed) throws IOException {
        Path digests = folder.resolve(PackPaths.DIGESTS);
        String fitting = Sha256.hex(Files.readAllBytes(folder.resolve(changed)));
        List<String> lines = Files.readAllLines(digests).stream()
                .map(line -> line.endsWith("  " + changed) ? fitting + "  " + changed : line)
                .toList();
        Files.writeString(digests, String.join("\n", lines) + "\n");
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
