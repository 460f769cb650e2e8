package io.dspt.monitor.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * That the page has every value with its default and what is said of it. Run with {@code -Dvalues.rewrite=true} it writes
 * the page.
 */
final class ValuesPageTest {
    private static final Path PAGE = Repository.path("README.md");
    private static final Path VALUES = Repository.path("dspt-monitor", "values.yaml");
    private static final String END = "<!-- end of values -->";
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):(?: (.*))?");

    /** A line of the table. */
    private record Row(String path, String value, String comment) {}

    @Test
    void shouldHaveEveryValue() throws Exception {
        String page = Files.readString(PAGE);
        int begin = page.indexOf('\n', page.indexOf("<!-- values:")) + 1;
        int end = page.indexOf(END);
        assertTrue(begin > 0 && end > begin - 1);

        String right = page.substring(0, begin) + table() + page.substring(end);

        if (Boolean.getBoolean("values.rewrite")) {
            Files.writeString(PAGE, right);
        }
        assertEquals(right, Files.readString(PAGE));
    }

    @Test
    void shouldHaveASchemaForEveryValueAndNoOther() {
        JsonNode schema = Repository.yaml(Repository.text(Repository.path("dspt-monitor", "values.schema.json")))
                .get(0);
        JsonNode values = Repository.yaml(Repository.text(VALUES)).get(0);

        assertEquals(names(values), names(schema.path("properties")));
        for (String section : names(values)) {
            JsonNode properties = schema.path("properties").path(section).path("properties");
            if (values.path(section).isObject() && !values.path(section).isEmpty()) {
                assertEquals(names(values.path(section)), names(properties), section);
            }
        }
    }

    @Test
    void shouldBeTheOnlyValuesThatTheGuideNames() {
        JsonNode schema = Repository.yaml(Repository.text(Repository.path("dspt-monitor", "values.schema.json")))
                .get(0);
        String sections = String.join("|", names(schema.path("properties")));
        Matcher named = Pattern.compile("`((?:" + sections + ")(?:\\[])?\\.[A-Za-z.]+)")
                .matcher(Repository.text(Repository.path("..", "docs", "operations.md")));
        TreeSet<String> paths = new TreeSet<>();
        while (named.find()) {
            paths.add(named.group(1));
        }
        assertTrue(paths.size() > 10, paths::toString);

        paths.removeIf(path -> isValue(schema, path));

        assertEquals(new TreeSet<>(), paths);
    }

    private static boolean isValue(JsonNode schema, String path) {
        JsonNode at = schema;
        for (String name : path.replace("[]", "").split("\\.")) {
            at = (at.has("items") ? at.path("items") : at).path("properties").path(name);
            if (at.has("$ref")) {
                at = schema.at(at.path("$ref").asText().substring(1));
            }
        }
        return !at.isMissingNode();
    }

    private static TreeSet<String> names(JsonNode node) {
        TreeSet<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String table() {
        StringBuilder table = new StringBuilder("\n| value | default | |\n| --- | --- | --- |\n");
        for (Row row : rows()) {
            table.append("| `").append(row.path()).append("` | ");
            table.append(row.value().isEmpty() ? "" : "`" + row.value() + "`").append(" | ");
            table.append(row.comment()).append(" |\n");
        }
        return table.append('\n').toString();
    }

    /** Keys with a value on their line, and keys that begin a list; a comment belongs to what follows it. */
    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        List<String> parents = new ArrayList<>();
        List<String> comment = new ArrayList<>();
        String[] lines = Repository.text(VALUES).split("\n");
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            Matcher key = KEY.matcher(line);
            if (line.strip().startsWith("# ")) {
                comment.add(line.strip().substring(2));
            } else if (key.matches()) {
                int depth = key.group(1).length() / 2;
                parents.subList(Math.min(depth, parents.size()), parents.size()).clear();
                parents.add(key.group(2));
                boolean list = i + 1 < lines.length && lines[i + 1].strip().startsWith("- ");
                String said = String.join(" ", comment).replace("|", "\\|").replace("<", "&lt;");
                if (key.group(3) != null) {
                    rows.add(new Row(String.join(".", parents), key.group(3), said));
                } else if (list) {
                    rows.add(new Row(
                            String.join(".", parents), lines[i + 1].strip().substring(2), said));
                } else if (!said.isEmpty()) {
                    rows.add(new Row(String.join(".", parents), "", said));
                }
                comment.clear();
            } else {
                comment.clear();
            }
        }
        return rows;
    }
}
