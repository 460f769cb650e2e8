package io.dspt.monitor.core.standard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.standard.RequirementCoverage.Maturity;
import io.dspt.monitor.core.standard.RequirementCoverage.State;
import io.dspt.monitor.core.yaml.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementCoverageTest {
    /** Evidence items and assertions that Azure can evidence, wholly or with a comment, by research into each. */
    private static final String EVIDENCED_ITEMS = """
            1.1.2 1.2.4 1.3.2 1.3.5 1.3.7 1.3.8 1.4.1 1.4.3 4.1.1 4.1.2 4.2.1 4.2.2 4.2.3 4.2.4 4.3.2 4.4.1 4.4.2 4.4.3
            4.5.2 4.5.3 4.5.4 5.1.1 5.1.2 6.2.1 6.3.2 6.3.3 7.1.1 7.2 7.3.4 7.3.5 7.3.6 8.1.1 8.1.2 8.1.3 8.1.4 8.2.1
            8.3.1 8.3.2 8.3.3 8.3.4 8.3.5 8.3.6 8.3.7 8.3.8 8.4 9.3.1 9.3.6 9.3.7 9.3.8 9.3.9 9.5 9.5.1 9.5.2 9.5.3
            9.5.4 9.5.5 9.5.6 9.5.7 9.5.8 9.5.9 9.5.10 9.6 10.1.1 10.2.1 10.2.4
            """;

    /** Outcomes for which machine evidence is useful or strong. */
    private static final String EVIDENCED_OUTCOMES = """
            A2.b A3.a A4.a B2.a B2.b B2.c B2.d B3.a B3.b B3.c B4.a B4.b B4.c B4.d B5.c C1.a C1.b C1.c C1.d C2.a E3.b E4.a
            """;

    private static final String ASSERTIONS = """
            toolkit: DSPT
            version: "8"
            framework: NDG
            categories: [gp, dentist]
            year: 2025-26
            confirmed: true
            source: a workbook
            requirements:
              - { id: "4.4", title: Privileged access, mark: V, rules: [] }
              - { id: 4.4.1, title: Logged, machine: A, mark: V, rules: [A-001, A-002], rules_complete: true }
              - { id: 4.4.2, title: Devices, machine: M, mark: V, rules: [A-003], asked_of: [gp] }
              - { id: 4.4.3, title: Agreement, machine: H, mark: V, rules: [] }
              - { id: "9.1", title: Passwords, mark: V, rules: [] }
              - { id: 9.1.1, title: Changed, machine: H, mark: V, rules: [] }
            """;

    private final Map<String, Maturity> maturity = new TreeMap<>();

    @ParameterizedTest
    @CsvSource({
        "STABLE,STABLE,AUTOMATED",
        "STABLE,INCUBATING,PARTIAL",
        "STABLE,NOT_IN_FORCE,PARTIAL",
        "INCUBATING,NOT_IN_FORCE,PARTIAL",
        "NOT_IN_FORCE,NOT_IN_FORCE,GAP",
    })
    void shouldCallAutomatedOnlyWhatAllItsVerifiedRulesShow(Maturity first, Maturity second, State state) {
        // Given
        maturity.put("A-001", first);
        maturity.put("A-002", second);

        // When, then
        assertEquals(state, coverage(ASSERTIONS, null).get("4.4.1").state());
        // And nobody said that the rules are complete
        State unsaid = coverage(ASSERTIONS.replace(", rules_complete: true", ""), null)
                .get("4.4.1")
                .state();
        assertEquals(state == State.AUTOMATED ? State.PARTIAL : state, unsaid);
        // And what a person must comment is never automated
        assertEquals(
                state == State.GAP ? State.GAP : State.PARTIAL,
                coverage(ASSERTIONS.replace("machine: A", "machine: M"), null)
                        .get("4.4.1")
                        .state());
    }

    @Test
    void shouldTellStableIncubatingAndMissingRulesApart() {
        // Given
        maturity.put("A-001", Maturity.INCUBATING);

        // When
        RequirementCoverage row = coverage(ASSERTIONS, null).get("4.4.1");

        // Then
        assertEquals(List.of(), row.stable());
        assertEquals(List.of("A-001"), row.incubating());
        assertEquals(List.of("A-002"), row.missing());
    }

    @Test
    void shouldAnswerAnAssertionByItsItemsAndCountOnlyThese() {
        // Given
        maturity.put("A-001", Maturity.STABLE);
        maturity.put("A-002", Maturity.STABLE);

        // When
        Map<String, RequirementCoverage> rows = coverage(ASSERTIONS, null);

        // Then
        assertEquals(State.PARTIAL, rows.get("4.4").state());
        assertEquals(List.of("A-001", "A-002"), rows.get("4.4").stable());
        assertEquals(State.ORGANISATIONAL, rows.get("9.1").state());
        assertEquals(
                List.of("4.4.1", "4.4.2", "4.4.3", "9.1.1"),
                rows.values().stream()
                        .filter(RequirementCoverage::counted)
                        .map(row -> row.requirement().id())
                        .toList());
    }

    @Test
    void shouldShowACategoryWhatItIsAsked() {
        assertTrue(coverage(ASSERTIONS, "gp").containsKey("4.4.2"));
        assertTrue(!coverage(ASSERTIONS, "dentist").containsKey("4.4.2"));
    }

    @Test
    void shouldCoverOrNameAsAGapWhateverAzureCanEvidence() {
        for (String version : List.of("8", "9")) {
            assertCoveredOrNamed("DSPT/" + version + "/NDG", EVIDENCED_ITEMS);
            assertCoveredOrNamed("DSPT/" + version + "/CAF", EVIDENCED_OUTCOMES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DSPT/8/NDG", "DSPT/8/CAF", "DARS/2a/SECURITY"})
    void shouldNameAGapOfWhatItSaysAzureCanShowWithoutARule(String name) {
        List<String> silent = shipped(name).requirements().stream()
                .filter(requirement -> requirement.machine().isEvidence())
                .filter(requirement -> requirement.rules().isEmpty() && requirement.gap() == null)
                .map(Requirement::id)
                .toList();

        assertEquals(List.of(), silent);
    }

    private static void assertCoveredOrNamed(String name, String ids) {
        Standard standard = shipped(name);
        for (String id : ids.strip().split("\\s+")) {
            Requirement requirement = standard.requirement(id).orElseThrow(() -> new AssertionError(name + "/" + id));
            assertTrue(requirement.machine().isEvidence(), () -> name + "/" + id + " says no machine evidence");
            assertTrue(
                    !requirement.rules().isEmpty() || requirement.gap() != null,
                    () -> name + "/" + id + " is neither covered nor named as a gap");
        }
    }

    private static Standard shipped(String name) {
        return Standards.read(RuleBundle.builtIn().standards(), new ArrayList<>()).all().stream()
                .filter(standard -> standard.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, RequirementCoverage> coverage(String yaml, @Nullable String category) {
        List<RefusedException> refusals = new ArrayList<>();
        Standards standards = Standards.read(
                new TreeMap<>(Map.of("standards/a.yaml", yaml.getBytes(StandardCharsets.UTF_8))), refusals);
        assertEquals(List.of(), refusals);
        Map<String, RequirementCoverage> rows = new java.util.LinkedHashMap<>();
        RequirementCoverage.of(
                        standards.all().get(0), category, rule -> maturity.getOrDefault(rule, Maturity.NOT_IN_FORCE))
                .forEach(row -> rows.put(row.requirement().id(), row));
        return rows;
    }
}
