package io.dspt.monitor.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That rules and dashboards come through the chart as they stand in {@code dashboards}. */
final class PrometheusRulesIT {
    private static final Path DASHBOARDS = Repository.path("..", "dashboards");

    @TempDir
    private Path folder;

    @Test
    void shouldBringEveryRuleAsItStands() throws Exception {
        Manifests manifests = Chart.packaged().render(Values.usual().with("monitoring.prometheusRules", true));

        List<Path> sources = ruleFiles(DASHBOARDS);
        assertEquals(sources.size(), manifests.ofKind("PrometheusRule").size());
        for (Path source : sources) {
            String name = source.getFileName().toString().replace(".yaml", "");
            assertEquals(
                    Repository.yaml(Repository.text(source)).get(0),
                    manifests.one("PrometheusRule", "-" + name).path("spec"),
                    name);
        }
    }

    @Test
    void shouldBringRulesThatPrometheusAccepts() throws Exception {
        Tool promtool = Tool.named("promtool");
        Manifests manifests = Chart.packaged().render(Values.example("production"));

        List<String> arguments = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
        for (JsonNode rule : manifests.ofKind("PrometheusRule")) {
            // JSON is YAML, too.
            arguments.add(Files.writeString(
                            folder.resolve(Manifests.name(rule) + ".yaml"),
                            rule.path("spec").toString())
                    .toString());
        }
        Tool.Run checked = promtool.run(folder, arguments);

        assertEquals(0, checked.exitCode(), checked::output);
        String all = manifests.ofKind("PrometheusRule").toString();
        assertTrue(all.contains("https://wiki.example.nhs.uk/dspt-monitor/DsptMonitorWatchdog"));
        assertFalse(all.contains("runbooks.example.nhs.uk"));
    }

    @Test
    void shouldBringEveryDashboardAsItStands() throws Exception {
        Manifests manifests = Chart.packaged().render(Values.usual().with("monitoring.dashboards", true));

        for (Path source : files(DASHBOARDS.resolve("grafana"), ".json")) {
            String name = source.getFileName().toString();
            JsonNode map = manifests.one("ConfigMap", "-dashboard-" + name.replace(".json", ""));
            assertEquals(
                    "1",
                    map.path("metadata")
                            .path("labels")
                            .path("grafana_dashboard")
                            .asText());
            assertEquals(
                    Repository.JSON.readTree(source.toFile()),
                    Repository.JSON.readTree(map.path("data").path(name).asText()));
        }
    }

    @Test
    void shouldChangeWithARuleAndWithNothingElse() throws Exception {
        // Given a copy of the rules in which one has another limit, and one is new
        Path changed = folder.resolve("dashboards");
        for (String part : List.of("alerts", "grafana")) {
            Files.createDirectories(changed.resolve(part));
            for (Path file : files(DASHBOARDS.resolve(part), "")) {
                Files.copy(file, changed.resolve(part).resolve(file.getFileName()));
            }
        }
        Path ingest = changed.resolve("alerts").resolve("ingest.yaml");
        Files.writeString(ingest, Files.readString(ingest).replace("> 50000", "> 60000"));
        Files.writeString(changed.resolve("alerts").resolve("own.yaml"), "groups: []\n");

        // When the chart is put together again
        Values values = Values.usual().with("monitoring.prometheusRules", true);
        Manifests before = Chart.packaged().render(values);
        Manifests after = Chart.packaged(folder.resolve("chart"), changed).render(values);

        // Then it brings both, and no edit of the chart was needed
        assertTrue(before.one("PrometheusRule", "-ingest").toString().contains("> 50000"));
        assertTrue(after.one("PrometheusRule", "-ingest").toString().contains("> 60000"));
        assertEquals(
                before.ofKind("PrometheusRule").size() + 1,
                after.ofKind("PrometheusRule").size());
        assertEquals(before.one("PrometheusRule", "-pipeline"), after.one("PrometheusRule", "-pipeline"));
    }

    private static List<Path> ruleFiles(Path dashboards) throws IOException {
        return files(dashboards.resolve("alerts"), ".yaml").stream()
                .filter(file -> !file.toString().endsWith(".test.yaml"))
                .toList();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
