package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ingest eventgrid} in a process of its own before a real broker. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EventGridIT {
    private static final String SECRET = "a secret that only this test has";

    private static IngestCluster cluster;

    @BeforeAll
    static void startCluster(@TempDir Path folder) throws Exception {
        cluster = IngestCluster.start(folder);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void shouldHaveInTheLogWhatItHasAnswered() throws Exception {
        // Given a webhook for an estate whose log has been begun
        cluster.begin("events");
        Path configuration = cluster.webhookConfiguration("events", "events", SECRET);
        try (WebhookProcess webhook = WebhookProcess.start(configuration, SECRET)) {
            // When batches come, one of them twice, and it is told to stop
            for (int batch : List.of(1, 2, 2, 3)) {
                assertEquals(200, webhook.post(batch(batch)).statusCode());
            }
            webhook.stop();
        }

        // Then every event stands in the log, in order, where its id says
        List<String> positions = EstateLogContents.of(cluster.connection(), "events").stream()
                .map(EstateLogContents::everything)
                .map(everything -> everything.replaceAll("(?s).*\nposition=([^\n]*)\n.*", "$1"))
                .toList();
        assertEquals(
                IntStream.of(1, 2, 2, 3)
                        .boxed()
                        .flatMap(batch -> IntStream.range(0, 10).mapToObj(number -> id(batch, number)))
                        .toList(),
                positions);
    }

    @Test
    void shouldAskToSendAgainWhileKafkaIsAwayAndStopAllTheSame(@TempDir Path folder) throws Exception {
        // Given a webhook that has taken events
        IngestCluster away = IngestCluster.start(folder);
        away.begin("away");
        Path configuration = away.webhookConfiguration("away", "away", SECRET);
        try (WebhookProcess webhook = WebhookProcess.start(configuration, SECRET)) {
            assertEquals(200, webhook.post(batch(1)).statusCode());

            // When Kafka goes
            away.close();
            HttpResponse<String> answer = webhook.post(batch(2));

            // Then nothing more is answered as taken
            assertEquals(503, answer.statusCode(), answer::body);
            assertEquals("30", answer.headers().firstValue("Retry-After").orElse(""));
            String said = webhook.stop();
            assertTrue(said.contains("asks Event Grid to send them again"), said);
        }
    }

    @Test
    void shouldNotWriteToAReplay() throws Exception {
        cluster.beginReplay("past", Instant.parse("2026-03-10T00:00:00Z"));
        Path configuration = cluster.webhookConfiguration("past", "past", SECRET);

        CommandRun run = CommandRun.of("ingest", "eventgrid", "--config", configuration.toString());

        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.err().contains("the log of estate 'past' is a replay"), run::err);
    }

    @Test
    void shouldSayThatNothingIsConfigured() throws IOException {
        Path configuration = cluster.configuration("no-webhook", "events", "");

        CommandRun run = CommandRun.of("ingest", "eventgrid", "--config", configuration.toString());

        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains("has no event_grid"), run::err);
    }

    private static byte[] batch(int batch) {
        return IntStream.range(0, 10)
                .mapToObj(number -> "{\"id\":\"" + id(batch, number)
                        + "\",\"eventType\":\"Microsoft.Resources.ResourceWriteSuccess\",\"data\":{}}")
                .toList()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String id(int batch, int number) {
        return String.format(Locale.ROOT, "7f4a8c1e-2b6d-4e3a-9c51-%04d%08d", batch, number);
    }
}
