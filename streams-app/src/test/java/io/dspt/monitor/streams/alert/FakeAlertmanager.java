package io.dspt.monitor.streams.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What answers as an Alertmanager does, as far as it is asked, and keeps what it was told. */
final class FakeAlertmanager implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Request> requests = new ArrayList<>();
    private volatile Predicate<JsonNode> refuses = alert -> false;

    /**
     * A request with alerts.
     *
     * @param status what it was answered
     */
    record Request(@Nullable String authorization, JsonNode alerts, int status) {}

    FakeAlertmanager(HttpServer server) {
        this.server = server;
        server.createContext("/api/v2/alerts", this::alerts);
        server.createContext("/api/v2/silences", exchange -> answer(exchange, 200, "[]"));
        server.start();
    }

    static FakeAlertmanager start() throws IOException {
        return new FakeAlertmanager(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** Refuses every request in which such an alert is. */
    void refuse(Predicate<JsonNode> alert) {
        refuses = alert;
    }

    URI url(String scheme) {
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    private void alerts(HttpExchange exchange) throws IOException {
        JsonNode alerts = JSON.readTree(exchange.getRequestBody());
        boolean refused = false;
        for (JsonNode alert : alerts) {
            refused |= refuses.test(alert);
        }
        int status = refused ? 400 : 200;
        synchronized (this) {
            requests.add(new Request(exchange.getRequestHeaders().getFirst("Authorization"), alerts, status));
            notifyAll();
        }
        answer(exchange, status, refused ? "\"no good\"" : "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** What was taken, in order: the name of each alert's finding and whether it fired. */
    synchronized List<String> taken() {
        List<String> taken = new ArrayList<>();
        for (Request request : requests) {
            if (request.status() == 200) {
                request.alerts()
                        .forEach(alert ->
                                taken.add(alert.path("labels").path("finding").asText()));
            }
        }
        return taken;
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Waits until requests are so. */
    synchronized void await(Predicate<List<Request>> holds) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!holds.test(requests)) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("requests were " + requests);
            }
            wait(left);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
