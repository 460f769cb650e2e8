package io.dspt.monitor.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

final class PrometheusRulesTest {
    private static final String RUNBOOKS = "https://runbooks.example.nhs.uk/dspt-monitor/";
    /** Where they are sent follows from the second; the first is how bad it is. */
    private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info", "none");

    private static final Set<String> NOTIFY = Set.of("page", "ticket", "digest", "watchdog");
    /** It always fires, and that is its purpose. */
    private static final Set<String> NEVER_SILENT = Set.of("DsptMonitorWatchdog");

    @Test
    void shouldSayOfEveryAlertWhatItIsAndWhereToGo() {
        for (PrometheusRule alert : PrometheusRule.alerts()) {
            assertTrue(alert.name().matches("DsptMonitor([A-Z][a-z]+)+"), alert::name);
            assertTrue(SEVERITIES.contains(alert.label("severity")), alert::name);
            assertTrue(NOTIFY.contains(alert.label("notify")), alert::name);
            assertFalse(alert.annotation("summary").isBlank(), alert::name);
            assertTrue(alert.annotation("description").length() > 40, alert::name);
            assertEquals(RUNBOOKS + alert.name(), alert.annotation("runbook_url"));
            assertEquals(
                    alert.label("notify").equals("page"),
                    alert.label("severity").equals("critical"),
                    () -> alert.name() + ": what is critical pages, and nothing else does");
        }
    }

    @Test
    void shouldHaveOnePageForEveryAlertAndNoOther() {
        Set<String> alerts = PrometheusRule.alerts().stream()
                .map(PrometheusRule::name)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Path> pages = Repository.files("runbooks", ".md");

        assertEquals(alerts, pages.stream().map(Repository::stem).collect(Collectors.toCollection(TreeSet::new)));
        for (Path page : pages) {
            String text = Repository.text(page);
            assertTrue(text.startsWith("# " + Repository.stem(page) + "\n"), page::toString);
            for (String heading : List.of("## Look at", "## Mend", "## Escalate")) {
                assertTrue(text.contains("\n" + heading + "\n"), () -> page + " lacks " + heading);
            }
        }
    }

    @Test
    void shouldTestEveryAlertFiringAndSilent() {
        for (Path file : PrometheusRule.files()) {
            List<PrometheusRule> alerts = PrometheusRule.alerts().stream()
                    .filter(alert -> alert.file().equals(file))
                    .toList();
            if (alerts.isEmpty()) {
                continue;
            }
            JsonNode tests = Repository.yaml(Repository.path("alerts", Repository.stem(file) + ".test.yaml"));
            for (PrometheusRule alert : alerts) {
                List<JsonNode> cases = StreamSupport.stream(tests.path("tests").spliterator(), false)
                        .flatMap(test -> StreamSupport.stream(
                                test.path("alert_rule_test").spliterator(), false))
                        .filter(test -> test.path("alertname").asText().equals(alert.name()))
                        .toList();

                assertTrue(
                        cases.stream()
                                .anyMatch(test -> test.path("exp_alerts").findValues("severity").stream()
                                        .anyMatch(severity -> severity.asText().equals(alert.label("severity")))),
                        () -> alert.name() + " is nowhere seen to fire");
                assertTrue(
                        NEVER_SILENT.contains(alert.name())
                                || cases.stream()
                                        .anyMatch(
                                                test -> test.path("exp_alerts").isEmpty()),
                        () -> alert.name() + " is nowhere seen to be silent");
            }
        }
    }

    @Test
    void shouldLoadEveryFileOfRulesBesideTheQuickStart() {
        JsonNode local = Repository.yaml(Repository.path("local", "prometheus.yml"));

        Set<String> loaded = new TreeSet<>();
        local.path("rule_files").forEach(file -> loaded.add(file.asText()));
        Set<String> there = PrometheusRule.files().stream()
                .map(file -> "../alerts/" + file.getFileName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(there, loaded);
    }
}
