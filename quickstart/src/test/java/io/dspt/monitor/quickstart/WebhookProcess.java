package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** {@code ingest eventgrid} in a process of its own, and somebody who posts to it as Event Grid does. */
final class WebhookProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("takes events at (\\S+) into");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ChildProcess process;
    private final URI address;

    private WebhookProcess(ChildProcess process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it and waits until it listens. */
    static WebhookProcess start(Path configuration, String secret) throws IOException {
        ChildProcess process = ChildProcess.start(
                ChildProcess.thisJava(), "ingest", "eventgrid", "--config", configuration.toString());
        process.awaitLine("takes events at");
        return new WebhookProcess(
                process,
                URI.create(
                        process.saidMatching(ADDRESS) + "?code=" + URLEncoder.encode(secret, StandardCharsets.UTF_8)));
    }

    /** Posts a body and waits for the answer. */
    HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address)
                        .header("aeg-event-type", "Notification")
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Asks it to stop, waits until it has finished what it had begun, and gives what it said. */
    String stop() throws IOException, InterruptedException {
        process.askToStop();
        String said = process.await().err();
        assertTrue(said.endsWith("dspt-monitor: stopped"), said);
        return said;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.close();
    }
}
