package io.dspt.monitor.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every query of every dashboard and rule, asked of a real Prometheus that watches a real quick start. */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class QueriesIT {
    /** Metrics of tasks and stores are shown by Micrometer a minute after they are there. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private static final Pattern SELECTOR = Pattern.compile(
            "(?<![A-Za-z0-9_:])((?:dspt|kafka|jvm)[_:][A-Za-z0-9_:]+|up)(?![A-Za-z0-9_:(])(\\{[^}]*})?");

    private static final JsonNode ELSEWHERE = Repository.json(Repository.path("metrics-elsewhere.json"));

    private static final Path BUNDLED_DAY = Repository.path("..", "quickstart", "src", "main", "resources", "scenario");

    /** What is counted when a day is over is told by the first record of the next. */
    private static final String NEXT_MORNING = "{\"time\":\"2026-03-11T00:05:00Z\",\"category\":\"Administrative\","
            + "\"operationName\":\"Microsoft.Network/publicIPAddresses/read\",\"resultType\":\"Success\","
            + "\"resultSignature\":\"Succeeded.\",\"resourceId\":"
            + "\"/subscriptions/7d1c9a52-0000-4000-8000-000000000b01/resourceGroups/rg-imaging-prod\"}\n";

    @TempDir
    private static Path folder;

    private static RunningQuickstart quickstart;
    private static final List<Process> SERVERS = new ArrayList<>();
    private static Prometheus prometheus;
    private static Prometheus alertmanager;

    @BeforeAll
    static void start() throws Exception {
        Tool prometheusServer = Tool.named("prometheus");
        Tool alertmanagerServer = Tool.named("alertmanager", "prometheus-alertmanager");
        String prometheusAddress = freeAddress();
        String alertmanagerAddress = freeAddress();
        SERVERS.add(alertmanagerServer.start(
                folder.resolve("alertmanager.log"),
                Map.of(
                        "config.file",
                        Repository.path("local", "alertmanager.yml").toString(),
                        "storage.path",
                        folder.resolve("alertmanager").toString(),
                        "web.listen-address",
                        alertmanagerAddress,
                        "cluster.listen-address",
                        "")));
        Path nextMorning = Files.writeString(folder.resolve("next-morning.jsonl"), NEXT_MORNING);
        quickstart = RunningQuickstart.start(List.of(BUNDLED_DAY, nextMorning), "http://" + alertmanagerAddress);
        Path configuration = Files.writeString(
                folder.resolve("prometheus.yml"),
                Repository.text(Repository.path("local", "prometheus.yml"))
                        .replace("../alerts", Repository.path("alerts").toString())
                        .replace("127.0.0.1:8080", "127.0.0.1:" + quickstart.port())
                        .replace("127.0.0.1:9093", alertmanagerAddress)
                        .replaceAll("_interval: \\d+s", "_interval: 1s"));
        SERVERS.add(prometheusServer.start(
                folder.resolve("prometheus.log"),
                Map.of(
                        "config.file", configuration.toString(),
                        "storage.tsdb.path", folder.resolve("prometheus").toString(),
                        "web.listen-address", prometheusAddress)));
        prometheus = new Prometheus(URI.create("http://" + prometheusAddress + "/"));
        alertmanager = new Prometheus(URI.create("http://" + alertmanagerAddress + "/"));
        await("both servers", () -> prometheus.ready() && alertmanager.ready() ? List.of() : List.of("not ready"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        for (Process server : SERVERS) {
            server.destroy();
            server.waitFor();
        }
        if (quickstart != null) {
            quickstart.close();
        }
    }

    @Test
    void shouldAnswerEveryQueryOfEveryDashboard() throws Exception {
        Map<String, String> queries = new TreeMap<>();
        for (Path file : Repository.files("grafana", ".json")) {
            for (JsonNode panel : GrafanaDashboard.read(file).panels()) {
                for (JsonNode target : panel.path("targets")) {
                    String name =
                            Repository.stem(file) + ": " + panel.path("title").asText() + " "
                                    + target.path("refId").asText();
                    queries.put(
                            name, GrafanaDashboard.replaced(target.path("expr").asText()));
                }
            }
        }
        assertTrue(queries.size() > 60);

        await("answers to all queries of dashboards", () -> unanswered(queries));
    }

    @Test
    void shouldAnswerEveryChoiceAtTheHeadOfADashboard() throws Exception {
        Pattern values = Pattern.compile("label_values\\((.*), (\\w+)\\)");
        Map<String, String> queries = new TreeMap<>();
        for (Path file : Repository.files("grafana", ".json")) {
            for (JsonNode choice : Repository.json(file).path("templating").path("list")) {
                Matcher asked =
                        values.matcher(choice.path("query").path("query").asText());
                if (asked.matches()) {
                    String selector = asked.group(1);
                    String labelled = selector.endsWith("}")
                            ? selector.replace("}", "," + asked.group(2) + "!=\"\"}")
                            : selector + "{" + asked.group(2) + "!=\"\"}";
                    queries.put(
                            Repository.stem(file) + ": " + choice.path("name").asText(),
                            GrafanaDashboard.replaced(labelled));
                }
            }
        }
        assertTrue(queries.size() > 5);

        await("choices", () -> unanswered(queries));
    }

    @Test
    void shouldRecordWhatIsRecordedAndKnowWhatAlertsAskFor() throws Exception {
        Set<String> elsewhere = new TreeSet<>();
        ELSEWHERE
                .path("pending")
                .forEach(entry -> elsewhere.add(entry.path("selector").asText()));
        ELSEWHERE.path("ingestors").forEach(entry -> elsewhere.add(entry.asText()));
        Set<String> recorded = PrometheusRule.all().stream()
                .filter(rule -> !rule.alert())
                .map(PrometheusRule::name)
                .collect(Collectors.toSet());
        Map<String, String> queries = new TreeMap<>();
        for (PrometheusRule rule : PrometheusRule.all()) {
            if (!rule.alert()) {
                // At the beginning there is nothing of a quarter of an hour ago.
                queries.put(rule.name(), rule.expression().replace(" offset 15m", ""));
            }
            Matcher selectors = SELECTOR.matcher(rule.expression());
            while (selectors.find()) {
                String metric = selectors.group(1);
                if (metric.contains(":")) {
                    // Recorded: what it is made of is asked for here.
                    assertTrue(recorded.contains(metric), () -> rule.name() + " asks for " + metric);
                } else if (!elsewhere.contains(metric)) {
                    queries.put(rule.name() + " asks " + selectors.group(), selectors.group());
                }
            }
        }
        assertTrue(queries.size() > 25);

        await("what rules ask for", () -> unanswered(queries));
    }

    @Test
    void shouldHaveNothingOfWhatIsSaidToBeMissing() throws Exception {
        Map<String, String> there = new TreeMap<>();
        for (JsonNode entry : ELSEWHERE.path("pending")) {
            String selector = entry.path("selector").asText();
            if (!prometheus.series(selector).isEmpty()) {
                there.put(
                        selector,
                        "is measured now: take it out of metrics-elsewhere.json and build the dashboards again");
            }
        }
        assertEquals(Map.of(), there);
    }

    /** Prometheus gives up a whole scrape for one line that it does not accept; what it then shows is old, or nothing. */
    @Test
    void shouldServeNothingThatPrometheusRefuses() throws Exception {
        await("scrape", () -> unanswered(Map.of("the monitor", "up{job=\"dspt-monitor\"}")));

        JsonNode missed = prometheus.series("max_over_time((up{job=\"dspt-monitor\"} == bool 0)[10m:1s]) > 0");

        assertTrue(missed.isEmpty(), () -> "a scrape failed; the target's page says why: " + missed);
    }

    @Test
    void shouldBringAlertsToAlertmanager() throws Exception {
        await("the watchdog and a finding at Alertmanager", () -> {
            Set<String> there = StreamSupport.stream(
                            alertmanager.json("api/v2/alerts").spliterator(), false)
                    .map(alert -> alert.path("labels").path("alertname").asText())
                    .collect(Collectors.toSet());
            return there.containsAll(List.of("DsptMonitorWatchdog", "DsptFinding"))
                    ? List.of()
                    : List.of("only " + there);
        });
    }

    private static List<String> unanswered(Map<String, String> queries) throws IOException, InterruptedException {
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, String> query : queries.entrySet()) {
            // A series that is no number draws nothing either.
            boolean answered = StreamSupport.stream(
                            prometheus.series(query.getValue()).spliterator(), false)
                    .anyMatch(series -> !series.path("value").path(1).asText().equals("NaN"));
            if (!answered) {
                missing.add(query.getKey() + ": no data for " + query.getValue());
            }
        }
        return missing;
    }

    private interface Condition {
        /** What is still missing. */
        List<String> missing() throws IOException, InterruptedException;
    }

    private static void await(String what, Condition condition) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(LONGEST_WAIT);
        List<String> missing = condition.missing();
        while (!missing.isEmpty()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("no " + what + ":\n" + String.join("\n", missing));
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            missing = condition.missing();
        }
    }

    private static String freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
