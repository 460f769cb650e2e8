package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.quickstart.ToldAlerts.Told;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a record in Kafka to a webhook behind a real Alertmanager, and back when it is put right. */
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AlertDeliveryIT {
    private static final String RES_001 = "rules/residency/RES-001-resource-outside-permitted-regions.rule.yaml";
    private static final Pattern CONSOLE = Pattern.compile("console on (127\\.0\\.0\\.1:\\d+)");
    private static final Pattern UNREACHABLE =
            Pattern.compile("dspt_alert_posts_total\\{alertmanager=\"one\",result=\"unreachable\"} ([0-9.]+)");
    private static final int VIOLATIONS = 30;
    private static final int RESENDS = 3;
    /** What was on its way when the silence began may still be told. */
    private static final Duration SETTLES = Duration.ofSeconds(3);

    @TempDir
    private static Path folder;

    private static IngestCluster cluster;
    private final KeyPair keys = SigningKeys.generate();

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = IngestCluster.start(folder);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void shouldTellOfEachViolationAndOfItsEndUnderOneFingerprint() throws Exception {
        List<Long> raised = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        try (ToldAlerts webhook = new ToldAlerts();
                AlertmanagerProcess alertmanager = AlertmanagerProcess.start(home("way"), webhook.url(), "5m");
                LiveEstate estate = estate("way");
                ChildProcess monitor = start(configuration("way", alertmanager.url()))) {
            monitor.awaitLine("ready");

            for (int i = 0; i < VIOLATIONS; i++) {
                String account = "stway" + i;
                long sent = System.nanoTime();
                estate.accountAbroad(account);
                Told fires = webhook.await(LiveEstate.account(account), "firing");
                raised.add(fires.nanoTime() - sent);
                long fixed = System.nanoTime();
                estate.accountDeleted(account);
                Told resolved = webhook.await(LiveEstate.account(account), "resolved");
                ended.add(resolved.nanoTime() - fixed);

                assertEquals(fires.fingerprint(), resolved.fingerprint());
            }

            List<Told> told = webhook.all().stream()
                    .filter(one -> one.subject().contains("stway"))
                    .toList();
            assertEquals(
                    VIOLATIONS, told.stream().map(Told::fingerprint).distinct().count());
            assertEquals(
                    1,
                    told.stream()
                            .filter(one -> one.fires() && one.route().equals("page"))
                            .map(Told::fingerprint)
                            .distinct()
                            .count(),
                    "one resource group pages once, the others are tickets");
        }
        print("record to webhook", raised);
        print("fix to webhook", ended);
    }

    @Test
    void shouldLoseNothingWhenAlertmanagerAndTheMonitorWereAway() throws Exception {
        try (ToldAlerts webhook = new ToldAlerts();
                AlertmanagerProcess alertmanager = AlertmanagerProcess.start(home("away"), webhook.url(), "5m");
                LiveEstate estate = estate("away");
                FindingsWatch findings = new FindingsWatch(cluster.bootstrapServers(), estate.partition())) {
            String configuration = configuration("away", alertmanager.url());

            // Given findings that were told
            try (ChildProcess monitor = start(configuration)) {
                monitor.awaitLine("ready");
                estate.accountAbroad("ststays");
                estate.accountAbroad("stfixed");
                webhook.await(LiveEstate.account("ststays"), "firing");
                webhook.await(LiveEstate.account("stfixed"), "firing");

                // When Alertmanager is away for some resends, in which one is put right and others come
                alertmanager.awaitTaken(webhook.notifications());
                alertmanager.stop();
                estate.accountDeleted("stfixed");
                estate.accountAbroad("stmeanwhile");
                estate.accountAbroad("stshort");
                estate.accountDeleted("stshort");
                findings.first("RES-001", LiveEstate.account("stshort"), finding -> finding.resolvedAt() != null);
                awaitUnreachable(monitor, RESENDS);

                // and the monitor is killed in the midst of it
                monitor.killAfter(0);
            }
            estate.accountAbroad("stunseen");
            alertmanager.start();
            try (ChildProcess monitor = start(configuration)) {
                monitor.awaitLine("ready");

                // Then what stands is told, and so is the end of what was told before
                webhook.await(LiveEstate.account("stfixed"), "resolved");
                webhook.await(LiveEstate.account("stmeanwhile"), "firing");
                webhook.await(LiveEstate.account("stunseen"), "firing");
                estate.accountDeleted("ststays");
                estate.accountDeleted("stmeanwhile");
                estate.accountDeleted("stunseen");
                for (String account : List.of("ststays", "stmeanwhile", "stunseen")) {
                    webhook.await(LiveEstate.account(account), "resolved");
                }
                // Where the machine is slow, Alertmanager may have ended one by itself, and been told again that it
                // fires.
                await(() -> alertmanager
                        .get("/api/v2/alerts?active=true&filter=estate%3D%22away%22")
                        .strip()
                        .equals("[]"));
            }
            assertOneFingerprintEach(webhook.all());
            assertFalse(webhook.all().stream().anyMatch(one -> one.subject().endsWith("stshort") && one.fires()));
        }
    }

    @Test
    void shouldTellBothAlertmanagersOfAPairAlthoughOneIsAwayForATime() throws Exception {
        try (ToldAlerts first = new ToldAlerts();
                ToldAlerts second = new ToldAlerts();
                AlertmanagerProcess one = AlertmanagerProcess.start(home("pair-one"), first.url(), "5m");
                AlertmanagerProcess two = AlertmanagerProcess.start(home("pair-two"), second.url(), "5m");
                LiveEstate estate = estate("pair");
                ChildProcess monitor = start(configuration("pair", one.url(), two.url()))) {
            monitor.awaitLine("ready");
            String account = LiveEstate.account("stpair");

            // When both hear that it fires, and one is away while it is put right
            estate.accountAbroad("stpair");
            Told toldFirst = first.await(account, "firing");
            Told toldSecond = second.await(account, "firing");
            one.awaitTaken(first.notifications());
            one.stop();
            estate.accountDeleted("stpair");

            // Then the other hears of it at once, and this one when it is back
            assertEquals(
                    toldFirst.fingerprint(), second.await(account, "resolved").fingerprint());
            one.start();
            assertEquals(
                    toldSecond.fingerprint(), first.await(account, "resolved").fingerprint());
        }
    }

    @Test
    void shouldKeepAnAcknowledgedFindingSilentAndPageAgainAfterwards() throws Exception {
        try (ToldAlerts webhook = new ToldAlerts();
                AlertmanagerProcess alertmanager = AlertmanagerProcess.start(home("ack"), webhook.url(), "2s");
                LiveEstate estate = estate("ack");
                FindingsWatch findings = new FindingsWatch(cluster.bootstrapServers(), estate.partition());
                ChildProcess monitor = start(configuration("ack", alertmanager.url()))) {
            monitor.awaitLine("ready");
            String account = LiveEstate.account("stack");
            estate.accountAbroad("stack");
            webhook.await(account, "firing");
            String id = findings.first("RES-001", account).finding().id();

            // When it is acknowledged
            Path key = Files.write(folder.resolve("ack.key"), keys.getPrivate().getEncoded());
            CommandRun acknowledged = CommandRun.of(
                    "finding",
                    "ack",
                    id,
                    "--by",
                    "sam.hill",
                    "--estate",
                    "ack",
                    "--bootstrap",
                    cluster.bootstrapServers(),
                    "--key-file",
                    key.toString());
            assertEquals(0, acknowledged.exitCode(), acknowledged::err);

            // Then Alertmanager has a silence that ends, and tells again when it has
            await(() -> alertmanager.get("/api/v2/silences").contains(id));
            Silence silence = silence(alertmanager, id);
            webhook.await(one -> one.subject().equalsIgnoreCase(account)
                    && one.fires()
                    && !one.at().isBefore(silence.until()));
            assertEquals(
                    List.of(),
                    webhook.all().stream()
                            .filter(one -> one.subject().equalsIgnoreCase(account)
                                    && one.at().isAfter(silence.from().plus(SETTLES))
                                    && one.at().isBefore(silence.until()))
                            .toList(),
                    "it was told although it was to be silent");
        }
    }

    /** A silence that Alertmanager holds. */
    private record Silence(Instant from, Instant until) {}

    private static Silence silence(AlertmanagerProcess alertmanager, String finding) throws Exception {
        for (JsonNode silence : new ObjectMapper().readTree(alertmanager.get("/api/v2/silences"))) {
            if (silence.toString().contains(finding)) {
                return new Silence(
                        Instant.parse(silence.path("startsAt").asText()),
                        Instant.parse(silence.path("endsAt").asText()));
            }
        }
        throw new AssertionError("no silence of " + finding);
    }

    private static void assertOneFingerprintEach(List<Told> told) {
        Map<String, List<String>> fingerprints = told.stream()
                .collect(Collectors.groupingBy(
                        one -> one.subject().toLowerCase(Locale.ROOT),
                        Collectors.mapping(
                                Told::fingerprint,
                                Collectors.collectingAndThen(
                                        Collectors.toList(),
                                        all -> all.stream().distinct().toList()))));
        fingerprints.forEach((subject, all) -> assertEquals(1, all.size(), subject));
    }

    private static void awaitUnreachable(ChildProcess monitor, int times) throws Exception {
        URI metrics = URI.create("http://" + monitor.saidMatching(CONSOLE) + "/metrics");
        await(() -> {
            Matcher count = UNREACHABLE.matcher(HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body());
            return count.find() && Double.parseDouble(count.group(1)) >= times;
        });
    }

    /** What is waited for. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited for in vain");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static void print(String what, List<Long> nanos) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%s, %d times: p50 %d ms, p99 %d ms%n",
                what,
                sorted.size(),
                TimeUnit.NANOSECONDS.toMillis(sorted.get(sorted.size() / 2)),
                TimeUnit.NANOSECONDS.toMillis(sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1)));
    }

    private LiveEstate estate(String name) {
        return new LiveEstate(
                cluster.bootstrapServers(), name, keys, RuleBundle.builtIn().only(RES_001));
    }

    private static Path home(String name) throws Exception {
        return Files.createDirectories(folder.resolve(name));
    }

    private static ChildProcess start(String configuration) throws Exception {
        return ChildProcess.start(ChildProcess.thisJava(), "stream", "--config", configuration);
    }

    private String configuration(String name, URI... alertmanagers) throws Exception {
        Files.write(folder.resolve(name + ".der"), keys.getPublic().getEncoded());
        List<String> named = new ArrayList<>();
        for (URI alertmanager : alertmanagers) {
            String which = named.isEmpty() ? "one" : "two";
            named.add("{ name: " + which + ", url: \"" + alertmanager + "\" }");
        }
        return Files.writeString(folder.resolve(name + "-stream.yaml"), """
                        kafka: { bootstrap.servers: "%s" }
                        instance: one
                        state_directory: state
                        trusted_keys: [ %s.der ]
                        console: { port: 0 }
                        alerts:
                          alertmanagers: [ %s ]
                          resend_every: PT1S
                          acknowledged_for: PT10S
                        """.formatted(
                                cluster.bootstrapServers(), name, String.join(", ", named)))
                .toString();
    }
}
