package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.azure.fakes.FakeBlobContainer;
import io.dspt.monitor.core.fold.LogRecord.AzureRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ingest files} and {@code ingest archive} before a real broker. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReplayIngestorsIT {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final String VAULT = "insights-logs-auditevent/resourceId=/SUBSCRIPTIONS/A/VAULTS/KV/";
    private static final String ACCOUNT = "insights-logs-storageread/resourceId=/SUBSCRIPTIONS/A/STORAGEACCOUNTS/ST/";

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
    void shouldReadFilesOnceAndWhatIsPipedIn() throws Exception {
        cluster.beginReplay("files", NOW);
        String configuration = configuration("files");
        write("a.jsonl", "{\"n\":1}\n{\"n\":2}\n");

        CommandRun first = ingest("files", configuration, "files", folder.toString());
        write("b.jsonl", "{\"n\":3}\n");
        CommandRun second = ingest("files", configuration, "files", folder.toString());
        CommandRun piped = CommandRun.withInput(
                "{\"n\":4}\n".getBytes(StandardCharsets.UTF_8),
                "ingest",
                "files",
                "-",
                "--config",
                configuration,
                "--estate",
                "files");

        assertEquals(List.of(0, 0, 0), List.of(first.exitCode(), second.exitCode(), piped.exitCode()), second::err);
        assertEquals(List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}"), texts("files"));
        assertTrue(first.err().contains("2 elements"), first::err);
        assertTrue(second.err().contains("1 element, 1 inputs read before"), second::err);
    }

    @Test
    void shouldReadAnArchiveByItsHoursAndOnlyThoseAskedFor() throws Exception {
        // Given a day of two resources
        cluster.beginReplay("archive", NOW);
        String configuration = configuration("archive");
        write(ACCOUNT + hour(7), "{\"n\":2}\n");
        write(ACCOUNT + hour(9), "{\"n\":5}\n");
        write(VAULT + hour(7), "{\"n\":1}\n");
        write(VAULT + hour(8), "{\"records\":[{\"n\":3},{\"n\":4}]}");
        write("readme.json", "{\"n\":0}\n");

        // When two of its hours are read, and then all
        CommandRun part = ingest(
                "archive",
                configuration,
                "archive",
                folder.toString(),
                "--from",
                "2026-03-10T07:10:00Z",
                "--to",
                "2026-03-10T08:10:00Z");
        assertEquals(List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}"), texts("archive"));
        CommandRun rest = ingest("archive", configuration, "archive", folder.toString());

        // Then the rest was read in addition, and what is no archive named
        assertEquals(List.of(0, 0), List.of(part.exitCode(), rest.exitCode()), rest::err);
        assertEquals(List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}", "{\"n\":5}"), texts("archive"));
        assertTrue(rest.err().contains("skipped " + folder + "/readme.json"), rest::err);
    }

    @Test
    void shouldReadContainersAndOnWhereTheyHaveGrown() throws Exception {
        cluster.beginReplay("containers", NOW);
        String configuration = configuration("containers");
        try (FakeBlobContainer vaults = FakeBlobContainer.start("insights-logs-auditevent");
                FakeBlobContainer accounts = FakeBlobContainer.start("insights-logs-storageread")) {
            vaults.append("resourceId=/A/" + hour(8), "{\"n\":2}\n");
            accounts.append("resourceId=/B/" + hour(7), "{\"n\":1}\n");
            CommandRun first = ingest("archive", configuration, "containers", vaults.address(), accounts.address());
            vaults.append("resourceId=/A/" + hour(8), "{\"n\":3}\n");
            CommandRun second = ingest("archive", configuration, "containers", vaults.address(), accounts.address());

            assertEquals(List.of(0, 0), List.of(first.exitCode(), second.exitCode()), second::err);
            assertEquals(List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"), texts("containers"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "archive"})
    void shouldBringNothingOfThePastIntoALiveLog(String ingestor) throws Exception {
        String estate = "live-" + ingestor;
        cluster.begin(estate);
        write(VAULT + hour(7), "{\"n\":1}\n");

        CommandRun run = ingest(ingestor, configuration(estate), estate, folder.toString());

        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.err().contains("the log of estate '" + estate + "' is a live one"), run::err);
        assertEquals(List.of(), texts(estate));
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "archive"})
    void shouldSayThatALogHasNotBeenBegunAndHow(String ingestor) throws Exception {
        CommandRun run = ingest(ingestor, configuration("nobody"), "nobody", folder.toString());

        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.err().contains("'dspt-monitor estate begin nobody --replay'"), run::err);
    }

    @Test
    void shouldNameWhatItCannotReadAndGoOn() throws Exception {
        cluster.beginReplay("unreadable", NOW);
        write(VAULT + hour(7), "{\"n\":1}\n");

        CommandRun run =
                ingest("archive", configuration("unreadable"), "unreadable", folder + "/gone", folder.toString());

        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.err().contains("cannot read " + folder + "/gone"), run::err);
        assertEquals(List.of("{\"n\":1}"), texts("unreadable"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://st.blob.core.windows.net/logs?sig=c2VjcmV0",
                "http://st.blob.core.windows.net/logs",
                "https://st.blob.core.windows.net"
            })
    void shouldRefuseAnAddressBeforeAnythingElse(String address) throws Exception {
        CommandRun run = ingest("archive", configuration("refused"), "refused", address);

        assertEquals(2, run.exitCode(), run::err);
    }

    private static CommandRun ingest(String ingestor, String configuration, String estate, String... more) {
        String[] arguments = new String[6 + more.length];
        System.arraycopy(
                new String[] {"ingest", ingestor, "--config", configuration, "--estate", estate}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return CommandRun.of(arguments);
    }

    private static String configuration(String estate) throws IOException {
        return cluster.configuration(estate, estate, "").toString();
    }

    private static String hour(int hour) {
        return "y=2026/m=03/d=10/h=0" + hour + "/m=00/PT1H.json";
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static List<String> texts(String estate) {
        return EstateLogContents.of(cluster.connection(), estate).stream()
                .map(one -> new String(((AzureRecord) one.record()).bytes(), StandardCharsets.UTF_8))
                .toList();
    }
}
