package io.dspt.monitor.streams.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.dspt.monitor.streams.alert.AlertmanagerAddress.BasicAuth;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The way to an Alertmanager, on the loopback address. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class AlertmanagerIT {
    private static final Instant NOW = Instant.parse("2026-07-02T09:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void shouldShowWhoItIsWithWhatTheFileSaysNow() throws Exception {
        try (FakeAlertmanager alertmanager = FakeAlertmanager.start()) {
            Path password = Files.writeString(folder.resolve("password"), "old\n");
            AlertmanagerClient client = client(new AlertmanagerAddress(
                    "one",
                    alertmanager.url("http"),
                    Optional.of(new BasicAuth("monitor", password)),
                    Optional.empty(),
                    Optional.empty()));

            client.post(List.of(alert("a", 1, true)), NOW);
            Files.writeString(password, "new");
            client.post(List.of(alert("a", 1, true)), NOW);

            assertEquals(
                    List.of("Basic bW9uaXRvcjpvbGQ=", "Basic bW9uaXRvcjpuZXc="),
                    alertmanager.requests().stream()
                            .map(request -> String.valueOf(request.authorization()))
                            .toList());
        }
    }

    @Test
    void shouldTrustTheCertificatesThatAreNamedAndNoOther() throws Exception {
        Path keystore = folder.resolve("server.p12");
        Path certificate = folder.resolve("ca.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "am",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                keystore.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "am",
                "-keystore",
                keystore.toString(),
                "-storepass",
                "changeit",
                "-file",
                certificate.toString());
        Path token = Files.writeString(folder.resolve("token"), "invented-token\n");
        try (FakeAlertmanager alertmanager = new FakeAlertmanager(server(keystore))) {
            AlertmanagerAddress trusted = new AlertmanagerAddress(
                    "one", alertmanager.url("https"), Optional.empty(), Optional.of(token), Optional.of(certificate));

            client(trusted).post(List.of(alert("a", 1, true)), NOW);

            assertEquals("Bearer invented-token", alertmanager.requests().get(0).authorization());
            AlertmanagerAddress unknown = AlertmanagerAddress.open("one", alertmanager.url("https"));
            assertThrows(IOException.class, () -> client(unknown).post(List.of(alert("a", 1, true)), NOW));
        }
    }

    @Test
    void shouldSendWhatBeginsBeforeWhatEndsAndHoldUpNobodyForOneThatIsAway() throws Exception {
        AlertBoard board = new AlertBoard(List.of("away", "there"), Duration.ofMinutes(1));
        AlertMetrics metrics = new AlertMetrics(
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), board, List.of("away", "there"));
        board.put(row("ended", false), new TreeMap<>());
        board.put(row("fires", true), new TreeMap<>());
        try (FakeAlertmanager alertmanager = FakeAlertmanager.start();
                AlertmanagerSender away = sender("away", URI.create("http://127.0.0.1:1"), board, metrics);
                AlertmanagerSender there = sender("there", alertmanager.url("http"), board, metrics)) {
            away.start();
            there.start();
            alertmanager.await(requests -> requests.size() >= 2);

            // A change is told at once, long before the next regular sending
            board.put(row("later", true), new TreeMap<>());
            alertmanager.await(requests -> requests.size() >= 3);

            assertEquals(List.of("fires", "ended", "later"), alertmanager.taken());
            assertEquals(List.of(), board.over(NOW.plus(Duration.ofHours(1))), "one has not heard the end");
        }
    }

    @Test
    void shouldLetOneAlertThatIsRefusedTakeNoOtherWithIt() throws Exception {
        AlertBoard board = new AlertBoard(List.of("one"), Duration.ofMinutes(1));
        AlertMetrics metrics =
                new AlertMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), board, List.of("one"));
        board.put(row("good", true), new TreeMap<>());
        board.put(row("odd", true), new TreeMap<>());
        board.put(row("sound", true), new TreeMap<>());
        try (FakeAlertmanager alertmanager = FakeAlertmanager.start();
                AlertmanagerSender sender = sender("one", alertmanager.url("http"), board, metrics)) {
            alertmanager.refuse(
                    alert -> alert.path("labels").path("finding").asText().equals("odd"));
            sender.start();
            alertmanager.await(requests -> requests.size() >= 4);

            assertEquals(List.of("good", "sound"), alertmanager.taken());
        }
    }

    @Test
    void shouldForgetAnEndOnlyWhenEverybodyHasHadItForAWhile() {
        AlertBoard board = new AlertBoard(List.of("one", "two"), Duration.ofSeconds(10));
        board.put(row("ended", false), new TreeMap<>());
        Alert ended = board.all().get(0);

        board.endTaken(ended, "one", NOW);
        assertEquals(List.of(), board.over(NOW.plusSeconds(3_600)));
        board.endTaken(ended, "two", NOW.plusSeconds(100));

        assertEquals(List.of(), board.over(NOW.plusSeconds(200)));
        assertEquals(List.of("ended/high"), board.over(NOW.plusSeconds(251)));
        board.put(row("ended", true), new TreeMap<>());
        assertTrue(board.over(NOW.plusSeconds(9_999)).isEmpty(), "it fires again");
    }

    private static AlertmanagerSender sender(String name, URI url, AlertBoard board, AlertMetrics metrics)
            throws IOException {
        return new AlertmanagerSender(
                name,
                client(AlertmanagerAddress.open(name, url)),
                board,
                metrics,
                Duration.ofMinutes(1),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static AlertmanagerClient client(AlertmanagerAddress address) throws IOException {
        return new AlertmanagerClient(address, Optional.empty());
    }

    private static Alert alert(String finding, long version, boolean fires) {
        return new Alert(row(finding, fires), new TreeMap<>(), version);
    }

    private static AlertRow row(String finding, boolean fires) {
        SortedMap<String, String> labels =
                new TreeMap<>(Map.of("alertname", "DsptFinding", "finding", finding, "severity", "high"));
        AlertRow row = AlertRow.raised(finding + "/high", labels, NOW, NOW);
        return fires ? row : row.ended(NOW, NOW);
    }

    private static HttpsServer server(Path keystore) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
