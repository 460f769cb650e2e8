package io.dspt.monitor.streams.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.posture.PostureInputs;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Three invented months of two organisations, August to October 2026, as topics would hold them: the lines of a chained
 * ledger and the records of coverage. Equal seeds give equal histories. The end of summer time lies in it.
 */
public final class InventedHistory {
    static final RuleBook.Loaded RULES = RuleBook.load(
            RuleBundle.builtIn(), new FactCatalogue(ReferenceFiles.builtIn().properties()));
    public static final String ESTATE = "northmoor";
    static final List<String> ORGANISATIONS = List.of("RA9", "RX1");
    static final List<YearMonth> MONTHS = List.of(YearMonth.of(2026, 8), YearMonth.of(2026, 9), YearMonth.of(2026, 10));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate FIRST = LocalDate.of(2026, 8, 1);
    private static final LocalDate LAST = LocalDate.of(2026, 10, 31);
    /** The log has come so far: what would happen later is not told. */
    private static final String UNTIL = "2026-11-01T00:05:00.000Z";

    private static final Instant BEGIN = Instant.parse("2026-07-30T08:00:00Z");
    private static final Instant RULES_CHANGED = Instant.parse("2026-09-15T09:00:00Z");
    private static final List<String> BROKEN = List.of(
            "RES-001", "RES-003", "RES-012", "ACC-012", "ACC-013", "ACC-001", "ACC-027", "RET-010", "RET-006",
            "LOG-001", "NET-003", "ENC-002", "PAT-002", "SUP-002", "DEF-003");
    private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");
    private static final List<String> CATEGORIES = List.of(
            "ActivityRuns",
            "Administrative",
            "AuditEvent",
            "AuditLogs",
            "CoreAzureBackup",
            "Microsoft.Security/assessments",
            "NonInteractiveUserSignInLogs",
            "Policy",
            "PowerBI",
            "RiskyUsers",
            "SQLSecurityAuditEvents",
            "SecurityAlert",
            "SignInLogs",
            "StorageDelete",
            "StorageRead",
            "StorageWrite",
            "UserRiskEvents");

    private final Random random;
    private final List<ObjectNode> entries = new ArrayList<>();
    private final SortedMap<String, byte[]> coverage = new TreeMap<>();

    private InventedHistory(long seed) {
        random = new Random(seed);
        rules(BEGIN, Map.of("RES-001", "f".repeat(64)));
        for (String register : List.of("organisations", "evidence", "selfAssessment", "externalSources")) {
            entry("register", BEGIN)
                    .put("register", register)
                    .put("load", "l1")
                    .put("rows", 2)
                    .put("digest", "0".repeat(64));
        }
        rules(RULES_CHANGED, Map.of());
        for (int i = 0; i < 150; i++) {
            finding(i);
        }
        entries.removeIf(entry -> entry.path("judgedAt").asText().compareTo(UNTIL) > 0);
        days();
        registers();
        exemption();
        put(
                "source/SignInLogs",
                node().put("category", "SignInLogs")
                        .put("events", 9000)
                        .put("firstEvent", time(BEGIN))
                        .put("lastEvent", "2026-10-31T23:58:00.000Z")
                        .put("lastArrival", "2026-11-01T00:10:00.000Z")
                        .put("lagSeconds", 40)
                        .put("usualSilenceSeconds", 600));
    }

    /** The history of this seed. */
    public static InventedHistory of(long seed) {
        return new InventedHistory(seed);
    }

    /** The bytes of the ledger, entry by entry, chained. */
    public List<byte[]> ledger() {
        List<ObjectNode> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparing(entry -> entry.path("judgedAt").asText()));
        List<byte[]> lines = new ArrayList<>();
        String previous = "0".repeat(64);
        for (ObjectNode entry : ordered) {
            ObjectNode line = node();
            line.put("sequence", lines.size() + 1L).put("previous", previous);
            line.setAll(entry);
            String open = line.toString();
            String body = open.substring(0, open.length() - 1);
            previous = Sha256.hex(body.getBytes(StandardCharsets.UTF_8));
            lines.add((body + ",\"hash\":\"" + previous + "\"}").getBytes(StandardCharsets.UTF_8));
        }
        return lines;
    }

    /** The latest records of coverage by key. */
    public SortedMap<String, byte[]> coverage() {
        return coverage;
    }

    /** The same history with another record of coverage. */
    InventedHistory with(String key, ObjectNode value) {
        put(key, value);
        return this;
    }

    /** The same history with a day told otherwise. */
    InventedHistory withDay(LocalDate day, UnaryOperator<ObjectNode> change) {
        try {
            String key = ESTATE + "/day/" + day;
            ObjectNode told = (ObjectNode) JSON.readTree(coverage.get(key));
            coverage.put(key, change.apply(told).toString().getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same history without some records of coverage. */
    InventedHistory without(String part) {
        coverage.keySet().removeIf(key -> key.contains(part));
        return this;
    }

    /** An hour of silence of a source. */
    InventedHistory silent(String category, Instant from, Instant to) {
        return with(
                "silence/" + category + "/" + time(from),
                node().put("category", category)
                        .put("from", time(from))
                        .put("to", time(to))
                        .put("expectedSeconds", 1800));
    }

    /** Without a single finding. */
    InventedHistory withoutFindings() {
        entries.removeIf(entry -> entry.path("kind").asText().equals("finding"));
        return this;
    }

    /** What a report goes by. */
    PostureInputs inputs() {
        return inputs(ledger());
    }

    /** The same with these lines as the ledger. */
    PostureInputs inputs(List<byte[]> ledger) {
        TopicContents contents = new TopicContents(ESTATE);
        ledger.forEach(contents::ledger);
        coverage.forEach(contents::coverage);
        return contents.inputs(RULES, ToolkitCalendar.builtIn());
    }

    static ObjectNode node() {
        return JSON.createObjectNode();
    }

    static String time(Instant time) {
        return SummaryJson.written(time);
    }

    private ObjectNode entry(String kind, Instant at) {
        ObjectNode entry = node().put("kind", kind)
                .put("at", time(at))
                .put("judgedAt", time(at))
                .put("estate", ESTATE);
        entries.add(entry);
        return entry;
    }

    private void rules(Instant at, Map<String, String> others) {
        ObjectNode rules = node();
        RULES.book()
                .rules()
                .forEach((id, rule) ->
                        rules.put(id, others.getOrDefault(id, rule.rule().digest())));
        entry("rules", at)
                .put("digest", Sha256.hex(rules.toString().getBytes(StandardCharsets.UTF_8)))
                .put("refused", 0)
                .set("rules", rules);
    }

    private void finding(int number) {
        String rule = BROKEN.get(random.nextInt(BROKEN.size()));
        String severity = SEVERITIES.get(random.nextInt(SEVERITIES.size()));
        String origin = random.nextInt(8) == 0 ? "baseline" : "event";
        ObjectNode finding = node().put("findingId", Sha256.name("finding", Integer.toString(number)))
                .put("rule", rule)
                .put("ruleDigest", "0".repeat(64))
                .put("title", RULES.book().rule(rule).orElseThrow().rule().title())
                .put("severity", severity)
                .put("origin", origin);
        int who = random.nextInt(5);
        finding.put("organisation", who < 2 ? ORGANISATIONS.get(0) : who < 4 ? ORGANISATIONS.get(1) : null);
        finding.put("controller", who == 1 ? ORGANISATIONS.get(1) : null);
        Instant at = BEGIN.plus(Duration.ofMinutes(random.nextInt(92 * 24 * 60)));
        finding.put("openedAt", time(at));
        told(finding, at, "opened", "open", late());
        at = later(at, 2 * 24);
        if (random.nextInt(3) == 0) {
            told(finding, at, "acknowledged", "acknowledged", 0).put("by", "person:" + number);
            // The fixing event may have happened before somebody took notice, and be told of after it.
            at = random.nextInt(4) == 0 ? at.minusSeconds(300) : later(at, 24);
        }
        if (random.nextInt(9) == 0) {
            told(finding, at, "exempted", "exempt", 0).put("by", "exemption:EX-2026-001");
            if (random.nextBoolean()) {
                at = later(at, 20 * 24);
                told(finding, at, "exemption_ended", "open", 0).put("by", "exemption:EX-2026-001");
            }
            return;
        }
        int fate = random.nextInt(10);
        if (fate < 6) {
            at = later(at, 20 * 24);
            told(finding, at, "resolved", "resolved", late())
                    .put("resolvedBy", fate == 0 ? "quiet for 7 days" : "resource-deleted");
            if (fate == 1) {
                at = later(at, 10 * 24);
                told(finding, at, "reopened", "open", late());
            }
        } else if (fate == 6) {
            at = later(at, 5 * 24);
            told(finding, at, "disposed", "disposed", 0)
                    .put("by", "person:" + number)
                    .put("resolvedBy", "disposed as accepted by person:1");
        } else if (fate == 7) {
            told(finding, later(at, 12), "assigned", "open", 0).put("assignee", "person:9");
        }
    }

    private Instant later(Instant at, int hours) {
        return at.plus(Duration.ofMinutes(10L + random.nextInt(hours * 60)));
    }

    private int late() {
        return random.nextInt(12) == 0 ? 2 * 24 * 3600 : random.nextInt(600);
    }

    private ObjectNode told(ObjectNode finding, Instant at, String transition, String status, int late) {
        ObjectNode entry = entry("finding", at);
        entry.setAll(finding.deepCopy());
        Instant judged = at.plusSeconds(late + 400L);
        entry.put("judgedAt", time(judged))
                .put("transition", transition)
                .put("status", status)
                .put("count", 1);
        entry.putArray("requirements").add("DSPT/8/NDG/4.5.3");
        String record = finding.path("findingId").asText() + transition;
        entry.putArray("evidence")
                .addObject()
                .put("source", "events/October, first week.json")
                .put("position", "1")
                .put("sha256", Sha256.hex(record.getBytes(StandardCharsets.UTF_8)));
        // The log tells of a finding in the order in which it came to know.
        String before = entries.stream()
                .filter(other -> other.path("findingId").equals(finding.path("findingId")))
                .map(other -> other.path("judgedAt").asText())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        if (entry.path("judgedAt").asText().compareTo(before) < 0) {
            entry.put("judgedAt", time(Instant.parse(before).plusSeconds(1)));
        }
        return entry;
    }

    private void days() {
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            ObjectNode told =
                    node().put("estate", ESTATE).put("day", day.toString()).put("isOver", true);
            told.put("received", 0);
            ObjectNode judged = told.putObject("judged");
            ObjectNode notApplicable = told.putObject("notApplicable");
            ObjectNode unevaluable = told.putObject("unevaluable");
            for (String category : CATEGORIES) {
                judged.put(category, 5 + random.nextInt(20));
                notApplicable.put(category, 100 + random.nextInt(400));
            }
            unevaluable.put("SignInLogs", random.nextInt(3));
            told.putObject("ignored").put("metrics", random.nextInt(50));
            told.putObject("deadLettered").put("json-broken", random.nextInt(4));
            long received = 0;
            for (String part : List.of("judged", "notApplicable", "unevaluable", "ignored", "deadLettered")) {
                for (var count : told.path(part)) {
                    received += count.asLong();
                }
            }
            told.put("received", received);
            ObjectNode verdicts = told.putObject("verdicts");
            verdicts.putObject("violated");
            ObjectNode compliant = verdicts.putObject("compliant");
            RULES.book().ids().forEach(rule -> compliant.put(rule, 3));
            verdicts.putObject("unevaluable").put("ACC-017", 1);
            put("day/" + day, told);
            resources(day);
        }
    }

    /** One more resource with patient data every ten days; in September one of them stood abroad. */
    private void resources(LocalDate day) {
        long tenDays = FIRST.until(day, ChronoUnit.DAYS) / 10;
        int abroad = day.getMonthValue() == 9 ? 1 : 0;
        ObjectNode told = node().put("estate", ESTATE).put("day", day.toString());
        told.putObject("countries").put("uksouth", "GB").put("ukwest", "GB").put("westeurope", "NL");
        resources(told.putObject("all"), 4 + tenDays, abroad, 2);
        ObjectNode organisations = told.putObject("organisations");
        resources(organisations.putObject("RA9"), 3 + tenDays, 0, 0);
        resources(organisations.putObject("RX1"), 1, abroad, 2);
        put("resources/" + day, told);
    }

    private static void resources(ObjectNode counts, long uk, int abroad, int tagsNotKnown) {
        ObjectNode patientData = counts.putObject("patientData").put("uksouth", uk);
        if (abroad > 0) {
            patientData.put("westeurope", abroad);
        }
        counts.putObject("copies").put("ukwest", 1);
        counts.put("tagsNotKnown", tagsNotKnown).put("others", 20);
    }

    private void registers() {
        row(
                "organisations",
                "RA9|controller",
                Map.of("odsCode", "RA9", "name", "Northmoor NHS Foundation Trust", "category", "1"));
        row(
                "organisations",
                "RX1|operator",
                Map.of("odsCode", "RX1", "name", "Eastvale Systems <Ltd> & Co", "category", "2"));
        row(
                "evidence",
                "4.5.3|export",
                Map.of(
                        "requirement",
                        "4.5.3",
                        "item",
                        "=HYPERLINK(\"x\")",
                        "owner",
                        "IG manager",
                        "lastRefreshed",
                        "2026-01-10",
                        "cadenceDays",
                        "90"));
        row(
                "evidence",
                "B2.a|review",
                Map.of(
                        "requirement",
                        "B2.a",
                        "item",
                        "Access review",
                        "owner",
                        "IT security",
                        "lastRefreshed",
                        "2026-08-01",
                        "cadenceDays",
                        "365"));
        row(
                "selfAssessment",
                "a",
                Map.of(
                        "requirement",
                        "DSPT/9/CAF/B2.a",
                        "organisation",
                        "RA9",
                        "answer",
                        "Partially achieved",
                        "by",
                        "@IG lead",
                        "on",
                        "2026-08-10",
                        "link",
                        "https://intranet.example.nhs.uk/b2a"));
        row("externalSources", "RiskyUsers", Map.of("category", "RiskyUsers", "heldBy", "NHSmail", "note", ""));
    }

    private void row(String register, String key, Map<String, String> cells) {
        ObjectNode values = node();
        new TreeMap<>(cells).forEach(values::put);
        ObjectNode row = node().put("estate", ESTATE).put("register", register).put("key", key);
        row.set("cells", values);
        put("register/" + register + "/" + key, row);
    }

    private void exemption() {
        ObjectNode exemption = node().put("id", "EX-2026-001")
                .put("status", "approved")
                .put("since", "2026-08-01T00:00:00.000Z")
                .put("owner", "Head of imaging")
                .put("requestedBy", "Service manager")
                .put("approvedBy", "SIRO")
                .put("article6", "6(1)(e)")
                .put("patientData", false)
                .put("reason", "Scanner <gateway> has no second factor")
                .put("compensatingControl", "Network of its own");
        ArrayNode rules = exemption.putArray("rules");
        rules.add("ACC-012");
        exemption
                .put("place", "subject:scanner")
                .put("approvedOn", "2026-08-01")
                .put("reviewOn", "2026-10-01")
                .put("startsOn", "2026-08-01T00:00:00.000Z")
                .put("expiresOn", "2026-11-15T00:00:00.000Z");
        put("exemption/EX-2026-001", exemption);
    }

    private void put(String key, ObjectNode value) {
        coverage.put(ESTATE + "/" + key, value.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d entries, %d records", entries.size(), coverage.size());
    }
}
