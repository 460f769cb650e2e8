package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.azure.fakes.FakeBlobContainer;
import io.dspt.monitor.core.codec.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the topics of a real broker to summaries. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReportCommandIT {
    private static final String OUTSIDE = """
            {"time":"2026-03-02T09:00:00.0000000Z","resourceId":"/SUBSCRIPTIONS/3F0C1B52-6E1C-4E0A-9C62-1B5F3A7D9E10/RESOURCEGROUPS/RG-PACS/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/STPACS","operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE","category":"Administrative","resultType":"Success","correlationId":"7c9f1f64-3f5b-4b59-8a0e-0d6a5f2b1c11","properties":{"requestbody":"{\\"location\\":\\"westeurope\\",\\"sku\\":{\\"name\\":\\"Standard_LRS\\"},\\"properties\\":{}}","statusCode":"Created"}}
            """;
    private static final String ESTATE = "reported";

    @TempDir
    private static Path folder;

    private static RunningMonitor monitor;
    private static Path key;

    @BeforeAll
    static void givenAFindingOfMarch() throws Exception {
        monitor = new RunningMonitor(Files.createDirectory(folder.resolve("kafka")));
        key = monitor.signingKey(folder.resolve("key.der"));
        Path input = folder.resolve("a.jsonl");
        Files.writeString(input, OUTSIDE);
        monitor.judge(ESTATE, input.toString());
    }

    @AfterAll
    static void stopKafka() {
        monitor.close();
    }

    private static CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(
                List.of("--bootstrap", monitor.bootstrapServers(), "--key-file", key.toString(), "--estate", ESTATE));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    void shouldSumUpWhatStandsOnTheTopics() throws IOException {
        // When March is summed up for machines
        CommandRun run = run("report", "--month", "2026-03", "--format", "json", "--out", "-");

        // Then the finding opened in it, by the rules that are live
        assertEquals(0, run.exitCode(), run::err);
        JsonNode summary = new ObjectMapper().readTree(run.out());
        assertTrue(summary.at("/findings/all/opened").asInt() >= 1, run::out);
        assertTrue(run.out().contains("\"rule\":\"RES-001\""), run::out);
        assertEquals(64, summary.at("/cover/rulesNow").asText().length());
    }

    @Test
    void shouldWriteAFileWithTheUsualNameIntoAFolder() throws IOException {
        // When a folder is named
        Path reports = Files.createDirectory(folder.resolve("reports"));
        CommandRun run = run("report", "--month", "2026-03", "--out", reports.toString());

        // Then the file has the usual name, and is a page
        assertEquals(0, run.exitCode(), run::err);
        String html = Files.readString(reports.resolve("posture-all-2026-03-1.html"), StandardCharsets.UTF_8);
        assertTrue(html.startsWith("<!DOCTYPE html>") && html.contains("RES-001"));
    }

    @Test
    void shouldSayWhatOpenedBetweenTwoMonths() {
        // When February and March are compared
        CommandRun run = run("report", "diff", "2026-02", "2026-03");

        // Then the finding stands now and did not, and regions of months without a count are not compared
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().startsWith("Stands now and did not: "), run::out);
        assertTrue(run.out().contains("  RES-001  "), run::out);
        assertTrue(run.out().contains("not compared, resources were not counted in one of the months"), run::out);
    }

    @Test
    void shouldRefuseAnUnknownOrganisationAndWhatCannotBeFinal() {
        // When an organisation is named that nobody knows, and an unfinished month is to be final
        CommandRun unknown = run("report", "--month", "2026-03", "--organisation", "XX9", "--out", "-");
        CommandRun unfinished = run("report", "--month", "2026-03", "--final", "--out", "-");
        CommandRun nothing = run("report", "--out", "-");

        // Then each is refused with the reason, and nothing is written
        assertEquals(2, unknown.exitCode());
        assertTrue(unknown.err().contains("there is no organisation XX9"), unknown::err);
        assertEquals(1, unfinished.exitCode());
        assertTrue(unfinished.err().contains("cannot be final: the month is not over"), unfinished::err);
        assertEquals(2, nothing.exitCode());
        assertEquals("", unknown.out() + unfinished.out() + nothing.out());
    }

    @Test
    void shouldRefuseAPackOfNoYear() {
        CommandRun run = run("report", "--pack", "2026", "--out", folder.toString());

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("--pack: '2026' is no audit year"), run::err);
    }

    @Test
    void shouldHandOverWhatIsDueOnceAndHaveTheLedgerSaySo() throws Exception {
        // When February, of which nothing is known, is handed over twice
        Path to = folder.resolve("summaries");
        List<String> deliver = List.of(
                "report",
                "deliver",
                "--month",
                "2026-02",
                "--format",
                "json",
                "--format",
                "csv",
                "--to",
                to.toString());
        CommandRun first = run(deliver.toArray(String[]::new));
        assertEquals(0, first.exitCode(), first::err);
        Path json = to.resolve("2026-02/posture-all-2026-02-1.json");
        String hash = Sha256.hex(Files.readAllBytes(json));
        CommandRun second = run(deliver.toArray(String[]::new));

        // Then there is one draft, and the second time nothing was due
        assertTrue(first.err().contains("the whole estate: draft, revision 1, 2 files"), first::err);
        assertEquals(0, second.exitCode(), second::err);
        assertTrue(second.err().contains("nothing was due"), second::err);
        try (Stream<Path> files = Files.list(to.resolve("2026-02"))) {
            assertEquals(2, files.count());
        }
        // And the ledger has its hash, so that the next one is the second revision
        Path ledger = folder.resolve("ledger");
        CommandRun export = CommandRun.of(
                "ledger", "export", "--bootstrap", monitor.bootstrapServers(), "--out", ledger.toString());
        assertEquals(0, export.exitCode(), export::err);
        assertTrue(Files.readString(ledger.resolve(ESTATE + ".jsonl"))
                .contains("\"posture-all-2026-02-1.json\":\"" + hash));
        CommandRun again = run("report", "--month", "2026-02", "--format", "json", "--out", "-");
        assertEquals(
                2,
                new ObjectMapper().readTree(again.out()).at("/cover/revision").asInt());
    }

    @Test
    void shouldHandOverToAContainerAndGoOnAfterARunThatWasCutOff() throws Exception {
        try (FakeBlobContainer container = FakeBlobContainer.start("summaries")) {
            // Given a container that is written to by a signature, where something else has the name of one file
            container.requireSignature("c2VjcmV0");
            container.makeImmutable();
            Path to = Files.writeString(
                    folder.resolve("to"), container.address() + "/north?sv=2025-05-05&sp=rc&sig=c2VjcmV0\n");
            String csv = "north/2026-01/posture-all-2026-01-1.csv";
            String json = "north/2026-01/posture-all-2026-01-1.json";
            container.append(json, "{}");
            String[] deliver = {
                "report", "deliver", "--month", "2026-01", "--format", "json", "--format", "csv", "--to", "@" + to
            };

            // When January is handed over, and again when that has been taken away
            CommandRun first = run(deliver);
            List<String> uploadedFirst = container.names();
            byte[] csvOfFirst = container.content(csv);
            container.remove(json);
            CommandRun second = run(deliver);
            CommandRun third = run(deliver);

            // Then the first names the blob and has put nothing into the ledger, so that the second does all of it
            assertEquals(1, first.exitCode(), first::err);
            assertTrue(
                    first.err().contains(container.address() + "/" + json + " is there and holds other"), first::err);
            assertEquals(List.of(csv, json), uploadedFirst);
            assertEquals(0, second.exitCode(), second::err);
            assertTrue(second.err().contains("the whole estate: draft, revision 1, 2 files"), second::err);
            assertArrayEquals(csvOfFirst, container.content(csv));
            assertEquals("application/json", container.contentType(json));
            assertTrue(third.err().contains("nothing was due"), third::err);
            // And nobody has been told the signature
            for (CommandRun run : List.of(first, second, third)) {
                assertFalse((run.out() + run.err()).contains("c2VjcmV0"), run::err);
            }
            // And the ledger holds what stands there
            Path ledger = folder.resolve("ledger-of-january");
            CommandRun export = CommandRun.of(
                    "ledger", "export", "--bootstrap", monitor.bootstrapServers(), "--out", ledger.toString());
            assertEquals(0, export.exitCode(), export::err);
            assertTrue(Files.readString(ledger.resolve(ESTATE + ".jsonl"))
                    .contains("\"posture-all-2026-01-1.json\":\"" + Sha256.hex(container.content(json))));
        }
    }

    @Test
    void shouldPutNothingIntoTheLedgerWhenItMayNotWrite() {
        try (FakeBlobContainer container = FakeBlobContainer.start("summaries")) {
            container.refuse(403);

            CommandRun run =
                    run("report", "deliver", "--month", "2025-12", "--format", "csv", "--to", container.address());

            assertEquals(1, run.exitCode(), run::err);
            String says = run.err().lines().reduce((first, last) -> last).orElse("");
            assertTrue(says.startsWith("dspt-monitor: --to: cannot write into " + container.address() + ": "), says);
            assertTrue(says.contains("grant it 'Storage Blob Data Contributor' on the container"), says);
            container.refuse(0);
            CommandRun again =
                    run("report", "deliver", "--month", "2025-12", "--format", "csv", "--to", container.address());
            assertTrue(again.err().contains("draft, revision 1, 1 files"), again::err);
        }
    }
}
