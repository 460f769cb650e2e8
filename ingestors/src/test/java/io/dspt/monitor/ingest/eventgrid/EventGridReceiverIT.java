package io.dspt.monitor.ingest.eventgrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.dspt.monitor.ingest.EstateDirectory;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The webhook over HTTP, as Event Grid sees it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EventGridReceiverIT {
    private static final Instant NOW = Instant.parse("2026-03-10T07:00:00Z");
    private static final String SECRET = "a secret that only this test has";
    private static final String EVENT = "[{\"id\":\"7f4a8c1e-2b6d-4e3a-9c51-0d8e6f7a1b2c\",\"data\":{}}]";

    private final RecordingAcknowledgedLog log = new RecordingAcknowledgedLog();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private @Nullable EventGridReceiver receiver;

    @AfterEach
    void stop() {
        if (receiver != null) {
            receiver.close();
        }
    }

    @Test
    void shouldTakeEventsOfWhoKnowsTheSecret() throws Exception {
        URI address = start(source(Optional.empty(), Optional.empty()), "http");

        HttpResponse<String> answer = post(client, URI.create(address + "?code=" + SECRET.replace(' ', '+')), EVENT);

        assertEquals(200, answer.statusCode());
        assertEquals(List.of("7f4a8c1e-2b6d-4e3a-9c51-0d8e6f7a1b2c"), log.positions());
        assertEquals(401, post(client, address, EVENT).statusCode());
    }

    @Test
    void shouldShowItsCertificate(@TempDir Path folder) throws Exception {
        // Given a keystore with a certificate of its own
        Path keystore = keystore(folder);
        URI address =
                start(source(Optional.of(ServerCertificate.read(keystore, "changeit")), Optional.empty()), "https");

        // When whoever trusts it posts an event
        HttpClient trusting =
                HttpClient.newBuilder().sslContext(trust(keystore)).build();
        HttpResponse<String> answer = post(trusting, URI.create(address + "?code=" + SECRET.replace(' ', '+')), EVENT);

        // Then it is taken, and nobody gets in without TLS
        assertEquals(200, answer.statusCode());
        assertThrows(
                IOException.class,
                () -> post(client, URI.create(address.toString().replace("https:", "http:")), EVENT));
    }

    @Test
    void shouldNotReadAKeystoreWithAnotherPassword(@TempDir Path folder) throws Exception {
        Path keystore = keystore(folder);

        assertThrows(IOException.class, () -> ServerCertificate.read(keystore, "changed"));
    }

    @Test
    void shouldTakeTokensByTheKeysThatArePublishedAndAskToSendAgainWhileTheyAreAway() throws Exception {
        // Given keys that nobody serves yet
        EntraTokens entra = new EntraTokens();
        int port = freePort();
        URI address = start(
                source(
                        Optional.empty(),
                        Optional.of(EntraTokens.application(URI.create("http://127.0.0.1:" + port + "/keys")))),
                "http");
        String token = entra.token(NOW, claims -> {});

        // When events come with a good token
        HttpResponse<String> first = postWith(token, address);

        // Then they are to be sent again, and are taken once the keys can be had
        assertEquals(503, first.statusCode());
        assertEquals("30", first.headers().firstValue("Retry-After").orElse(""));
        HttpServer keys = serveKeys(port, entra);
        try {
            assertEquals(200, postWith(token, address).statusCode());
            String forged = new EntraTokens().token(NOW, claims -> {});
            assertEquals(401, postWith(forged, address).statusCode());
            assertEquals(401, postWith(forged, address).statusCode());
            assertEquals(
                    401,
                    postWith(entra.token(NOW.minusSeconds(7_200), claims -> {}), address)
                            .statusCode());
        } finally {
            keys.stop(0);
        }
        // And what is known stays known though the keys are away, while an unknown key may be a new one
        clock.set(NOW.plusSeconds(300));
        assertEquals(200, postWith(token, address).statusCode());
        assertEquals(
                503,
                postWith(new EntraTokens().token(NOW, claims -> {}), address).statusCode());
        assertEquals(2, log.entries().size());
    }

    @Test
    void shouldAnswerWhoSendsTooMuch() throws Exception {
        URI address = start(source(Optional.empty(), Optional.empty()), "http");

        HttpResponse<String> answer = post(
                client,
                URI.create(address + "?code=" + SECRET.replace(' ', '+')),
                "{\"a\":\"" + "x".repeat(2 * 1_024 * 1_024) + "\"}");

        assertEquals(413, answer.statusCode());
    }

    @Test
    void shouldFinishWhatIsUnderWayAndTakeNothingNewWhenItStops() throws Exception {
        // Given a request that the log takes its time for
        URI address = URI.create(
                start(source(Optional.empty(), Optional.empty()), "http") + "?code=" + SECRET.replace(' ', '+'));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        log.before(() -> {
            begun.countDown();
            await(goOn);
        });
        CompletableFuture<HttpResponse<String>> underWay =
                client.sendAsync(request(address, EVENT).build(), BodyHandlers.ofString());
        await(begun);

        // When it is to stop meanwhile
        EventGridReceiver stopping = receiver;
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);
        while (stopping.isListening()) {
            Thread.onSpinWait();
        }
        HttpResponse<String> late = post(client, address, EVENT);
        goOn.countDown();

        // Then the first is answered, the second is to be sent again, and nobody is there afterwards
        assertEquals(200, underWay.get(1, TimeUnit.MINUTES).statusCode());
        assertEquals(503, late.statusCode());
        stopped.get(1, TimeUnit.MINUTES);
        assertEquals(1, log.entries().size());
        assertThrows(ConnectException.class, () -> post(HttpClient.newHttpClient(), address, EVENT));
    }

    @Test
    void shouldAskToSendAgainAfterAnErrorOfItsOwn() throws Exception {
        URI address = URI.create(
                start(source(Optional.empty(), Optional.empty()), "http") + "?code=" + SECRET.replace(' ', '+'));
        log.before(() -> {
            throw new IllegalStateException("mary@trust.example.nhs.uk");
        });

        assertEquals(503, post(client, address, EVENT).statusCode());
        assertEquals(1, said.size());
        assertFalse(said.get(0).contains("mary"), said::toString);
        assertTrue(said.get(0).contains("IllegalStateException"), said::toString);
    }

    private URI start(EventGridSource source, String scheme) throws IOException {
        receiver = new EventGridReceiver(
                source,
                new ReaderPipeline(MaskKey.demo()),
                EstateDirectory.of("northern"),
                log,
                new SimpleMeterRegistry(),
                clock::get,
                said::add);
        receiver.start();
        return URI.create(scheme + "://localhost:" + receiver.address().getPort() + "/events");
    }

    private static EventGridSource source(Optional<ServerCertificate> certificate, Optional<EntraApplication> entra) {
        return new EventGridSource(
                "events",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "/events",
                "northern",
                certificate,
                entra.isPresent() ? Optional.empty() : Optional.of(new SharedSecrets(List.of(SECRET))),
                entra,
                new TreeSet<>(List.of(EventGridSource.EVENT_GRID_ORIGIN)),
                new EventGridSource.Limits(1_024 * 1_024, 4));
    }

    private HttpResponse<String> postWith(String token, URI address) throws IOException, InterruptedException {
        return client.send(
                request(address, EVENT)
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(HttpClient by, URI address, String body)
            throws IOException, InterruptedException {
        return by.send(request(address, body).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI address, String body) {
        return HttpRequest.newBuilder(address)
                .header("aeg-event-type", "Notification")
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpServer serveKeys(int port, EntraTokens entra) throws IOException {
        HttpServer keys = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        keys.createContext("/keys", exchange -> {
            try (exchange) {
                byte[] body = entra.published().toString(true).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        keys.start();
        return keys;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path keystore(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("webhook.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "webhook",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertEquals(0, keytool.waitFor(), () -> "keytool failed, see " + folder);
        return file;
    }

    private static SSLContext trust(Path keystore) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(Files.newInputStream(keystore), "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("webhook", store.getCertificate("webhook"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(1, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
