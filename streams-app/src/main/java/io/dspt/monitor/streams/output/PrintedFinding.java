package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What readers of {@code dspt.findings} show of a finding.
 *
 * @param json the line that {@link FindingJson} wrote
 * @param origin how it was found
 * @param requirements what it speaks against, like {@code DSPT/8/NDG/4.5.3}
 * @param source where the latest evidence stands, path and position; {@code null} when the inventory alone shows it
 */
public record PrintedFinding(
        String json,
        String id,
        String rule,
        String title,
        String message,
        Severity severity,
        FindingStatus status,
        String subject,
        String estate,
        @Nullable String organisation,
        @Nullable String actor,
        Instant openedAt,
        Instant lastSeenAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        long count,
        String origin,
        List<String> requirements,
        @Nullable String source) {
    /** The order in which findings are printed: as they opened. */
    public static final Comparator<PrintedFinding> AS_OPENED = Comparator.comparing(PrintedFinding::openedAt)
            .thenComparing(PrintedFinding::rule)
            .thenComparing(PrintedFinding::subject)
            .thenComparing(PrintedFinding::id);

    /** Estates of demonstrations are called so. */
    private static final String DEMONSTRATION = "demo-";

    private static final ObjectMapper JSON = new ObjectMapper();

    public PrintedFinding {
        requirements = List.copyOf(requirements);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is no finding
     */
    public static PrintedFinding parse(byte[] line) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
        JsonNode evidence = node.path("evidence");
        JsonNode latest = evidence.path(evidence.size() - 1);
        return new PrintedFinding(
                new String(line, StandardCharsets.UTF_8),
                text(node, "findingId"),
                text(node, "rule"),
                text(node, "title"),
                text(node, "message"),
                Severity.valueOf(text(node, "severity").toUpperCase(Locale.ROOT)),
                FindingStatus.valueOf(text(node, "status").toUpperCase(Locale.ROOT)),
                text(node, "subject"),
                text(node, "estate"),
                textOrNull(node, "organisation"),
                textOrNull(node, "actor"),
                Instant.parse(text(node, "openedAt")),
                Instant.parse(text(node, "lastSeenAt")),
                node.path("resolvedAt").isTextual() ? Instant.parse(text(node, "resolvedAt")) : null,
                textOrNull(node, "resolvedBy"),
                node.path("count").asLong(),
                node.path("origin").asText(),
                texts(node.path("requirements")),
                latest.isMissingNode() ? null : text(latest, "source") + ":" + text(latest, "position"));
    }

    /** The rule's family: the letters of its id. */
    public String family() {
        int dash = rule.indexOf('-');
        return dash < 0 ? rule : rule.substring(0, dash);
    }

    /** Whether somebody broke the rule on purpose, to show what then happens. */
    public boolean isDemonstration() {
        return estate.startsWith(DEMONSTRATION);
    }

    private static String text(JsonNode node, String name) {
        JsonNode member = node.path(name);
        if (!member.isTextual()) {
            throw new IllegalArgumentException("a finding has a text '" + name + "'");
        }
        return member.textValue();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static @Nullable String textOrNull(JsonNode node, String name) {
        return node.path(name).isTextual() ? node.path(name).textValue() : null;
    }
}
