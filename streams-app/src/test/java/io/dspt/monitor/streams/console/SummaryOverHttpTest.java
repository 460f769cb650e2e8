package io.dspt.monitor.streams.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import io.dspt.monitor.streams.console.ConsoleServer.Health;
import io.dspt.monitor.streams.output.FindingsIndex;
import io.dspt.monitor.streams.report.InventedHistory;
import io.dspt.monitor.streams.report.SummaryReport;
import io.dspt.monitor.streams.report.SummaryReport.Format;
import io.dspt.monitor.streams.report.TopicContents;
import io.dspt.monitor.streams.report.TopicSummaries;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three invented months over HTTP, as they would stand on the topics. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SummaryOverHttpTest {
    private static final FactCatalogue FACTS =
            new FactCatalogue(ReferenceFiles.builtIn().properties());
    private static final InventedHistory HISTORY = InventedHistory.of(7);
    private static final String OCTOBER = "/summary?month=2026-10&estate=" + InventedHistory.ESTATE;

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicInteger read = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Function<String, TopicContents> topics = SummaryOverHttpTest::contents;
    private ConsoleServer server;

    @BeforeEach
    void serve() throws IOException {
        server = ConsoleServer.bind(0);
        server.serve(new ConsoleServer.Content(
                new FindingsIndex(),
                metrics,
                () -> new Health(true, "fine"),
                () -> new Health(true, "ready"),
                new TopicSummaries(this::read, FACTS),
                Clock.fixed(Instant.parse("2026-11-01T00:10:00Z"), ZoneOffset.UTC)));
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    private TopicContents read(String estate) {
        read.incrementAndGet();
        return topics.apply(estate);
    }

    private static TopicContents contents(String estate) {
        TopicContents contents = new TopicContents(estate);
        if (estate.equals(InventedHistory.ESTATE)) {
            HISTORY.ledger().forEach(contents::ledger);
            HISTORY.coverage().forEach(contents::coverage);
        }
        return contents;
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void shouldServeTheSummaryInEveryForm(Format format) throws Exception {
        // Given the final summary of an organisation
        RuleBook.Loaded rules = RuleBook.load(RuleBundle.builtIn(), FACTS);
        MonthlySummary summary = new SummaryMaker(
                        contents(InventedHistory.ESTATE).inputs(rules, ToolkitCalendar.builtIn()),
                        SignalSettings.DEFAULT)
                .make(new SummaryRequest(YearMonth.of(2026, 10), "RA9", true));

        // When it is asked for in a form
        HttpResponse<byte[]> answer = client.send(
                request(OCTOBER + "&organisation=RA9&final=true&format="
                                + format.name().toLowerCase(Locale.ROOT))
                        .build(),
                BodyHandlers.ofByteArray());

        // Then it is the same byte for byte, as what it is, and a page is shown while a file is kept
        assertEquals(200, answer.statusCode());
        assertArrayEquals(SummaryReport.of(summary, format), answer.body());
        assertEquals(
                switch (format) {
                    case HTML -> "text/html; charset=utf-8";
                    case PDF -> "application/pdf";
                    case CSV -> "text/csv; charset=utf-8";
                    case JSON -> "application/json";
                    case OCSF -> "application/x-ndjson";
                },
                header(answer, "Content-Type"));
        assertEquals(
                format == Format.HTML
                        ? ""
                        : "attachment; filename=\"posture-RA9-2026-10-1." + format.extension() + "\"",
                header(answer, "Content-Disposition"));
        assertEquals("no-store", header(answer, "Cache-Control"));
        assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
        assertEquals("default-src 'none'; style-src 'unsafe-inline'", header(answer, "Content-Security-Policy"));
    }

    @Test
    void shouldSayWhatIsWrongWithAQuestionAndReadNothing() throws Exception {
        HttpResponse<String> answer = get("/summary?month=2026-10&fromat=pdf");

        assertEquals(400, answer.statusCode());
        assertEquals(
                "there is no parameter 'fromat': expected are month, estate, organisation, format, final\n",
                answer.body());
        assertEquals("text/plain; charset=utf-8", header(answer, "Content-Type"));
        assertEquals(0, read.get());
    }

    @Test
    void shouldNotMakeUpAnEstateOrAnOrganisation() throws Exception {
        HttpResponse<String> estate = get("/summary?month=2026-10");
        HttpResponse<String> organisation = get(OCTOBER + "&organisation=XX9");

        assertEquals(404, estate.statusCode());
        assertTrue(estate.body().startsWith("there is no estate default: neither ledger nor coverage"), estate::body);
        assertEquals(404, organisation.statusCode());
        assertEquals("there is no organisation XX9; known are RA9, RX1\n", organisation.body());
    }

    @Test
    void shouldRefuseToBeFinalWhileSomethingIsMissing() throws Exception {
        // Given a month that is not over by the log's clock
        String november = "/summary?month=2026-11&estate=" + InventedHistory.ESTATE;

        HttpResponse<String> refused = get(november + "&final=true");

        assertEquals(409, refused.statusCode());
        assertTrue(refused.body().startsWith("the summary cannot be final: the month is not over"), refused::body);
        assertEquals(200, get(november).statusCode());
    }

    @Test
    void shouldHoldNobodyUpWhileASummaryIsBeingMade() throws Exception {
        // Given topics that take their time
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        topics = estate -> {
            begun.countDown();
            await(goOn);
            return contents(estate);
        };
        CompletableFuture<HttpResponse<String>> first =
                client.sendAsync(request(OCTOBER + "&format=csv").build(), BodyHandlers.ofString());
        await(begun);

        // When others ask for a summary, one of them for none that there could be
        HttpResponse<String> second = get(OCTOBER);
        HttpResponse<String> wrong = get("/summary");

        // Then they are told to come again and what is wrong, and everything else is answered
        assertEquals(503, second.statusCode());
        assertEquals("another summary is being made\n", second.body());
        assertEquals("10", header(second, "Retry-After"));
        assertEquals(400, wrong.statusCode());
        for (String path : new String[] {"/", "/metrics", "/health/live", "/health/ready"}) {
            assertEquals(200, get(path).statusCode(), path);
        }

        // And the first one gets its summary, and the next one after it
        goOn.countDown();
        assertEquals(200, first.get().statusCode());
        assertEquals(200, get(OCTOBER + "&format=csv").statusCode());
    }

    @Test
    void shouldSayThatTheTopicsCannotBeReadAndTryAnew() throws Exception {
        // Given a cluster that is away
        topics = estate -> {
            throw new TimeoutException("nobody answers");
        };
        HttpResponse<String> away = get(OCTOBER);
        assertEquals(503, away.statusCode());
        assertEquals("the topics cannot be read: nobody answers\n", away.body());
        assertEquals("10", header(away, "Retry-After"));

        // When it is back
        topics = SummaryOverHttpTest::contents;

        // Then there is a summary
        assertEquals(200, get(OCTOBER + "&format=json").statusCode());
    }

    @Test
    void shouldSayThatTheTopicsHoldWhatIsNoLedger() throws Exception {
        topics = estate -> {
            TopicContents contents = new TopicContents(estate);
            contents.ledger("no line".getBytes(StandardCharsets.UTF_8));
            return contents;
        };

        HttpResponse<String> answer = get(OCTOBER);

        assertEquals(500, answer.statusCode());
        assertTrue(answer.body().startsWith("no summary can be made of what the topics hold: entry "), answer::body);
    }

    @Test
    void shouldServeTheAddressAloneAndReadersAlone() throws Exception {
        // Given a program that writes, a page elsewhere whose name leads here, and an address that is none
        HttpResponse<String> post =
                client.send(request(OCTOBER).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        String foreign;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("GET " + OCTOBER + " HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            foreign = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        HttpResponse<String> below = get(OCTOBER.replace("/summary", "/summary/all"));

        // Then none of them has anything read
        assertEquals(405, post.statusCode());
        assertTrue(foreign.startsWith("HTTP/1.1 403"), foreign);
        assertEquals(404, below.statusCode());
        assertTrue(below.body().contains("/summary?month=YYYY-MM"), below::body);
        assertEquals(0, read.get());

        // And whoever wants to know what there would be gets the headers of it
        HttpResponse<String> head = client.send(
                request(OCTOBER + "&format=csv")
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertEquals("attachment; filename=\"posture-all-2026-10-1.csv\"", header(head, "Content-Disposition"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
