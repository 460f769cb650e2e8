package io.dspt.monitor.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Cases prove a rule only if they notice when a part of it is gone: takes out every part in turn. */
class RuleMutationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ReferenceData REFERENCE = ReferenceFiles.builtIn();
    private static final AzureRecordReader READER = new AzureRecordReader(REFERENCE.properties());
    private static final RuleBundle CATALOGUE = RuleBundle.builtIn();
    private static final SortedMap<String, byte[]> CASES = RuleBundle.builtInCases();

    /** Parts that make no difference to any verdict: rule and path to the reason why they stand there. */
    private static final Map<String, String> NOT_MISSED = Map.of(
            "ACC-016 resolved_by[0].when.allOf[0]",
            "nothing else tells the state of such a policy; named so that only these events are asked",
            "ACC-040 resolved_by[0].when.allOf[0]",
            "nothing else tells the state of a risk by itself; named so that only these events are asked",
            "ACC-065 resolved_by[0].when.allOf[0]",
            "nothing else tells how a vault decides; named so that only these events are asked",
            "ENC-004 resolved_by[0].when.allOf[0]",
            "nothing else tells whose key it is; named so that only these events are asked",
            "NET-004 resolved_by[1].when.allOf[0]",
            "nothing else tells the state of a connection; named so that only these events are asked",
            "LOG-002 resolved_by[0].when.allOf[0]",
            "only a write of the setting makes it send more; named so that only these events are asked",
            "LOG-001 resolved_by[0].when.allOf[0]",
            "nothing else tells what a setting sends; named so that only these events are asked");

    /** Parts that only name the events concerned: what else is asked there has no value in any other event. */
    private static final Set<String> NAMES_EVENTS = Set.of(
            "ACC-017 resolved_by[0].when.allOf[0]",
            "ACC-041 steps[0].when.allOf[0]",
            "ACC-049 resolved_by[0].when.allOf[0]",
            "ACC-054 steps[0].when.allOf[0]",
            "DEF-002 expect.allOf[0]",
            "GOV-005 after.allOf[0]",
            "GOV-005 expect.allOf[0]",
            "PAT-002 resolved_by[0].when.allOf[0]",
            "PAT-004 resolved_by[0].when.allOf[0]",
            "RES-014 resolved_by[0].when.allOf[0]",
            "RES-015 expect.allOf[0]",
            "RES-017 resolved_by[0].when.allOf[0]",
            "RET-013 expect.allOf[0]",
            "RET-013 expect.allOf[1]",
            "RET-010 resolved_by[0].when.allOf[0]",
            "RET-012 resolved_by[0].when.allOf[1].anyOf[1].allOf[0]",
            "RET-012 resolved_by[0].when.allOf[1].anyOf[2].allOf[0]");

    /** What ends a finding by a control record, which no case holds. */
    private static final Set<String> ENDS_BY_CONTROL = Set.of(
            "GOV-002 resolved_by[0]", "GOV-002 resolved_by[0].when.allOf[0]", "GOV-002 resolved_by[0].when.allOf[1]");

    /** A rule without one of its parts. */
    private record Mutant(String path, byte[] rule) {}

    @TestFactory
    Stream<DynamicTest> shouldNoticeEveryPartThatIsGone() {
        return CATALOGUE.rules().entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> {
                    List<String> unnoticed = new ArrayList<>();
                    for (Mutant mutant : mutants(file.getValue())) {
                        String part = id(file.getKey()) + " " + mutant.path();
                        boolean noticed =
                                !failures(file.getKey(), mutant.rule()).isEmpty();
                        if (noticed
                                == (NOT_MISSED.containsKey(part)
                                        || NAMES_EVENTS.contains(part)
                                        || ENDS_BY_CONTROL.contains(part))) {
                            unnoticed.add(noticed ? part + " is noticed after all" : part);
                        }
                    }
                    assertEquals(List.of(), unnoticed);
                }));
    }

    @Test
    void shouldTakeOutMoreThanAHundredPartsAndChangeNothingElse() {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : CATALOGUE.rules().entrySet()) {
            mutants(file.getValue()).forEach(mutant -> parts.add(id(file.getKey()) + " " + mutant.path()));
            // Written again as the mutants are, but whole, the rule passes.
            assertEquals(List.of(), failures(file.getKey(), written(tree(file.getValue()))));
        }
        assertTrue(parts.size() > 100, () -> "parts found: " + parts.size());
        assertTrue(parts.containsAll(NOT_MISSED.keySet()), "an exception names a part that does not exist");
    }

    private static String id(String path) {
        return path.replaceFirst("^.*/([A-Z]+-[0-9]+)-.*$", "$1");
    }

    private static List<RuleCaseRunner.Result> failures(String path, byte[] rule) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(path, rule);
        for (String shared : List.of(RuleBundle.PARAMETERS, RuleBundle.CALENDAR)) {
            files.put(shared, CATALOGUE.files().get(shared));
        }
        SortedMap<String, byte[]> cases = new TreeMap<>();
        String casesPath = path.replace(".rule.yaml", ".cases.yaml");
        cases.put(casesPath, CASES.get(casesPath));
        // Reading all registers for every mutant would take most of the time; most rules ask none.
        String text =
                new String(rule, StandardCharsets.UTF_8) + new String(CASES.get(casesPath), StandardCharsets.UTF_8);
        CATALOGUE.registers().forEach((name, file) -> {
            if (text.contains(name.substring(name.lastIndexOf('/') + 1, name.indexOf('.')))) {
                files.put(name, file);
            }
        });

        RuleCaseRunner.Report report = RuleCaseRunner.run(READER, REFERENCE, new RuleBundle(files), cases);

        assertEquals(
                List.of(), report.refusals().stream().map(Throwable::getMessage).toList(), path);
        return report.failures();
    }

    private static List<Mutant> mutants(byte[] rule) {
        List<Mutant> mutants = new ArrayList<>();
        ObjectNode root = tree(rule);
        for (String key : List.of("applies_to", "require", "when", "before", "after", "expect")) {
            takeOutConditions(root, root.path(key), key, mutants);
        }
        for (int i = 0; i < root.path("steps").size(); i++) {
            takeOutConditions(root, root.path("steps").get(i).path("when"), "steps[" + i + "].when", mutants);
        }
        takeOutConditions(root, root.path("noise").path("exclude"), "noise.exclude", mutants);
        takeOutEach(root, root.path("any"), "any", mutants, 2);
        for (String key : List.of("raise", "resolved_by")) {
            takeOutEach(root, root.path(key), key, mutants);
            for (int i = 0; i < root.path(key).size(); i++) {
                takeOutConditions(root, root.path(key).get(i).path("when"), key + "[" + i + "].when", mutants);
            }
        }
        return mutants;
    }

    private static void takeOutConditions(ObjectNode root, JsonNode condition, String path, List<Mutant> mutants) {
        for (String word : List.of("allOf", "anyOf")) {
            JsonNode parts = condition.path(word);
            if (parts.size() > 1) {
                takeOutEach(root, parts, path + "." + word, mutants);
            }
            for (int i = 0; i < parts.size(); i++) {
                takeOutConditions(root, parts.get(i), path + "." + word + "[" + i + "]", mutants);
            }
        }
        if (condition.has("not")) {
            takeOutConditions(root, condition.get("not"), path + ".not", mutants);
        }
        if (condition.path("count").has("where")) {
            takeOutConditions(root, condition.get("count").get("where"), path + ".count.where", mutants);
        }
    }

    /** One mutant for each element of a list that has so many. */
    private static void takeOutEach(ObjectNode root, JsonNode list, String path, List<Mutant> mutants, int atLeast) {
        if (list.size() >= atLeast) {
            takeOutEach(root, list, path, mutants);
        }
    }

    /** One mutant for each element of a list in the rule; the list is whole again afterwards. */
    private static void takeOutEach(ObjectNode root, JsonNode list, String path, List<Mutant> mutants) {
        for (int i = 0; i < list.size(); i++) {
            JsonNode gone = ((ArrayNode) list).remove(i);
            mutants.add(new Mutant(path + "[" + i + "]", written(root)));
            ((ArrayNode) list).insert(i, gone);
        }
    }

    private static ObjectNode tree(byte[] rule) {
        String yaml = new String(rule, StandardCharsets.UTF_8);
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    /** JSON is YAML too. */
    private static byte[] written(ObjectNode rule) {
        try {
            return JSON.writeValueAsBytes(rule);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
