package io.dspt.monitor.core.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What no schema can say: names, proofs, mappings and invented data of the catalogue belong together. */
final class RuleFilesHygieneTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
    private static final Pattern ADDRESS = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b");
    private static final Pattern INVENTED_ADDRESS = Pattern.compile(
            "192\\.0\\.2\\.\\d+|198\\.51\\.100\\.\\d+|203\\.0\\.113\\.\\d+|10\\.\\d+\\.\\d+\\.\\d+|0\\.0\\.0\\.0|255\\.255\\.255\\.255");
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._-]+@[A-Za-z0-9.-]+");
    private static final Pattern GUID = Pattern.compile("\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b");
    private static final String INVENTED_GUID = "7d1c9a52-0000-4000-8000-";
    private static final Pattern MASK = Pattern.compile("\\*{3,}|[xX]{4,}|<[A-Za-z-]+>");

    /** Ids that Microsoft publishes and that are the same in every tenant. */
    private static final Set<String> PUBLISHED_GUIDS = Set.of(
            "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
            "b24988ac-6180-42a0-ab88-20f7382dd24c",
            "acdd72a7-3385-48ef-bd42-f606fba81ae7",
            "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
            "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
            "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
            "4c8d0bbc-75d3-4935-991f-5f3c56d81508",
            "5a1fc7df-4bf1-4951-a576-89034ee01acd",
            "3db33094-8700-4567-8da5-1501d4e7e843",
            "e89c7a3c-2f64-4fa1-a847-3e4c9ba4283a",
            "58a3b984-7adf-4c20-983a-32417c86fbc8",
            "00482a5a-887f-4fb3-b363-3b7fe8e74483",
            "e56962a6-4747-49cd-b67b-bf8b01975c4c",
            "e765b5de-1225-4ba3-bd56-1ac6695af988",
            "404c3081-a854-4457-ae30-26a93ef643f9",
            "797f4846-ba00-4fd7-ba43-dac1f8f63013",
            "aebc6443-996d-45c2-90f0-388ff96faa56",
            "150f5e0c-0603-4f03-8c7f-cf70034c4e90",
            "90386950-71ca-4357-a12e-486d1679427c",
            "e1145ab1-eb4f-43d8-911b-36ddf771d13f",
            "00000002-0000-0ff1-ce00-000000000000");

    @TestFactory
    Stream<DynamicTest> shouldNameTheFileByItsRuleAndKeepItsCasesBesideIt() {
        return each((file, rule) -> {
            String name = String.valueOf(file.getFileName());
            assertTrue(name.startsWith(rule.get("id").asText() + "-"), name);
            assertTrue(Files.exists(casesOf(file)), () -> casesOf(file) + " is missing");
        });
    }

    @Test
    void shouldKeepNoCasesWithoutTheirRule() {
        List<Path> orphans = CatalogueFiles.cases().stream()
                .filter(cases -> !Files.exists(
                        cases.resolveSibling(String.valueOf(cases.getFileName()).replace(".cases.yaml", ".rule.yaml"))))
                .toList();

        assertEquals(List.of(), orphans);
    }

    @Test
    void shouldUseEachIdOnce() {
        List<String> ids = CatalogueFiles.rules().stream()
                .map(file -> CatalogueFiles.tree(file).get("id").asText())
                .toList();

        assertEquals(ids.stream().distinct().toList(), ids);
    }

    @TestFactory
    Stream<DynamicTest> shouldProveEachVerdictTheRuleCanReach() {
        return each((file, rule) -> {
            // Of other kinds than these an event that breaks nothing is none of the rule's; a schedule has no events.
            String kind = rule.get("kind").asText();
            Set<String> reachable = new TreeSet<>(Set.of("violated"));
            if (!kind.equals("schedule")) {
                reachable.add("not_applicable");
            }
            if (Set.of("obligation", "change", "schedule").contains(kind)) {
                reachable.add("compliant");
            }
            // A rule that asks only for what is always known can judge every event.
            if (fieldsJudgedBy(rule).stream().anyMatch(field -> !isAlwaysKnown(field))) {
                reachable.add("unevaluable");
            }
            Set<String> proven = new TreeSet<>();
            casesIn(file).forEach(one -> proven.add(one.path("expect").asText()));

            if (rule.get("kind").asText().equals("schedule")) {
                // What a schedule looks through it always judges.
                reachable.remove("not_applicable");
            }
            reachable.removeAll(proven);

            assertEquals(Set.of(), reachable, "verdicts without a case");
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldProveAStableRuleByARecord() {
        return each((file, rule) -> {
            if (readsRecords(rule) && rule.get("status").asText().equals("stable")) {
                assertTrue(casesIn(file).stream().anyMatch(RuleFilesHygieneTest::hasRecord), "no case from a record");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldProveThatWhatShouldEndAFindingDoes() {
        return each((file, rule) -> {
            if (rule.has("resolved_by") && !watchesTheMonitor(rule)) {
                assertTrue(
                        casesIn(file).stream()
                                .anyMatch(one -> one.has("steps")
                                        && one.path("status").asText().equals("resolved")),
                        "no timed case ends resolved");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldBeClaimedByAStandardUnlessItGuardsTheMonitorItself() {
        Set<String> claimed = claimedRules();
        return each((file, rule) -> {
            String id = rule.get("id").asText();
            assertTrue(id.startsWith("MON-") || claimed.contains(id), () -> id + " serves no requirement");
        });
    }

    @Test
    void shouldClaimOnlyRulesThatExist() {
        Set<String> claimed = claimedRules();

        CatalogueFiles.rules()
                .forEach(file ->
                        claimed.remove(CatalogueFiles.tree(file).get("id").asText()));

        assertEquals(Set.of(), claimed);
    }

    @Test
    void shouldListEachRequirementOnceAndAllOutcomes() {
        for (Path file : CatalogueFiles.standards()) {
            List<String> ids = new ArrayList<>();
            CatalogueFiles.tree(file)
                    .path("requirements")
                    .forEach(requirement -> ids.add(requirement.get("id").asText()));
            assertEquals(ids.stream().distinct().toList(), ids, CatalogueFiles.name(file));
        }
        // 39 outcomes of the Cyber Assessment Framework 3.2 and 8 of health and care.
        assertEquals(
                47,
                CatalogueFiles.tree(CatalogueFiles.file("standards/dspt-8-caf.yaml"))
                        .get("requirements")
                        .size());
    }

    @TestFactory
    Stream<DynamicTest> shouldNameOnlyKnownFactsInBraces() {
        FactCatalogue known = knownFacts();
        return each((file, rule) -> {
            List<String> texts = new ArrayList<>(
                    List.of(rule.get("finding").asText(), rule.get("remedy").asText()));
            rule.path("triage").forEach(text -> texts.add(text.asText()));
            for (String text : texts) {
                Matcher placeholders = PLACEHOLDER.matcher(text);
                while (placeholders.find()) {
                    String fact = placeholders.group(1).replaceFirst("^before\\.", "");
                    assertTrue(known.find(fact).isPresent(), () -> "{" + fact + "} is no fact, in: " + text);
                }
            }
        });
    }

    @Test
    void shouldMarkTheSourceOfEachSharedParameter() {
        List<String> unmarked = new ArrayList<>();
        String comment = "";
        for (String line : CatalogueFiles.text(CatalogueFiles.file("rules/parameters.yaml"))
                .lines()
                .toList()) {
            if (line.startsWith("#")) {
                comment += line;
            } else if (line.matches("[a-z]\\w*:.*") && !comment.matches(".*\\[[VPU]\\].*")) {
                unmarked.add(line);
            }
            if (line.isBlank()) {
                comment = "";
            }
        }

        assertEquals(List.of(), unmarked);
    }

    @TestFactory
    Stream<DynamicTest> shouldProveByInventedDataOnly() {
        return CatalogueFiles.cases().stream()
                .map(file -> DynamicTest.dynamicTest(CatalogueFiles.name(file), () -> {
                    String text = CatalogueFiles.text(file);
                    assertEquals(
                            List.of(),
                            found(
                                    ADDRESS,
                                    text,
                                    a -> INVENTED_ADDRESS.matcher(a).matches()));
                    assertEquals(List.of(), found(MAIL, text, mail -> mail.endsWith(".example.nhs.uk")));
                    assertEquals(List.of(), found(GUID, text, guid -> {
                        String lower = guid.toLowerCase(java.util.Locale.ROOT);
                        return lower.startsWith(INVENTED_GUID) || PUBLISHED_GUIDS.contains(lower);
                    }));
                    assertEquals(List.of(), found(MASK, text, mask -> false));
                }));
    }

    @Test
    void shouldDocumentEachFact() throws IOException {
        String documentation = Files.readString(Path.of("..", "docs", "rules.md"));

        List<String> undocumented = Facts.all().stream()
                .map(Fact::name)
                .filter(name -> !documentation.contains("`" + name + "`"))
                .toList();

        assertEquals(List.of(), undocumented);
    }

    @Test
    void shouldDocumentEachRegisterAndItsColumns() throws IOException {
        String documentation = Files.readString(Path.of("..", "docs", "registers.md"));

        List<String> undocumented = new ArrayList<>();
        for (Path file : CatalogueFiles.registers()) {
            JsonNode register = CatalogueFiles.tree(file);
            int heading = documentation.indexOf("### " + register.get("name").asText() + "\n");
            String section = heading < 0 ? "" : documentation.substring(heading).split("\n### ", 2)[0];
            register.get("columns").fieldNames().forEachRemaining(column -> {
                if (!section.contains("`" + column + "`")) {
                    undocumented.add(register.get("name").asText() + "." + column);
                }
            });
        }

        assertEquals(List.of(), undocumented);
    }

    /** A folder inside a jar has no listing, so the catalogue lists its own files. */
    @Test
    void shouldListTheFilesOfTheCatalogue() {
        List<String> files = Stream.of(
                        CatalogueFiles.below("rules", ".yaml"), CatalogueFiles.registers(), CatalogueFiles.standards())
                .flatMap(List::stream)
                .map(CatalogueFiles::name)
                .sorted()
                .toList();

        List<String> listed = CatalogueFiles.text(CatalogueFiles.file("catalogue.txt"))
                .lines()
                .toList();

        assertEquals(files, listed);
    }

    private interface Check {
        void of(Path file, JsonNode rule);
    }

    private static Stream<DynamicTest> each(Check check) {
        List<Path> rules = CatalogueFiles.rules();
        assertTrue(rules.size() >= 24, "rules are missing");
        return rules.stream()
                .map(file -> DynamicTest.dynamicTest(
                        CatalogueFiles.name(file), () -> check.of(file, CatalogueFiles.tree(file))));
    }

    private static Path casesOf(Path rule) {
        return rule.resolveSibling(String.valueOf(rule.getFileName()).replace(".rule.yaml", ".cases.yaml"));
    }

    private static List<JsonNode> casesIn(Path rule) {
        List<JsonNode> cases = new ArrayList<>();
        CatalogueFiles.tree(casesOf(rule)).get("cases").forEach(cases::add);
        return cases;
    }

    private static Set<String> claimedRules() {
        Set<String> claimed = new TreeSet<>();
        for (Path standard : CatalogueFiles.standards()) {
            CatalogueFiles.tree(standard)
                    .path("requirements")
                    .forEach(requirement -> requirement.get("rules").forEach(rule -> claimed.add(rule.asText())));
        }
        return claimed;
    }

    /** What the monitor observes of itself comes in no record, and neither do registers and findings. */
    private static boolean readsRecords(JsonNode rule) {
        String each = rule.path("each").asText();
        return !watchesTheMonitor(rule) && !each.startsWith("register.") && !each.equals("finding");
    }

    private static boolean watchesTheMonitor(JsonNode rule) {
        return rule.toString().contains("\"monitor-observation\"");
    }

    private static boolean hasRecord(JsonNode one) {
        boolean inAStep = false;
        for (JsonNode step : one.path("steps")) {
            inAStep |= step.has("raw") || step.has("record");
        }
        return one.has("raw") || inAStep;
    }

    private static Set<String> fieldsJudgedBy(JsonNode rule) {
        Set<String> fields = new TreeSet<>();
        for (String member : List.of("applies_to", "require", "when", "before", "after")) {
            fields.addAll(rule.path(member).findValuesAsText("field"));
        }
        return fields;
    }

    private static boolean isAlwaysKnown(String field) {
        return Facts.all().stream().anyMatch(fact -> fact.name().equals(field) && fact.origin() == Fact.Origin.HEADER);
    }

    private static FactCatalogue knownFacts() {
        FactCatalogue facts = new FactCatalogue(ReferenceFiles.builtIn().properties());
        return facts.with(RuleBook.load(RuleBundle.builtIn(), facts).book().registers());
    }

    private static List<String> found(Pattern pattern, String text, java.util.function.Predicate<String> allowed) {
        return pattern.matcher(text)
                .results()
                .map(java.util.regex.MatchResult::group)
                .filter(allowed.negate())
                .distinct()
                .toList();
    }
}
