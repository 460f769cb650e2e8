package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A real Alertmanager on the loopback address that tells one webhook, and can be stopped and started again. */
final class AlertmanagerProcess implements AutoCloseable {
    private static final List<String> NAMES = List.of("prometheus-alertmanager", "alertmanager");
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    /** Counts notifications that were answered. */
    private static final String TAKEN = "alertmanager_notification_latency_seconds_count{integration=\"webhook\"";

    private final Path folder;
    private final Path binary;
    private final int port;
    private Process process;

    private AlertmanagerProcess(Path folder, Path binary, int port) {
        this.folder = folder;
        this.binary = binary;
        this.port = port;
    }

    /**
     * Starts one; skips the test, visibly, where no binary is installed.
     *
     * @param webhook told of every finding by itself, at once
     * @param repeat after how long it tells again of what still fires, such as {@code 2s}; after twice as long it forgets
     *     that it has told of an alert, and then does not tell of its end either
     */
    static AlertmanagerProcess start(Path folder, URI webhook, String repeat) throws IOException, InterruptedException {
        Optional<Path> binary = binary();
        if (binary.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("none of " + NAMES + " is installed");
        }
        assumeTrue(binary.isPresent(), () -> "SKIPPED: none of " + NAMES + " is installed");
        Files.writeString(folder.resolve("alertmanager.yml"), """
                route:
                  receiver: webhook
                  group_by: [alertname, finding, severity]
                  group_wait: 0s
                  group_interval: 1s
                  repeat_interval: %s
                  routes:
                    - receiver: webhook
                      continue: false
                receivers:
                  - name: webhook
                    webhook_configs:
                      - url: %s
                        send_resolved: true
                """.formatted(repeat, webhook));
        AlertmanagerProcess alertmanager = new AlertmanagerProcess(folder, binary.get(), freePort());
        alertmanager.start();
        return alertmanager;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it on what it has kept. */
    void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        binary.toString(),
                        "--config.file=" + folder.resolve("alertmanager.yml"),
                        "--storage.path=" + folder.resolve("alertmanager-data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("alertmanager.log").toFile()))
                .start();
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError(
                        "Alertmanager did not start: " + Files.readString(folder.resolve("alertmanager.log")));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /**
     * Waits until it knows that so many notifications were taken. One that stops before it has its answer forgets that it
     * told of the alert, and when it is back tells of its end to nobody.
     */
    void awaitTaken(int notifications) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (get("/metrics")
                        .lines()
                        .filter(line -> line.startsWith(TAKEN))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum()
                < notifications) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Alertmanager has no answer to what it told");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** Stops it in order; it keeps what it has told. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** What it answers to a question, as JSON. */
    String get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url().resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }

    private boolean isReady() throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(url().resolve("/-/ready"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    private static Optional<Path> binary() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
