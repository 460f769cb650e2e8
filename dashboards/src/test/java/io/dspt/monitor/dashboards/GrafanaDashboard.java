package io.dspt.monitor.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A dashboard's file.
 *
 * @param panels all that draw something: no rows
 */
record GrafanaDashboard(Path file, List<JsonNode> panels) {

    static GrafanaDashboard read(Path file) {
        return new GrafanaDashboard(
                file,
                children(Repository.json(file))
                        .filter(panel -> !panel.path("type").asText().equals("row"))
                        .toList());
    }

    private static Stream<JsonNode> children(JsonNode parent) {
        return StreamSupport.stream(parent.path("panels").spliterator(), false)
                .flatMap(panel -> Stream.concat(Stream.of(panel), children(panel)));
    }

    /** A query with Grafana's variables put in: every choice at "All", over a minute. */
    static String replaced(String expression) {
        return expression
                .replace("$__rate_interval", "1m")
                .replace("$__range", "5m")
                .replaceAll("=~\"\\$\\w+\"", "=~\".+\"");
    }
}
