package io.dspt.monitor.streams.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.posture.Period;
import io.dspt.monitor.core.posture.ReceivedDay;
import io.dspt.monitor.streams.report.CsvTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The tables of a pack: populations that somebody can count and draw from, without a program. */
final class PackTables {
    /** As many as an auditor can look at in an afternoon. */
    private static final int SAMPLED = 25;

    private static final List<String> FINDING_HEADINGS = List.of(
            "finding",
            "rule",
            "title",
            "severity",
            "status",
            "organisations",
            "origin",
            "happened",
            "judged",
            "ended",
            "ended_by",
            "ledger_entries",
            "requirements");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final PackScope scope;
    private final Period year;
    /** Lines of the ledger that tell of a finding, by its id, each with its number. */
    private final SortedMap<String, List<Entry>> findings = new TreeMap<>();

    private String lastHash = "";

    /** A line of the ledger. */
    private record Entry(long number, JsonNode line) {
        String text(String name) {
            return line.path(name).asText("");
        }

        Instant at() {
            return Instant.parse(text("at"));
        }

        List<String> texts(String name) {
            List<String> texts = new ArrayList<>();
            line.path(name).forEach(text -> texts.add(text.asText()));
            return texts;
        }
    }

    /**
     * Tables of a pack.
     *
     * @param ledger lines in order
     */
    PackTables(PackScope scope, List<byte[]> ledger) {
        this.scope = scope;
        this.year = scope.year().period();
        Map<String, List<Entry>> all = new TreeMap<>();
        long number = 0;
        for (byte[] line : ledger) {
            number++;
            JsonNode node = read(line, number);
            lastHash = node.path("hash").asText();
            if (node.path("findingId").isTextual()) {
                all.computeIfAbsent(node.path("findingId").textValue(), absent -> new ArrayList<>())
                        .add(new Entry(number, node));
            }
        }
        all.forEach((id, entries) -> {
            if (concerns(entries) && stoodInTheYear(entries)) {
                findings.put(id, entries);
            }
        });
    }

    /** Every finding of the organisation that stood at any time of the year. */
    byte[] population() {
        CsvTable table = new CsvTable(FINDING_HEADINGS);
        findings.forEach((id, entries) -> table.line(finding(id, entries)));
        return table.toBytes();
    }

    /** Every record that a finding names, by each requirement that its rule speaks to, with its three dates. */
    byte[] evidenceByRequirement(byte[] index) {
        Map<String, EvidenceFile> kept = new HashMap<>();
        new String(index, StandardCharsets.UTF_8)
                .lines()
                .map(EvidenceFile::parse)
                .forEach(file -> kept.put(file.sha256(), file));
        SortedSet<List<String>> rows = new TreeSet<>(Comparator.comparing(row -> String.join("\u0000", row)));
        findings.forEach((id, entries) -> entries.forEach(entry -> entry.line()
                .path("evidence")
                .forEach(record -> entry.texts("requirements").forEach(requirement -> {
                    String sha256 = record.path("sha256").asText();
                    @Nullable EvidenceFile file = kept.get(sha256);
                    rows.add(List.of(
                            requirement,
                            record.path("source").asText(),
                            record.path("position").asText(),
                            entry.text("at"),
                            file == null ? "not kept any more" : time(file.receivedAt()),
                            entry.text("judgedAt"),
                            entry.text("rule"),
                            id,
                            entry.text("transition"),
                            sha256,
                            file == null ? "" : file.file()));
                }))));
        CsvTable table = new CsvTable(List.of(
                "requirement",
                "source",
                "position",
                "happened",
                "received",
                "judged",
                "rule",
                "finding",
                "transition",
                "sha256",
                "file"));
        rows.forEach(table::line);
        return table.toBytes();
    }

    /** For every day and source what became of all that was received. */
    byte[] reconciliation(SortedMap<LocalDate, ReceivedDay> days) {
        CsvTable table = new CsvTable(List.of(
                "day", "source", "judged", "not_applicable", "unevaluable", "ignored", "dead_lettered", "received"));
        days.subMap(year.first(), year.last().plusDays(1)).forEach((day, counted) -> {
            var elements = counted.elements();
            SortedSet<String> sources = new TreeSet<>(elements.judged().keySet());
            sources.addAll(elements.notApplicable().keySet());
            sources.addAll(elements.unevaluable().keySet());
            sources.addAll(elements.ignored().keySet());
            sources.forEach(source -> table.line(row(
                    day.toString(),
                    source,
                    elements.judged().getOrDefault(source, 0L),
                    elements.notApplicable().getOrDefault(source, 0L),
                    elements.unevaluable().getOrDefault(source, 0L),
                    elements.ignored().getOrDefault(source, 0L),
                    0)));
            elements.deadLettered()
                    .forEach((reason, count) ->
                            table.line(row(day.toString(), "unreadable: " + reason, 0, 0, 0, 0, count)));
            table.line(List.of(
                    day.toString(),
                    counted.reconciles() ? "all" : "all: NOT ACCOUNTED FOR",
                    Long.toString(ReceivedDay.sum(elements.judged())),
                    Long.toString(ReceivedDay.sum(elements.notApplicable())),
                    Long.toString(ReceivedDay.sum(elements.unevaluable())),
                    Long.toString(ReceivedDay.sum(elements.ignored())),
                    Long.toString(ReceivedDay.sum(elements.deadLettered())),
                    Long.toString(counted.received())));
        });
        return table.toBytes();
    }

    /**
     * Findings, and verdicts of a rule on a day that broke nothing, drawn by hashes that begin with the last one of the
     * ledger: nobody who makes a pack chooses what is drawn.
     */
    byte[] sample(SortedMap<LocalDate, ReceivedDay> days) {
        CsvTable table = new CsvTable(List.of("kind", "what", "rule", "day", "times", "title"));
        drawn(findings.keySet()).forEach(id -> {
            Entry first = findings.getOrDefault(id, List.of()).get(0);
            table.line(List.of(
                    "finding", id, first.text("rule"), Period.dayOf(first.at()).toString(), "1", first.text("title")));
        });
        SortedMap<String, Long> kept = new TreeMap<>();
        days.subMap(year.first(), year.last().plusDays(1))
                .forEach((day, counted) -> counted.counted()
                        .verdicts()
                        .compliant()
                        .forEach((rule, times) -> kept.put(day + " " + rule, times)));
        drawn(kept.keySet())
                .forEach(one -> table.line(List.of(
                        "verdicts that broke nothing",
                        one,
                        one.substring(one.indexOf(' ') + 1),
                        one.substring(0, one.indexOf(' ')),
                        Long.toString(kept.getOrDefault(one, 0L)),
                        "")));
        return table.toBytes();
    }

    private List<String> drawn(Collection<String> population) {
        SortedMap<String, String> byHash = new TreeMap<>();
        population.forEach(
                one -> byHash.put(Sha256.hex((lastHash + "\n" + one).getBytes(StandardCharsets.UTF_8)), one));
        return byHash.values().stream().limit(SAMPLED).sorted().toList();
    }

    private static List<String> row(
            String day, String source, long judged, long notApplicable, long unevaluable, long ignored, long dead) {
        return List.of(
                day,
                source,
                Long.toString(judged),
                Long.toString(notApplicable),
                Long.toString(unevaluable),
                Long.toString(ignored),
                Long.toString(dead),
                Long.toString(judged + notApplicable + unevaluable + ignored + dead));
    }

    private static List<String> finding(String id, List<Entry> entries) {
        Entry first = entries.get(0);
        Entry last = entries.get(entries.size() - 1);
        return List.of(
                id,
                last.text("rule"),
                last.text("title"),
                last.text("severity"),
                last.text("status"),
                String.join(" ", organisations(entries)),
                last.text("origin"),
                first.text("openedAt"),
                first.text("judgedAt"),
                isOver(last) ? last.text("at") : "",
                last.text("resolvedBy"),
                String.join(
                        " ",
                        entries.stream()
                                .map(entry -> Long.toString(entry.number()))
                                .toList()),
                String.join(" ", last.texts("requirements")));
    }

    private static boolean isOver(Entry entry) {
        return entry.text("status").equals("resolved") || entry.text("status").equals("disposed");
    }

    private boolean concerns(List<Entry> entries) {
        @Nullable String organisation = scope.organisation();
        return organisation == null || organisations(entries).contains(organisation);
    }

    private boolean stoodInTheYear(List<Entry> entries) {
        Entry last = entries.get(entries.size() - 1);
        boolean begunBefore = Instant.parse(entries.get(0).text("openedAt")).isBefore(year.to());
        return begunBefore && !(isOver(last) && last.at().isBefore(year.from()));
    }

    private static SortedSet<String> organisations(List<Entry> entries) {
        SortedSet<String> codes = new TreeSet<>();
        for (Entry entry : entries) {
            for (String role : List.of("organisation", "controller", "processor")) {
                codes.add(entry.text(role));
            }
        }
        codes.remove("");
        return codes;
    }

    private static JsonNode read(byte[] line, long number) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalArgumentException("line " + number + " of the ledger cannot be read", e);
        }
    }

    /** A time as all tables have it. */
    static String time(Instant time) {
        return UTC.format(time);
    }
}
