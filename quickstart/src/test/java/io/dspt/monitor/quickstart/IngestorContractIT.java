package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.azure.fakes.FakeEventHubs;
import io.dspt.monitor.azure.fakes.FakeHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What all ingestors have in common: the same messages become the same records in the log, whichever way they come. Each
 * runs as it does in production, up to a real broker.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class IngestorContractIT {
    private static final Instant NOW = Instant.parse("2026-12-31T00:00:00Z");
    private static final String SECRET = "a secret that only this test has";
    private static final String GROUP = "dspt-monitor";

    private static final String NHS_NUMBER = "9434765919";
    private static final String SIGNATURE = "dGhpcyBpcyBubyByZWFsIHNpZ25hdHVyZQ";
    private static final String PATIENT = "5b0c7d2e-patient-of-nobody";

    /** Every way in which Azure and its tools hand records over, invented. */
    private static final List<String> SHAPES = List.of(
            // Diagnostic settings to a hub, and to storage
            "{\"records\":[{\"category\":\"AuditEvent\",\"n\":1},{\"category\":\"StorageRead\",\"n\":2}]}",
            "{\"category\":\"AuditEvent\",\"n\":3}\r\n{\"category\":\"AuditEvent\",\"n\":4}\r\n",
            // Event Grid, in its own schema and as CloudEvents
            """
            [{"id":"7f4a8c1e-2b6d-4e3a-9c51-0d8e6f7a1b2c","topic":"/subscriptions/22222222-2222-2222-2222-222222222222","subject":"/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg","eventType":"Microsoft.Resources.ResourceWriteSuccess","eventTime":"2026-03-10T06:59:58Z","data":{"operationName":"Microsoft.Resources/subscriptions/resourceGroups/write","status":"Succeeded"},"dataVersion":"2"}]""",
            """
            {"specversion":"1.0","id":"0d8e6f7a-1b2c-4e3a-9c51-7f4a8c1e2b6d","source":"/subscriptions/22222222-2222-2222-2222-222222222222","type":"Microsoft.Resources.ResourceWriteSuccess","time":"2026-03-10T06:59:58Z","subject":"/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg","data":{"operationName":"Microsoft.Resources/subscriptions/resourceGroups/write","status":"Succeeded"}}""",
            // Graph, Log Analytics, a list of envelopes
            "{\"value\":[{\"n\":5},{\"n\":6}]}",
            "{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"rows\":[[1,\"x\"],[2,\"y\"]]}]}",
            "[{\"records\":[{\"n\":7}]},{\"n\":8}]",
            // With a byte order mark, in other words, and over several lines
            "\ufeff{\n  \"n\": 9,\n  \"name\": \"Siân Ó Murchú\"\n}\n",
            // What is no record, among records
            "{\"records\":[{\"n\":10},\"heartbeat\",{\"n\":11}]}",
            "{\"n\":12}\nno json at all\n{\"n\":13}\n",
            "{\"records\":[{\"n\":14},{\"n\":");

    /** A signature, a blob named after a patient, and a patient's id, each twice. */
    private static final List<String> SECRETS = List.of(
            """
            {"records":[{"category":"StorageRead","operationName":"GetBlob","uri":"https://stpacs.blob.core.windows.net/scans/%s/chest.dcm?sv=2024-11-04&sig=%s","properties":{"objectKey":"/stpacs/scans/%s/chest.dcm"}}]}""".formatted(NHS_NUMBER, SIGNATURE, NHS_NUMBER),
            """
            [{"id":"7f4a8c1e-2b6d-4e3a-9c51-0d8e6f7a1b2d","eventType":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/scans/blobs/%s/chest.dcm","data":{"url":"https://stpacs.blob.core.windows.net/scans/%s/chest.dcm?sv=2024-11-04&sig=%s"}}]""".formatted(NHS_NUMBER, NHS_NUMBER, SIGNATURE),
            """
            {"category":"AuditLogs","properties":{"RequestUri":"https://trust-fhir.fhir.azurehealthcareapis.com/Patient/%s/_history/2"}}
            {"category":"AuditLogs","properties":{"RequestUri":"https://trust-fhir.fhir.azurehealthcareapis.com/Observation?patient=Patient/%s"}}
            not json: GET https://trust-fhir.fhir.azurehealthcareapis.com/Patient/%s?sig=%s
            """.formatted(PATIENT, PATIENT, PATIENT, SIGNATURE));

    private static final Pattern MASKED = Pattern.compile("masked:[0-9a-f]{16}");

    private static IngestCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startCluster(@TempDir Path kafka) throws Exception {
        cluster = IngestCluster.start(kafka);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void shouldBringEveryShapeByEveryWayAlike() throws Exception {
        Map<String, List<EstateLogContents>> arrived = byEveryWay("shapes", bytes(SHAPES));

        List<String> expected = whateverTheWay(arrived.get("files"));
        assertEquals(21, expected.size(), () -> String.join("\n", expected));
        arrived.forEach((way, records) -> assertEquals(expected, whateverTheWay(records), way));
    }

    @Test
    void shouldLetNoSecretAndNoPatientThroughByAnyWay() throws Exception {
        Map<String, List<EstateLogContents>> arrived = byEveryWay("secrets", bytes(SECRETS));

        List<String> expected = whateverTheWay(arrived.get("files"));
        assertEquals(5, expected.size());
        arrived.forEach((way, records) -> {
            // Nowhere in what stands in the broker
            String everything = String.join(
                    "\n", records.stream().map(EstateLogContents::everything).toList());
            assertFalse(everything.contains(NHS_NUMBER), () -> way + ": " + everything);
            assertFalse(everything.contains(SIGNATURE), () -> way + ": " + everything);
            assertFalse(everything.contains(PATIENT), () -> way + ": " + everything);
            // But what was equal is equal still, by this way and all others
            assertEquals(expected, whateverTheWay(records), way);
        });
        String first = expected.get(0);
        assertTrue(first.contains("/stpacs/scans/" + masked(first, "scans/")), first);
        assertEquals(masked(first, "scans/"), masked(expected.get(1), "blobs/"));
        assertEquals(masked(first, "sig="), masked(expected.get(1), "sig="));
        assertEquals(masked(expected.get(2), "Patient/"), masked(expected.get(4), "Patient/"));
    }

    @Test
    void shouldBringRealRecordsByEveryWayAlike() throws Exception {
        // Given all the Azure records there are, a message for each file
        List<byte[]> messages = new ArrayList<>();
        for (Path logs : AzureLogs.folders()) {
            try (Stream<Path> files = Files.walk(logs)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    messages.add(Files.readAllBytes(file));
                }
            }
        }

        // When they come by every way
        Map<String, List<EstateLogContents>> arrived = byEveryWay("real", messages);

        // Then it makes no difference
        List<String> expected = whateverTheWay(arrived.get("files"));
        assertTrue(expected.size() > messages.size(), () -> expected.size() + " elements");
        System.out.println(messages.size() + " messages with " + expected.size() + " elements, alike by "
                + String.join(", ", arrived.keySet()));
        arrived.forEach((way, records) -> {
            List<String> those = whateverTheWay(records);
            assertEquals(expected.size(), those.size(), way);
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(expected.get(i), those.get(i), way + ", element " + i);
            }
        });
    }

    /** Brings messages by every way, each into a log of its own, and gives what stands there. */
    private Map<String, List<EstateLogContents>> byEveryWay(String name, List<byte[]> messages) throws Exception {
        Map<String, List<EstateLogContents>> arrived = new LinkedHashMap<>();
        arrived.put("files", byFiles(name + "-files", messages));
        arrived.put("archive", byArchive(name + "-archive", messages));
        arrived.put(
                "event hubs",
                byEventHubs(name + "-hub", messages, arrived.get("files").size()));
        arrived.put("event grid", byEventGrid(name + "-webhook", messages));
        return arrived;
    }

    private List<EstateLogContents> byFiles(String estate, List<byte[]> messages) throws IOException {
        Path files = Files.createDirectories(folder.resolve(estate));
        for (int i = 0; i < messages.size(); i++) {
            Files.write(files.resolve(String.format(Locale.ROOT, "%05d.json", i)), messages.get(i));
        }
        return byReplay(estate, "files", files);
    }

    /** An hour for each, from one day to the next. */
    private List<EstateLogContents> byArchive(String estate, List<byte[]> messages) throws IOException {
        Path archive = folder.resolve(estate);
        for (int i = 0; i < messages.size(); i++) {
            Path hour = archive.resolve(String.format(
                    Locale.ROOT, "insights-logs-x/resourceId=/A/y=2026/m=03/d=%02d/h=%02d/m=00", 1 + i / 24, i % 24));
            Files.write(Files.createDirectories(hour).resolve("PT1H.json"), messages.get(i));
        }
        return byReplay(estate, "archive", archive);
    }

    private static List<EstateLogContents> byReplay(String estate, String ingestor, Path input) throws IOException {
        cluster.beginReplay(estate, NOW);
        Path configuration = cluster.configuration(estate, estate, "");
        CommandRun run = CommandRun.of(
                "ingest", ingestor, input.toString(), "--config", configuration.toString(), "--estate", estate);
        assertEquals(0, run.exitCode(), run::err);
        return EstateLogContents.of(cluster.connection(), estate);
    }

    private static List<EstateLogContents> byEventHubs(String estate, List<byte[]> messages, int expected)
            throws Exception {
        cluster.begin(estate);
        try (FakeEventHubs namespace = FakeEventHubs.start();
                CommittedRecords committed = new CommittedRecords(cluster.connection(), estate)) {
            FakeHub hub = namespace.hub(estate, 1).addConsumerGroup(GROUP);
            hub.appendAll(0, messages);
            Path configuration = cluster.configuration(estate, estate, namespace.connectionString(hub.name()), GROUP);
            try (ChildProcess ingestor = ChildProcess.start(
                    ChildProcess.thisJava(), "ingest", "eventhubs", "--config", configuration.toString())) {
                committed.awaitDistinct(expected);
                ingestor.askToStop();
                ingestor.awaitLine("stopped");
            }
        }
        return EstateLogContents.of(cluster.connection(), estate);
    }

    private static List<EstateLogContents> byEventGrid(String estate, List<byte[]> messages) throws Exception {
        cluster.begin(estate);
        Path configuration = cluster.webhookConfiguration(estate, estate, SECRET);
        try (WebhookProcess webhook = WebhookProcess.start(configuration, SECRET)) {
            for (byte[] message : messages) {
                assertEquals(200, webhook.post(message).statusCode());
            }
            webhook.stop();
        }
        return EstateLogContents.of(cluster.connection(), estate);
    }

    private static List<byte[]> bytes(List<String> messages) {
        return messages.stream()
                .map(message -> message.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> whateverTheWay(List<EstateLogContents> records) {
        return records.stream().map(EstateLogContents::whateverTheWay).toList();
    }

    /** The first mask behind a text. */
    private static String masked(String record, String behind) {
        int from = record.indexOf(behind);
        assertTrue(from >= 0, record);
        Matcher mask = MASKED.matcher(record.substring(from));
        assertTrue(mask.find(), record);
        return mask.group();
    }
}
