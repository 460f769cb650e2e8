package io.dspt.monitor.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.azure.EnvelopeSlicer;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.EventKind;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index may only leave out rules that would have said "not applicable" anyway. */
class RuleIndexTest {
    private static final ReferenceData REFERENCE = ReferenceFiles.builtIn();
    private static final FactCatalogue FACTS = new FactCatalogue(REFERENCE.properties());
    private static final RuleBook BUILT_IN =
            RuleBook.load(RuleBundle.builtIn(), FACTS).book();

    /**
     * An event reduced to what the index looks at, and the facts the rules see.
     *
     * @param type resource type, empty for none
     */
    private record Seen(EventKind kind, EventHeader header, String type, FactView view) {}

    @Test
    void shouldGiveTheVerdictsOfAllRulesForEveryRecordOfTheCatalogue() {
        // Given every record of the catalogue's cases, and each again with other spellings and outcomes
        List<Seen> events = recordsOfTheCatalogue();
        assertTrue(events.size() > 150, () -> "only " + events.size() + " records");
        List<Seen> variations = new ArrayList<>(events);
        for (Seen event : events) {
            variations.add(with(event, event.header().operation().toUpperCase(Locale.ROOT), Outcome.SUCCESS));
            variations.add(with(event, event.header().operation(), Outcome.UNKNOWN));
            variations.add(with(event, "", Outcome.SUCCESS));
        }

        // When, then
        int judged = 0;
        for (Seen event : variations) {
            SortedMap<String, String> all = verdictsOfAll(BUILT_IN, event);
            assertEquals(all, verdictsByIndex(BUILT_IN, event), () -> String.valueOf(event.header()));
            judged += all.size();
        }
        assertTrue(judged > 100, "rules must have had something to say: " + judged);
    }

    @Test
    void shouldGiveTheVerdictsOfAllRulesForEveryOperationARuleNames() {
        // Given events of every kind and outcome with every operation and type that stands in a rule
        TreeSet<String> operations = new TreeSet<>();
        TreeSet<String> types = new TreeSet<>();
        for (Map.Entry<String, byte[]> file : RuleBundle.builtIn().rules().entrySet()) {
            texts(YamlNode.parse(file.getKey(), new String(file.getValue(), StandardCharsets.UTF_8)), operations);
        }
        operations.forEach(word -> types.add(word.toLowerCase(Locale.ROOT)));

        // When, then
        for (String word : operations) {
            for (EventKind kind : EventKind.values()) {
                Seen event = invented(kind, word, types.contains(word) ? word : "");
                assertEquals(verdictsOfAll(BUILT_IN, event), verdictsByIndex(BUILT_IN, event), () -> kind + " " + word);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ field: event.operation, equals: Write }",
                "{ field: event.operation, in: [WRITE, delete] }",
                "{ field: event.operation, in: [] }",
                "{ field: event.operation, notEquals: write }",
                "{ not: { field: event.operation, equals: write } }",
                "{ field: event.operation, equals: { field: event.category } }",
                "{ field: event.kind, equals: Sign-In }",
                "{ field: before.event.operation, equals: write }",
                "{ allOf: [{ field: event.operation, equals: write }, { field: event.kind, equals: sign-in }] }",
                "{ allOf: [{ field: event.operation, in: [a, write] }, { field: event.operation, in: [write, b] }] }",
                "{ allOf: [{ field: event.operation, equals: a }, { field: event.operation, equals: b }] }",
                "{ anyOf: [{ field: event.operation, equals: write }, { field: event.operation, equals: delete }] }",
                "{ anyOf: [{ field: event.operation, equals: write }, { field: event.kind, equals: sign-in }] }",
                "{ anyOf: [{ field: event.operation, equals: write }, { field: resource.sku, equals: a }] }",
                "{ anyOf: [{ allOf: [{ field: event.operation, equals: write }, { field: resource.sku, equals: a }] },"
                        + " { field: event.operation, equals: delete }] }",
                "{ field: event.operation, equals: \u017Fign }",
                "{ field: event.operation, equals: kelvin }",
            })
    void shouldGiveTheVerdictsOfAllRulesWhateverTheFormOfTheCondition(String condition) {
        // Given the condition as an occurrence, before and after a change, and as what ends a finding
        RuleBook book = book(condition);
        assertEquals(3, book.rules().size());

        // When, then
        for (String operation : List.of("write", "WRITE", "delete", "a", "b", "", "sign", "\u212Aelvin")) {
            for (EventKind kind : List.of(EventKind.SIGN_IN, EventKind.RESOURCE_OPERATION)) {
                Seen event = invented(kind, operation, "");
                assertEquals(verdictsOfAll(book, event), verdictsByIndex(book, event), () -> kind + " " + operation);
                CompiledCondition ends = ConditionCompiler.compile(
                        new ConditionReader(FACTS, Parameters.NONE).read(YamlNode.parse("condition", condition)));
                assertEquals(
                        ends.test(event.view()) == Truth.TRUE,
                        !book.resolvedBy(event.view()).isEmpty(),
                        () -> kind + " " + operation);
            }
        }
    }

    @Test
    void shouldIndexOnlyByWhatIsAlwaysKnown() {
        Condition condition = new Condition.AllOf(List.of());

        org.junit.jupiter.api.Assertions.assertThrows(
                IllegalArgumentException.class, () -> IndexKeys.of(condition, Facts.RESOURCE_SKU));
    }

    private static RuleBook book(String condition) {
        String head = """
                title: t
                status: stable
                severity: low
                why: w
                subject: event.operation
                finding: f
                remedy: r
                """;
        String always = "{ field: event.category, equals: Administrative }";
        SortedMap<String, byte[]> files = new TreeMap<>();
        put(files, "ACC-001", head + "kind: occurrence\nwhen: " + condition + "\n");
        put(files, "ACC-002", head + "kind: change\nbefore: " + condition + "\nafter: " + always + "\n");
        put(
                files,
                "ACC-003",
                head + "kind: change\nbefore: " + always + "\nafter: " + condition + "\nresolved_by: [{ when: "
                        + condition + " }]\n");
        return RuleBook.load(new RuleBundle(files), FACTS).book();
    }

    private static void put(SortedMap<String, byte[]> files, String id, String rest) {
        files.put("rules/" + id + "-x.rule.yaml", ("id: " + id + "\n" + rest).getBytes(StandardCharsets.UTF_8));
    }

    private static SortedMap<String, String> verdictsOfAll(RuleBook book, Seen event) {
        return verdicts(book.rules().values().stream(), event);
    }

    private static SortedMap<String, String> verdictsByIndex(RuleBook book, Seen event) {
        Stream<CompiledRule> obligations =
                event.type().isEmpty() ? Stream.of() : book.obligationsOf(event.type()).stream();
        return verdicts(Stream.concat(book.rulesOn(event.view()).stream(), obligations), event);
    }

    /**
     * What rules have to say. Obligations are not asked where there is no resource, and schedules of no event; of rules
     * that several events decide, every event counts that they watch for.
     */
    private static SortedMap<String, String> verdicts(Stream<CompiledRule> rules, Seen event) {
        SortedMap<String, String> verdicts = new TreeMap<>();
        rules.filter(rule -> !(rule.rule().kind() instanceof RuleKind.Schedule))
                .filter(rule -> !(rule.rule().kind() instanceof RuleKind.Obligation)
                        || !event.type().isEmpty())
                .forEach(rule -> {
                    int moments = CompiledRule.momentsOf(rule.rule().kind()).size();
                    for (int moment = 0; moment < moments; moment++) {
                        Truth holds = rule.watchesFor(moment, event.view());
                        if (holds != Truth.FALSE) {
                            verdicts.put(rule.rule().id() + " " + moment, holds.name());
                        }
                    }
                    Verdict verdict = rule.judge(event.view());
                    if (moments == 0 && verdict != Verdict.NOT_APPLICABLE) {
                        verdicts.put(rule.rule().id(), verdict.printed());
                    }
                });
        return verdicts;
    }

    private static Seen invented(EventKind kind, String operation, String type) {
        EventHeader header = new EventHeader(
                "Administrative",
                operation,
                Outcome.SUCCESS,
                null,
                null,
                io.dspt.monitor.core.event.Actor.NOBODY,
                null,
                Instant.parse("2026-03-02T09:00:00Z"));
        return seen(kind, header, type, fact -> Missing.UNKNOWN, fact -> Missing.UNKNOWN);
    }

    private static Seen with(Seen event, String operation, Outcome outcome) {
        EventHeader was = event.header();
        EventHeader header = new EventHeader(
                was.category(),
                operation,
                outcome,
                was.resource(),
                was.tenant(),
                was.actor(),
                was.correlationId(),
                was.time());
        return seen(
                event.kind(),
                header,
                event.type(),
                event.view().after(),
                event.view().before());
    }

    private static Seen seen(EventKind kind, EventHeader header, String type, FactSource after, FactSource before) {
        FactView view = new FactView(headed(kind, header, type, after), headed(kind, header, type, before));
        return new Seen(kind, header, type, view);
    }

    /** The record's facts under its header, as the fold shows them. */
    private static FactSource headed(EventKind kind, EventHeader header, String type, FactSource details) {
        return fact -> {
            if (fact.equals(Facts.EVENT_KIND)) {
                return FactValue.text(kind.ruleName());
            } else if (fact.equals(Facts.EVENT_OPERATION)) {
                return FactValue.textOr(header.operation(), Missing.ABSENT);
            } else if (fact.equals(Facts.EVENT_CATEGORY)) {
                return FactValue.text(header.category());
            } else if (fact.equals(Facts.EVENT_OUTCOME)) {
                return FactValue.text(header.outcome().name().toLowerCase(Locale.ROOT));
            } else if (fact.equals(Facts.RESOURCE_TYPE)) {
                return FactValue.textOr(type, Missing.ABSENT);
            }
            return fact.origin() == Fact.Origin.DERIVED ? Missing.UNKNOWN : details.read(fact);
        };
    }

    private static List<Seen> recordsOfTheCatalogue() {
        AzureRecordReader reader = new AzureRecordReader(REFERENCE.properties());
        List<Seen> events = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : RuleBundle.builtInCases().entrySet()) {
            List<String> raw = new ArrayList<>();
            raws(YamlNode.parse(file.getKey(), new String(file.getValue(), StandardCharsets.UTF_8)), raw);
            for (String record : raw) {
                EnvelopeSlicer.slice(record.getBytes(StandardCharsets.UTF_8)).forEach(element -> {
                    if (reader.read(element.bytes()) instanceof ReadResult.Parsed parsed) {
                        AzureEvent event = parsed.event();
                        String type = event.header().resource() == null
                                ? ""
                                : event.header().resource().type();
                        events.add(seen(event.kind(), event.header(), type, event.facts(), event.factsBefore()));
                    }
                });
            }
        }
        return events;
    }

    /** The text of every key {@code raw}, at any depth. */
    private static void raws(YamlNode node, List<String> found) {
        if (node.isMapping()) {
            node.members().forEach((key, value) -> {
                if (key.equals("raw") && !value.isList()) {
                    found.add(value.text());
                } else {
                    raws(value, found);
                }
            });
        } else if (node.isList()) {
            node.elements().forEach(element -> raws(element, found));
        }
    }

    /** Every text of a rule: among them all operations and types it names. */
    private static void texts(YamlNode node, TreeSet<String> found) {
        if (node.isMapping()) {
            node.members().values().forEach(value -> texts(value, found));
        } else if (node.isList()) {
            node.elements().forEach(element -> texts(element, found));
        } else if (node.textOrEmpty().length() < 100) {
            found.add(node.textOrEmpty());
        }
    }
}
