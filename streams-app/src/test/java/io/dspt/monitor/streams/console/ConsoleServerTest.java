package io.dspt.monitor.streams.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fold.Output.MicrosoftComparison;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.Findings;
import io.dspt.monitor.streams.console.ConsoleServer.Health;
import io.dspt.monitor.streams.output.FindingJson;
import io.dspt.monitor.streams.output.FindingsIndex;
import io.dspt.monitor.streams.output.MicrosoftJson;
import io.dspt.monitor.streams.output.PrintedFinding;
import io.dspt.monitor.streams.report.TopicContents;
import io.dspt.monitor.streams.report.TopicSummaries;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConsoleServerTest {
    private final FindingsIndex index = new FindingsIndex();
    private volatile boolean ready;
    private ConsoleServer server;

    @BeforeEach
    void serve() throws IOException {
        server = ConsoleServer.bind(0);
        server.serve(new ConsoleServer.Content(
                index,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> new Health(true, "fine"),
                () -> new Health(ready, "ready or not"),
                new TopicSummaries(
                        TopicContents::new,
                        new FactCatalogue(ReferenceFiles.builtIn().properties())),
                // Half past midnight in London
                Clock.fixed(Instant.parse("2026-08-31T23:30:00Z"), ZoneOffset.UTC)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldShowFindingsWithNothingOfThemTakenForMarkup() throws Exception {
        String message = "<script>alert('x')</script> & \"more\"";
        index.add(PrintedFinding.parse(FindingJson.of(Findings.opened("RES-001", "s", message, new TreeMap<>()))));

        String page = get("/").body();

        assertTrue(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;"), page);
        assertFalse(page.contains("<script"), page);
        assertTrue(page.contains("RES-001"), page);
    }

    @Test
    void shouldShowMicrosoftsVerdictsBesideOurs() throws Exception {
        // Given
        assertFalse(get("/").body().contains("Microsoft only"));
        MicrosoftComparison comparison =
                new MicrosoftComparison("RES-001", 41, 0, 2, 1, Findings.OPENED_AT, Findings.OPENED_AT);
        byte[] key = MicrosoftJson.key("north", "RES-001").getBytes(StandardCharsets.UTF_8);

        // When
        index.record(new ConsumerRecord<>(Topics.COVERAGE, 0, 0, key, MicrosoftJson.of("north", comparison)));

        // Then
        assertTrue(get("/").body().contains("<td class=\"number\">41</td>"));
        assertEquals(2, index.microsoft().get("north/microsoft/RES-001").microsoftOnly());
    }

    @Test
    void shouldLeadToTheSummaryOfTheMonthInLondon() throws Exception {
        // Given that nothing was found
        assertTrue(get("/").body().contains("<a href=\"summary?month=2026-09&amp;estate=default\">default</a>"));

        // When something is found in an estate, and in a demonstration
        index.add(PrintedFinding.parse(FindingJson.of(Findings.opened("RES-001", "s"))));
        String acted = new String(FindingJson.of(Findings.opened("RES-001", "t")), StandardCharsets.UTF_8)
                .replace("\"estate\":\"north\"", "\"estate\":\"demo-RES-001-1\"");
        index.add(PrintedFinding.parse(acted.getBytes(StandardCharsets.UTF_8)));

        // Then the page leads to the summary of that estate
        String page = get("/").body();
        assertTrue(page.contains("September 2026, so far: <a href=\"summary?month=2026-09&amp;estate=north\">"), page);
        assertFalse(page.contains("estate=d"), page);
    }

    @Test
    void shouldSayWhetherItIsReady() throws Exception {
        assertEquals(503, get("/readyz").statusCode());
        ready = true;
        assertEquals(200, get("/readyz").statusCode());
        assertEquals(200, get("/healthz").statusCode());
    }

    @Test
    void shouldAnswerOnlyUnderItsOwnNames() throws Exception {
        // Given a page elsewhere whose name was made to lead here
        String answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    }

    @Test
    void shouldNotTakeWhatItDoesNotKnow() throws Exception {
        HttpResponse<String> nothing = get("/admin");
        assertEquals(404, nothing.statusCode());
        assertTrue(nothing.body().startsWith("there is /, /summary?month=YYYY-MM, /metrics, "), nothing::body);
        HttpRequest post = HttpRequest.newBuilder(uri("/"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertEquals(
                405,
                HttpClient.newHttpClient().send(post, BodyHandlers.ofString()).statusCode());
    }

    @Test
    void shouldNotShareAPort() {
        assertThrows(BindException.class, () -> ConsoleServer.bind(server.port()));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
