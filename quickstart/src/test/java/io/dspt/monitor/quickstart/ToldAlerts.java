package io.dspt.monitor.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** A webhook that keeps everything an Alertmanager tells it, in order. */
final class ToldAlerts implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Told> told = new ArrayList<>();
    private int notifications;

    /**
     * One alert of one notification.
     *
     * @param subject what breaks the rule
     * @param nanoTime when it was told, by {@link System#nanoTime}
     * @param at the same by the wall clock
     */
    record Told(
            String fingerprint,
            String status,
            String subject,
            String severity,
            String route,
            String summary,
            long nanoTime,
            Instant at) {
        boolean fires() {
            return status.equals("firing");
        }
    }

    ToldAlerts() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4, task -> {
            Thread thread = new Thread(task, "webhook");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            try (exchange) {
                note(JSON.readTree(exchange.getRequestBody()));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** How many times it was told of anything. */
    synchronized int notifications() {
        return notifications;
    }

    private synchronized void note(JsonNode notification) {
        notifications++;
        for (JsonNode alert : notification.path("alerts")) {
            told.add(new Told(
                    alert.path("fingerprint").asText(),
                    alert.path("status").asText(),
                    alert.path("annotations").path("subject").asText(),
                    alert.path("labels").path("severity").asText(),
                    alert.path("labels").path("notify").asText(),
                    alert.path("annotations").path("summary").asText(),
                    System.nanoTime(),
                    Instant.now()));
        }
        notifyAll();
    }

    /** Everything so far. */
    synchronized List<Told> all() {
        return List.copyOf(told);
    }

    /** The first that is so; waits for it. */
    synchronized Told await(Predicate<Told> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            for (Told one : told) {
                if (wanted.test(one)) {
                    return one;
                }
            }
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("not told; told was " + told);
            }
            wait(left);
        }
    }

    /** The first notification of a subject in this state. */
    Told await(String subject, String status) throws InterruptedException {
        return await(
                one -> one.subject().equalsIgnoreCase(subject) && one.status().equals(status));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
