package io.dspt.monitor.ingest.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Serves an ingestor's metrics and whether it is well: {@code /metrics}, {@code /healthz}, {@code /readyz}. */
final class IngestConsole implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    IngestConsole() {
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Where ingestors count. */
    PrometheusMeterRegistry registry() {
        return registry;
    }

    /**
     * Begins to answer.
     *
     * @param ready whether it can take records
     * @throws IOException when the port cannot be had
     */
    void serve(InetSocketAddress address, BooleanSupplier ready) throws IOException {
        server = HttpServer.create(address, 0);
        server.createContext("/metrics", exchange -> answer(exchange, 200, PROMETHEUS, registry.scrape()));
        server.createContext("/healthz", exchange -> answer(exchange, 200, TEXT, "alive\n"));
        server.createContext(
                "/readyz",
                exchange -> answer(
                        exchange,
                        ready.getAsBoolean() ? 200 : 503,
                        TEXT,
                        ready.getAsBoolean() ? "ready\n" : "not ready yet\n"));
        server.start();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        collections.close();
        registry.close();
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }
}
