package io.dspt.monitor.streams.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dspt.monitor.streams.output.FindingsIndex;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves the findings, metrics and health. */
public final class ConsoleServer implements AutoCloseable {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    /** Asked for by name: exemplars are only told in this form. */
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private static final String OPEN_METRICS_ANSWER = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

    /** Whether to leave the process alone, or to start it anew. */
    private static final List<String> LIVE = List.of("/health/live", "/healthz");
    /** Whether it does its work now. */
    private static final List<String> READY = List.of("/health/ready", "/readyz");

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

    /** What is served; nothing of it may block. */
    public record Content(
            FindingsIndex findings, PrometheusMeterRegistry metrics, Supplier<Health> alive, Supplier<Health> ready) {}

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
        ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "console");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        return new ConsoleServer(address, server, threads);
    }

    /** Begins to answer. */
    public void serve(Content content) {
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/")) {
                answer(exchange, 200, HTML, FindingsPage.of(content.findings()));
            } else {
                answer(exchange, 404, TEXT, "there is /, /metrics, /health/live and /health/ready\n");
            }
        });
        server.createContext("/metrics", exchange -> metrics(exchange, content.metrics()));
        for (String path : LIVE) {
            server.createContext(
                    path, exchange -> health(exchange, content.alive().get()));
        }
        for (String path : READY) {
            server.createContext(
                    path, exchange -> health(exchange, content.ready().get()));
        }
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

    private void metrics(HttpExchange exchange, PrometheusMeterRegistry metrics) throws IOException {
        boolean open = exchange.getRequestHeaders().getOrDefault("Accept", List.of()).stream()
                .anyMatch(accepted -> accepted.contains(OPEN_METRICS));
        if (open) {
            answer(exchange, 200, OPEN_METRICS_ANSWER, metrics.scrape(OPEN_METRICS_ANSWER));
        } else {
            answer(exchange, 200, PROMETHEUS, metrics.scrape());
        }
    }

    private static String host(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return host == null ? "localhost" : host;
    }

    private void health(HttpExchange exchange, Health health) throws IOException {
        answer(exchange, health.good() ? 200 : 503, TEXT, health.says() + "\n");
    }

    private void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            if (!address.answersTo(host(exchange))) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders()
                    .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
            boolean head = method.equals("HEAD");
            exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
            if (!head) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(bytes);
                }
            }
        }
    }
}
