package io.dspt.monitor.streams.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.ledger.BrokenLink;
import io.dspt.monitor.core.ledger.LedgerHead;
import io.dspt.monitor.core.ledger.LedgerVerification;
import io.dspt.monitor.core.posture.LedgerState;
import io.dspt.monitor.core.posture.ReportedEvent;
import io.dspt.monitor.core.posture.ReportedEvent.ExemptionChange;
import io.dspt.monitor.core.posture.ReportedEvent.FindingChange;
import io.dspt.monitor.core.posture.ReportedEvent.RegisterChange;
import io.dspt.monitor.core.posture.ReportedEvent.ReportMade;
import io.dspt.monitor.core.posture.ReportedEvent.RulesChange;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an estate's ledger line by line, and has it verified meanwhile. Lines of before the ledger was chained are read too;
 * then it does not verify.
 */
final class LedgerLines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final List<ReportedEvent> events = new ArrayList<>();
    private final LedgerVerification verification;
    private long sequence;

    /** The ledger of an estate before its first line. */
    LedgerLines(String estate) {
        verification = new LedgerVerification(estate, List.of());
    }

    /**
     * Reads the next line.
     *
     * @throws IllegalArgumentException when it is no entry of a ledger
     */
    void add(byte[] line) {
        try {
            verification.take(line);
            sequence++;
            ReportedEvent event = event(JSON.readTree(line));
            if (event != null) {
                events.add(event);
            }
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException("entry " + sequence + " of the ledger cannot be read", e);
        }
    }

    /** Whether no line has been read. */
    boolean isEmpty() {
        return sequence == 0;
    }

    /** The entries that reports go by, in order. */
    List<ReportedEvent> events() {
        return List.copyOf(events);
    }

    /** Whether the ledger is whole, as far as it was read. */
    LedgerState state() {
        LedgerHead head = verification.head();
        @Nullable String hash = head.sequence() == 0 ? null : head.hash();
        @Nullable BrokenLink broken = verification.broken();
        if (broken != null) {
            return new LedgerState(sequence, hash, "entry " + broken.sequence() + ": " + broken.problem());
        }
        return new LedgerState(sequence, hash, sequence == 0 ? "it is empty" : null);
    }

    private @Nullable ReportedEvent event(JsonNode node) {
        Instant at = Instant.parse(node.path("at").asText());
        Instant judgedAt = node.path("judgedAt").isTextual()
                ? Instant.parse(node.path("judgedAt").asText())
                : at;
        return switch (node.path("kind").asText("finding")) {
            case "finding" -> finding(node, at, judgedAt);
            case "exemption" ->
                new ExemptionChange(
                        sequence,
                        at,
                        judgedAt,
                        node.path("exemption").asText(),
                        node.path("transition").asText());
            case "rules" ->
                new RulesChange(
                        sequence,
                        at,
                        judgedAt,
                        node.path("digest").asText(),
                        node.path("refused").asInt(),
                        texts(node.path("rules")));
            case "register" ->
                new RegisterChange(
                        sequence,
                        at,
                        judgedAt,
                        node.path("register").asText(),
                        node.path("rows").asLong());
            case "report" ->
                new ReportMade(
                        sequence,
                        at,
                        judgedAt,
                        YearMonth.parse(node.path("month").asText()),
                        text(node, "organisation"),
                        node.path("revision").asInt(),
                        node.path("state").asText());
            // A later version may tell more; what it tells of findings stands in lines of their own.
            default -> null;
        };
    }

    private FindingChange finding(JsonNode node, Instant at, Instant judgedAt) {
        String rule = node.path("rule").asText();
        return new FindingChange(
                sequence,
                at,
                judgedAt,
                Transition.valueOf(upper(node, "transition")),
                node.path("findingId").asText(),
                rule,
                Objects.requireNonNullElse(text(node, "title"), rule),
                Severity.valueOf(upper(node, "severity")),
                FindingStatus.valueOf(upper(node, "status")),
                organisations(node),
                text(node, "by"),
                text(node, "assignee"),
                Instant.parse(node.path("openedAt").asText()),
                text(node, "resolvedBy"),
                node.path("origin").asText());
    }

    private static List<String> organisations(JsonNode node) {
        TreeSet<String> codes = new TreeSet<>();
        Stream.of("organisation", "controller", "processor")
                .map(role -> text(node, role))
                .filter(Objects::nonNull)
                .forEach(codes::add);
        return List.copyOf(codes);
    }

    private static String upper(JsonNode node, String name) {
        return node.path(name).asText().toUpperCase(Locale.ROOT);
    }

    static @Nullable String text(JsonNode node, String name) {
        return node.path(name).isTextual() ? node.path(name).textValue() : null;
    }

    static SortedMap<String, String> texts(JsonNode object) {
        SortedMap<String, String> texts = new TreeMap<>();
        object.properties().forEach(member -> {
            if (member.getValue().isTextual()) {
                texts.put(member.getKey(), member.getValue().textValue());
            }
        });
        return texts;
    }
}
