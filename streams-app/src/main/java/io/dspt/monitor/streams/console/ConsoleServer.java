package io.dspt.monitor.streams.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.dspt.monitor.core.posture.Period;
import io.dspt.monitor.streams.output.FindingsIndex;
import io.dspt.monitor.streams.report.TopicSummaries;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves the findings, summaries, metrics and health. */
public final class ConsoleServer implements AutoCloseable {
    private static final String HEAD = "HEAD";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    /** Asked for by name: exemplars are only told in this form. */
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private static final String OPEN_METRICS_ANSWER = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

    /** Whether to leave the process alone, or to start it anew. */
    private static final List<String> LIVE = List.of("/health/live", "/healthz");
    /** Whether it does its work now. */
    private static final List<String> READY = List.of("/health/ready", "/readyz");

    private static final String SUMMARY = "/summary";
    /** Two for what is answered at once, and one for the summary that is being made. */
    private static final int THREADS = 3;

    private static final Answer NOTHING_THERE =
            Answer.line(404, "there is /, /summary?month=YYYY-MM, /metrics, /health/live and /health/ready");

    private final ConsoleAddress address;
    private final HttpServer server;
    private final ExecutorService threads;

    private ConsoleServer(ConsoleAddress address, HttpServer server, ExecutorService threads) {
        this.address = address;
        this.server = server;
        this.threads = threads;
    }

    /** An answer to whether all is well. */
    public record Health(boolean good, String says) {}

    /**
     * What is served.
     *
     * @param summaries may take their time; nothing else of it may block
     * @param clock says which month it is
     */
    public record Content(
            FindingsIndex findings,
            PrometheusMeterRegistry metrics,
            Supplier<Health> alive,
            Supplier<Health> ready,
            TopicSummaries summaries,
            Clock clock) {}

    /**
     * Takes a port of the loopback address; nothing is served before {@link #serve}.
     *
     * @param port 0 for any that is free
     * @throws IOException when it cannot be had
     */
    public static ConsoleServer bind(int port) throws IOException {
        return bind(ConsoleAddress.loopback(port));
    }

    /**
     * Takes the address; nothing is served before {@link #serve}.
     *
     * @throws IOException when it cannot be had
     */
    public static ConsoleServer bind(ConsoleAddress address) throws IOException {
        HttpServer server = HttpServer.create(address.bind(), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "console");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        return new ConsoleServer(address, server, threads);
    }

    /** Begins to answer. */
    public void serve(Content content) {
        on("/", exchange -> send(exchange, isAsked(exchange, "/") ? findings(content) : NOTHING_THERE));
        SummaryAnswers summaries = new SummaryAnswers(content.summaries());
        on(SUMMARY, exchange -> {
            if (isAsked(exchange, SUMMARY)) {
                summaries.answer(exchange.getRequestURI().getRawQuery(), answer -> send(exchange, answer));
            } else {
                send(exchange, NOTHING_THERE);
            }
        });
        on("/metrics", exchange -> send(exchange, metrics(exchange, content.metrics())));
        LIVE.forEach(path -> on(path, exchange -> send(exchange, health(content.alive()))));
        READY.forEach(path -> on(path, exchange -> send(exchange, health(content.ready()))));
        server.start();
    }

    /** The port that was taken. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Everything below a path, asked by whom it is for and as it is meant to be. */
    private void on(String path, HttpHandler page) {
        server.createContext(path, exchange -> {
            try (exchange) {
                String method = exchange.getRequestMethod();
                if (!method.equals("GET") && !method.equals(HEAD)) {
                    exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                    exchange.sendResponseHeaders(405, -1);
                } else if (!address.answersTo(host(exchange))) {
                    exchange.sendResponseHeaders(403, -1);
                } else {
                    page.handle(exchange);
                }
            }
        });
    }

    private static boolean isAsked(HttpExchange exchange, String path) {
        return exchange.getRequestURI().getPath().equals(path);
    }

    private static Answer findings(Content content) {
        YearMonth month = YearMonth.now(content.clock().withZone(Period.LONDON));
        return Answer.of(200, Answer.HTML, FindingsPage.of(content.findings(), month));
    }

    private static Answer metrics(HttpExchange exchange, PrometheusMeterRegistry metrics) {
        boolean open = exchange.getRequestHeaders().getOrDefault("Accept", List.of()).stream()
                .anyMatch(accepted -> accepted.contains(OPEN_METRICS));
        return open
                ? Answer.of(200, OPEN_METRICS_ANSWER, metrics.scrape(OPEN_METRICS_ANSWER))
                : Answer.of(200, PROMETHEUS, metrics.scrape());
    }

    private static Answer health(Supplier<Health> asked) {
        Health health = asked.get();
        return Answer.line(health.good() ? 200 : 503, health.says());
    }

    private static String host(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return host == null ? "localhost" : host;
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type());
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        // Pages and summaries carry their own style, and fetch nothing.
        headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        answer.headers().forEach(headers::set);
        boolean head = exchange.getRequestMethod().equals(HEAD);
        exchange.sendResponseHeaders(answer.status(), head ? -1 : answer.body().length);
        if (!head) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer.body());
            }
        }
    }
}
