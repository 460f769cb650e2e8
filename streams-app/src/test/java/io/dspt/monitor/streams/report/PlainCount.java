package io.dspt.monitor.streams.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts the ledger's lines again, from the documentation and without the code of reports. */
final class PlainCount {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");

    int opening;
    int opened;
    int reopened;
    int closed;
    int disposed;
    int closing;
    int exempt;
    final Map<String, Integer> openBySeverity = new TreeMap<>();
    final List<Long> toNotice = new ArrayList<>();
    final List<Long> toClose = new ArrayList<>();
    int quiet;

    /** An entry of a finding and from when it counts. */
    record Told(JsonNode entry, Instant from) {
        boolean stands() {
            return List.of("open", "acknowledged", "exempt")
                    .contains(entry.path("status").asText());
        }

        boolean open() {
            return stands() && !entry.path("status").asText().equals("exempt");
        }

        String transition() {
            return entry.path("transition").asText();
        }
    }

    static Instant from(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneId.of("Europe/London")).toInstant();
    }

    /** The lives of findings of an organisation, by id. */
    static Map<String, List<Told>> lives(List<byte[]> ledger, String organisation) {
        Map<String, List<Told>> lives = new TreeMap<>();
        for (byte[] line : ledger) {
            JsonNode entry = read(line);
            if (entry.path("kind").asText().equals("finding")
                    && (organisation == null
                            || organisation.equals(entry.path("organisation").asText())
                            || organisation.equals(entry.path("controller").asText())
                            || organisation.equals(entry.path("processor").asText()))) {
                List<Told> life = lives.computeIfAbsent(entry.path("findingId").asText(), id -> new ArrayList<>());
                Instant at = Instant.parse(entry.path("at").asText());
                if (!life.isEmpty() && life.get(life.size() - 1).from().isAfter(at)) {
                    at = life.get(life.size() - 1).from();
                }
                life.add(new Told(entry, at));
            }
        }
        return lives;
    }

    static PlainCount of(List<byte[]> ledger, String organisation, YearMonth month) {
        PlainCount count = new PlainCount();
        lives(ledger, organisation).values().forEach(life -> count.add(life, from(month), from(month.plusMonths(1))));
        return count;
    }

    private void add(List<Told> life, Instant from, Instant to) {
        boolean stood = false;
        boolean noticed = false;
        Instant since = null;
        Told last = null;
        boolean baseline = life.get(0).entry().path("origin").asText().equals("baseline");
        for (Told told : life) {
            if (!told.from().isBefore(from) && last != null && last.from().isBefore(from) && stood) {
                opening++;
            }
            boolean inMonth = !told.from().isBefore(from) && told.from().isBefore(to);
            if (told.from().isBefore(to)) {
                if (told.stands() && !stood) {
                    opened += inMonth && last == null ? 1 : 0;
                    reopened += inMonth && last != null ? 1 : 0;
                    since = told.from();
                    noticed = false;
                } else if (!told.stands() && stood) {
                    boolean decided = told.transition().equals("disposed");
                    boolean byQuiet = told.entry().path("resolvedBy").asText().startsWith("quiet");
                    disposed += inMonth && decided ? 1 : 0;
                    closed += inMonth && !decided ? 1 : 0;
                    quiet += inMonth && !decided && byQuiet ? 1 : 0;
                    if (inMonth && !decided && !byQuiet && !baseline) {
                        toClose.add(told.from().getEpochSecond() - since.getEpochSecond());
                    }
                }
                if (told.transition().equals("acknowledged") && !noticed) {
                    noticed = true;
                    if (inMonth && !baseline) {
                        toNotice.add(told.from().getEpochSecond() - since.getEpochSecond());
                    }
                }
                stood = told.stands();
                last = told;
            }
        }
        if (last != null && last.from().isBefore(from) && stood) {
            opening++;
        }
        if (last != null && stood) {
            closing++;
            exempt += last.open() ? 0 : 1;
            if (last.open()) {
                openBySeverity.merge(last.entry().path("severity").asText(), 1, Integer::sum);
            }
        }
    }

    /** Findings of some rules that were open at least so severe at any time of a month. */
    static TreeSet<String> openIn(
            List<byte[]> ledger, String organisation, YearMonth month, Collection<String> rules, String atLeast) {
        TreeSet<String> ids = new TreeSet<>();
        Instant from = from(month);
        Instant to = from(month.plusMonths(1));
        lives(ledger, organisation).forEach((id, life) -> {
            for (int i = 0; i < life.size(); i++) {
                Told told = life.get(i);
                Instant until = i + 1 < life.size() ? life.get(i + 1).from() : Instant.MAX;
                boolean severe =
                        SEVERITIES.indexOf(told.entry().path("severity").asText()) >= SEVERITIES.indexOf(atLeast);
                // What is over at the first instant of the month was not open in it, unless it began there.
                boolean within = told.from().isBefore(to)
                        && (!until.isBefore(from) || !told.from().isBefore(from));
                if (within
                        && told.open()
                        && severe
                        && rules.contains(told.entry().path("rule").asText())) {
                    ids.add(id);
                }
            }
        });
        return ids;
    }

    static JsonNode read(byte[] line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
