package io.dspt.monitor.streams.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.posture.LedgerEvent;
import io.dspt.monitor.core.posture.LedgerEvent.ExemptionChange;
import io.dspt.monitor.core.posture.LedgerEvent.FindingChange;
import io.dspt.monitor.core.posture.LedgerEvent.RegisterChange;
import io.dspt.monitor.core.posture.LedgerEvent.ReportMade;
import io.dspt.monitor.core.posture.LedgerEvent.RulesChange;
import io.dspt.monitor.core.posture.LedgerState;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an estate's ledger line by line and looks whether each entry follows the one before: its sequence is one more, it
 * names the hash of the one before, and its own hash is that of its bytes. Lines of before the ledger was chained are read
 * too; then it does not verify.
 */
final class LedgerLines {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIRST_PREVIOUS = "0".repeat(64);
    /** {@code ,"hash":"}, 64 digits, {@code "}} at the end of a line. */
    private static final int HASH_BYTES = 75;

    private final List<LedgerEvent> events = new ArrayList<>();
    private String previous = FIRST_PREVIOUS;
    private long sequence;
    private @Nullable String lastHash;
    private @Nullable String problem;

    /**
     * Reads the next line.
     *
     * @throws IllegalArgumentException when it is no entry of a ledger
     */
    void add(byte[] line) {
        try {
            JsonNode node = JSON.readTree(line);
            check(node, line);
            sequence++;
            LedgerEvent event = event(node);
            if (event != null) {
                events.add(event);
            }
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException("entry " + (sequence + 1) + " of the ledger cannot be read", e);
        }
    }

    /** The entries that reports go by, in order. */
    List<LedgerEvent> events() {
        return List.copyOf(events);
    }

    /** Whether the ledger is whole, as far as it was read. */
    LedgerState state() {
        return new LedgerState(sequence, lastHash, sequence == 0 ? "it is empty" : problem);
    }

    private void check(JsonNode node, byte[] line) {
        long expected = sequence + 1;
        @Nullable String hash = text(node, "hash");
        if (problem == null) {
            problem = problemOf(node, line, hash, expected);
        }
        previous = hash == null ? previous : hash;
        lastHash = hash;
    }

    private @Nullable String problemOf(JsonNode node, byte[] line, @Nullable String hash, long expected) {
        if (hash == null || line.length <= HASH_BYTES) {
            return "entry " + expected + " carries no hash";
        }
        if (node.path("sequence").asLong() != expected) {
            return "entry " + expected + " is missing: " + node.path("sequence").asLong() + " follows";
        }
        if (!previous.equals(text(node, "previous"))) {
            return "entry " + expected + " does not name the hash of the one before";
        }
        byte[] hashed = Arrays.copyOf(line, line.length - HASH_BYTES);
        return Sha256.hex(hashed).equals(hash) ? null : "entry " + expected + " has another hash than it says";
    }

    private @Nullable LedgerEvent event(JsonNode node) {
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
