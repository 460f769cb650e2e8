package io.dspt.monitor.streams.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dspt.monitor.streams.output.FindingsIndex;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Serves the findings, metrics and health on the loopback address. */
public final class ConsoleServer implements AutoCloseable {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    /** A page elsewhere whose name leads to this address must not read what is served here. */
    private static final Pattern LOCAL_HOST = Pattern.compile("(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::\\d+)?");

    private final HttpServer server;
    private final ExecutorService threads;

    private ConsoleServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** An answer to {@code /healthz} or {@code /readyz}. */
    public record Health(boolean good, String says) {}

    /** What is served; nothing of it may block. */
    public record Content(
            FindingsIndex findings, PrometheusMeterRegistry metrics, Supplier<Health> alive, Supplier<Health> ready) {}

    /**
     * Takes the port; nothing is served before {@link #serve}.
     *
     * @param port 0 for any that is free
     * @throws IOException when it cannot be had
     */
    public static ConsoleServer bind(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "console");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        return new ConsoleServer(server, threads);
    }

    /** Begins to answer. */
    public void serve(Content content) {
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/")) {
                answer(exchange, 200, HTML, FindingsPage.of(content.findings()));
            } else {
                answer(exchange, 404, TEXT, "there is /, /metrics, /healthz and /readyz\n");
            }
        });
        server.createContext(
                "/metrics",
                exchange -> answer(exchange, 200, PROMETHEUS, content.metrics().scrape()));
        server.createContext(
                "/healthz", exchange -> health(exchange, content.alive().get()));
        server.createContext(
                "/readyz", exchange -> health(exchange, content.ready().get()));
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

    private static String host(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return host == null ? "localhost" : host;
    }

    private static void health(HttpExchange exchange, Health health) throws IOException {
        answer(exchange, health.good() ? 200 : 503, TEXT, health.says() + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            if (!LOCAL_HOST.matcher(host(exchange)).matches()) {
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
