package io.dspt.monitor.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A recording or an alerting rule.
 *
 * @param file the file it stands in
 * @param alert whether it is an alerting one
 */
record PrometheusRule(Path file, boolean alert, String name, String expression, JsonNode node) {

    /** All rules of {@code alerts/}, with what tests them left out. */
    static List<PrometheusRule> all() {
        List<PrometheusRule> rules = new ArrayList<>();
        for (Path file : files()) {
            for (JsonNode group : Repository.yaml(file).path("groups")) {
                for (JsonNode rule : group.path("rules")) {
                    boolean alert = rule.has("alert");
                    String name = rule.path(alert ? "alert" : "record").asText();
                    rules.add(new PrometheusRule(
                            file, alert, name, rule.path("expr").asText(), rule));
                }
            }
        }
        return rules;
    }

    static List<PrometheusRule> alerts() {
        return all().stream().filter(PrometheusRule::alert).toList();
    }

    static List<Path> files() {
        return Repository.files("alerts", ".yaml").stream()
                .filter(file -> !file.toString().endsWith(".test.yaml"))
                .toList();
    }

    String label(String name) {
        return node.path("labels").path(name).asText();
    }

    String annotation(String name) {
        return node.path("annotations").path(name).asText();
    }
}
