package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole command on the bundled day: real broker, real exactly-once, real kills. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class QuickstartIT {
    @TempDir
    private Path folder;

    private Path day;
    private CommandRun evaluated;

    @BeforeEach
    void evaluateTheDay() throws IOException {
        day = folder.resolve("day");
        Files.createDirectory(day);
        for (var entry : BundledDay.files()) {
            Path name = Path.of(entry.source()).getFileName();
            try (InputStream in = QuickstartIT.class.getClassLoader().getResourceAsStream(entry.source())) {
                Files.copy(in, day.resolve(name));
            }
        }
        evaluated = CommandRun.of("evaluate", day.toString(), "--format", "json");
        assertEquals(0, evaluated.exitCode(), evaluated::err);
        assertTrue(evaluated.sortedLines().size() > 10, evaluated::err);
    }

    @Test
    void shouldPrintWhatEvaluatePrintsAndAgainWithoutLocalState() throws Exception {
        // When the day goes through Kafka
        CommandRun first = once();

        // Then output and counts are the same
        assertSameAsEvaluated(first);

        // And again when the stores are gone and have to come back from their changelogs
        delete(folder.resolve("data/streams"));
        assertSameAsEvaluated(once());
    }

    @Test
    void shouldEndTheSameAfterBeingKilledAtThreeMoments() throws Exception {
        // Given three starts on the same data, killed while Kafka starts, while ingesting, while evaluating
        kill("starting Kafka", 700);
        kill("ingesting", 300);
        kill("evaluating", 200);

        // When it is started once more
        CommandRun last = once();

        // Then it ends as if nothing had happened
        assertSameAsEvaluated(last);
    }

    @Test
    void shouldPrintTheSameOnAnotherJava() throws Exception {
        String home = System.getenv("DSPT_SECOND_JAVA_HOME");
        if (home == null && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("no second Java; set DSPT_SECOND_JAVA_HOME");
        }
        assumeTrue(home != null, "SKIPPED: no second Java; set DSPT_SECOND_JAVA_HOME");

        try (ChildProcess child = ChildProcess.start(
                Path.of(home), "quickstart", "--once", "--format", "json", "--input", day.toString())) {
            assertSameAsEvaluated(child.await());
        }
    }

    @Test
    void shouldServeFindingsMetricsAndHealthUntilItIsStopped() throws Exception {
        try (ChildProcess child =
                ChildProcess.start(ChildProcess.thisJava(), "quickstart", "--port", "0", "--input", day.toString())) {
            // Given a quick start that has evaluated its input
            child.awaitLine("console on ");
            child.awaitLine("all input is evaluated");
            String console = child.saidMatching(Pattern.compile("console on (http://\\S+)"));

            // Then it is ready, shows what it found and counts it, in less than a gibibyte
            assertEquals(200, status(console + "health/ready"));
            assertEquals(200, status(console + "healthz"));
            assertTrue(body(console).contains("RES-001"));
            String metrics = body(console + "metrics");
            assertTrue(metrics.contains("dspt_findings_opened_total{rule=\"RES-001\"}"), metrics);
            assertTrue(metrics.contains("kafka_stream"), metrics);
            assertFalse(metrics.contains("example.nhs.uk"), metrics);
            assertTrue(child.mostResidentBytes() < 1L << 30, () -> "a gibibyte or more resident");

            // When it is told to stop
            child.askToStop();
            CommandRun run = child.await();

            // Then the summary is its last word, and what opened and resolved stands on stdout
            List<String> said = run.err().lines().toList();
            assertEquals(evaluated.summary(), said.get(said.size() - 1));
            assertTrue(run.out().lines().anyMatch(line -> line.contains("  opened    ")), run::out);
            assertTrue(run.out().lines().anyMatch(line -> line.contains("  resolved  ")), run::out);
        }
    }

    private CommandRun once() {
        return CommandRun.of(arguments());
    }

    private String[] arguments() {
        String data = folder.resolve("data").toString();
        return new String[] {"quickstart", "--once", "--format", "json", "--input", day.toString(), "--data-dir", data};
    }

    private void kill(String afterSaying, long milliseconds) throws Exception {
        try (ChildProcess child = ChildProcess.start(ChildProcess.thisJava(), arguments())) {
            child.awaitLine(afterSaying);
            child.killAfter(milliseconds);
        }
    }

    private void assertSameAsEvaluated(CommandRun run) {
        assertEquals(0, run.exitCode(), run::err);
        assertEquals(evaluated.out(), run.out());
        assertEquals(evaluated.summary(), run.summary());
    }

    private static int status(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static String body(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                .body();
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> content = Files.walk(root)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
