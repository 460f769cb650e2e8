package io.dspt.monitor.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules make of their conditions: verdicts, severities, subjects and sentences. */
class CompiledRuleTest {
    private static final String HEAD = """
            id: RES-001
            title: A title
            status: stable
            severity: medium
            why: A reason.
            subject: [resource.id, actor.name]
            finding: "{resource.name} in {resource.region}, was {before.resource.region}: {cosmos.regions} {signIn.interactive} {signIn.errorCode} {lifecycle.rules}"
            remedy: A remedy.
            """;
    private static final String OBLIGATION = """
            kind: obligation
            applies_to: { field: resource.name, equals: 'TRUE' }
            require: { field: resource.group, equals: 'TRUE' }
            """;
    private static final String OCCURRENCE = """
            kind: occurrence
            when: { field: resource.name, equals: 'TRUE' }
            """;
    private static final String CHANGE = """
            kind: change
            before: { field: resource.name, equals: 'TRUE' }
            after: { field: resource.group, equals: 'TRUE' }
            """;

    @ParameterizedTest
    @CsvSource({
        "TRUE,    TRUE,    COMPLIANT",
        "TRUE,    FALSE,   VIOLATED",
        "TRUE,    UNKNOWN, UNEVALUABLE",
        "FALSE,   TRUE,    NOT_APPLICABLE",
        "FALSE,   FALSE,   NOT_APPLICABLE",
        "FALSE,   UNKNOWN, NOT_APPLICABLE",
        "UNKNOWN, TRUE,    UNEVALUABLE",
        "UNKNOWN, FALSE,   UNEVALUABLE",
        "UNKNOWN, UNKNOWN, UNEVALUABLE",
    })
    void shouldJudgeAnObligation(Truth appliesTo, Truth require, Verdict expected) {
        assertEquals(expected, rule(OBLIGATION).judge(FactView.of(facts(appliesTo, require))));
    }

    @ParameterizedTest
    @CsvSource({"TRUE, VIOLATED", "FALSE, NOT_APPLICABLE", "UNKNOWN, UNEVALUABLE"})
    void shouldJudgeAnOccurrence(Truth when, Verdict expected) {
        assertEquals(expected, rule(OCCURRENCE).judge(FactView.of(facts(when, Truth.UNKNOWN))));
    }

    @ParameterizedTest
    @CsvSource({
        "TRUE,    TRUE,    VIOLATED",
        "TRUE,    FALSE,   COMPLIANT",
        "TRUE,    UNKNOWN, UNEVALUABLE",
        "FALSE,   TRUE,    NOT_APPLICABLE",
        "FALSE,   FALSE,   NOT_APPLICABLE",
        "FALSE,   UNKNOWN, NOT_APPLICABLE",
        "UNKNOWN, TRUE,    UNEVALUABLE",
        "UNKNOWN, FALSE,   UNEVALUABLE",
        "UNKNOWN, UNKNOWN, UNEVALUABLE",
    })
    void shouldJudgeAChange(Truth before, Truth after, Verdict expected) {
        // Given facts that say the opposite on the other side of the change
        FactView view = new FactView(facts(before.not(), after), facts(before, after.not()));

        // When, then
        assertEquals(expected, rule(CHANGE).judge(view));
    }

    @Test
    void shouldApplyAnObligationWithoutAScopeToEverything() {
        // Given
        CompiledRule rule = rule("kind: obligation\nrequire: { field: resource.group, equals: 'TRUE' }\n");

        // When, then
        assertEquals(Verdict.VIOLATED, rule.judge(FactView.of(facts(Truth.UNKNOWN, Truth.FALSE))));
    }

    @Test
    void shouldBeUnevaluableWhenAFactOrItsShapeIsAtFault() {
        // Given a source that fails, and a number that came as a text
        FactSource failing = fact -> {
            throw new IllegalStateException("cannot be read");
        };
        CompiledRule less = rule("kind: occurrence\nwhen: { field: signIn.errorCode, less: 5 }\n");
        FactSource odd = GivenFacts.of("{}").and("signIn.errorCode", FactValue.text("4"));

        // When, then
        assertEquals(Verdict.UNEVALUABLE, rule(OBLIGATION).judge(FactView.of(failing)));
        assertEquals(Verdict.UNEVALUABLE, less.judge(FactView.of(odd)));
    }

    @ParameterizedTest
    @CsvSource({
        "TRUE,    TRUE,    CRITICAL",
        "FALSE,   TRUE,    LOW",
        "UNKNOWN, TRUE,    LOW",
        "FALSE,   FALSE,   MEDIUM",
        "FALSE,   UNKNOWN, MEDIUM",
    })
    void shouldRaiseToTheFirstSeverityThatHoldsForCertain(Truth first, Truth second, Severity expected) {
        // Given
        CompiledRule rule = rule(OCCURRENCE + """
                        raise:
                          - { when: { field: resource.name, equals: 'TRUE' }, to: critical }
                          - { when: { field: resource.group, equals: 'TRUE' }, to: low }
                        """);

        // When, then
        assertEquals(expected, rule.severity(FactView.of(facts(first, second))));
    }

    @Test
    void shouldIgnoreARaiseThatFails() {
        // Given
        CompiledRule rule =
                rule(OCCURRENCE + "raise: [{ when: { field: signIn.errorCode, less: 5 }, to: critical }]\n");
        FactSource odd = GivenFacts.of("{}").and("signIn.errorCode", FactValue.text("4"));

        // When, then
        assertEquals(Severity.MEDIUM, rule.severity(FactView.of(odd)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            { resource.id: /a, actor.name: b }       | /a | b
            { resource.id: /a, actor.name: null }    | /a | -
            { resource.id: null, actor.name: b }     | -  | b
            { resource.id: null, actor.name: null }  | -  | -
            """)
    void shouldNameTheSubjectByWhatIsThere(String facts, String first, String second) {
        // Given
        List<String> parts = java.util.stream.Stream.of(first, second)
                .filter(part -> part != null && !part.equals("-"))
                .toList();
        Optional<String> expected = parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" | ", parts));

        // When, then
        assertEquals(expected, rule(OCCURRENCE).subject(FactView.of(GivenFacts.of(facts))));
    }

    @Test
    void shouldNameNoSubjectWhileAPartOfItIsUnknown() {
        assertEquals(Optional.empty(), rule(OCCURRENCE).subject(FactView.of(GivenFacts.of("{ resource.id: /a }"))));
    }

    @Test
    void shouldCompareSubjectsWithoutRegardToCase() {
        assertEquals(
                CompiledRule.canonicalSubject("/Subscriptions/A"), CompiledRule.canonicalSubject("/subscriptions/a"));
    }

    @Test
    void shouldTellWhatIsPresentAbsentAndUnknown() {
        // Given
        FactView known = new FactView(GivenFacts.of("""
                        { resource.name: stora, resource.region: westeurope, cosmos.regions: [a, b],
                          signIn.interactive: true, signIn.errorCode: 5, lifecycle.rules: [{ enabled: true, deleteAfterDays: 3 }] }
                        """), GivenFacts.of("{ resource.region: uksouth }"));
        FactView unknown = new FactView(
                GivenFacts.of("{ resource.name: null, cosmos.regions: [], signIn.interactive: false }"),
                GivenFacts.of("{}"));

        // When, then
        assertEquals(
                "stora in westeurope, was uksouth: a, b true 5 deleteAfterDays 3 enabled true",
                rule(OCCURRENCE).message(known));
        assertEquals(
                "none in unknown, was unknown: none false unknown unknown",
                rule(OCCURRENCE).message(unknown));
    }

    @Test
    void shouldKeepTheKnownFactsItLooksAt() {
        // Given
        CompiledRule rule = rule("""
                kind: obligation
                applies_to: { not: { field: resource.type, equals: a } }
                require:
                  anyOf:
                    - count: { field: 'nsgRule.ports[*]', where: { field: resource.sku, equals: { field: resource.group } } }
                      greater: { field: retention.minimumDays }
                    - { field: before.workspace.retentionDays, exists: true }
                raise: [{ when: { field: resource.patientData, equals: true }, to: high }]
                """);

        // When
        var facts = rule.facts(GivenFacts.of("{ resource.type: b, resource.sku: null, resource.patientData: true }"));

        // Then
        assertEquals(List.of("resource.patientData", "resource.sku", "resource.type"), List.copyOf(facts.keySet()));
        assertEquals(
                List.of(
                        "actor.name",
                        "cosmos.regions",
                        "lifecycle.rules",
                        "nsgRule.ports",
                        "resource.group",
                        "resource.id",
                        "resource.name",
                        "resource.patientData",
                        "resource.region",
                        "resource.sku",
                        "resource.type",
                        "retention.minimumDays",
                        "signIn.errorCode",
                        "signIn.interactive",
                        "workspace.retentionDays"),
                rule.factsLookedAt().stream().map(Object::toString).sorted().toList());
    }

    @Test
    void shouldStampFindingsWithTheDigestOfItsFile() {
        // Given
        CompiledRule rule = rule(OCCURRENCE);
        CompiledRule changed = rule(OCCURRENCE + "# a remark\n");

        // When, then
        assertEquals("RES-001", rule.stamp().id());
        assertEquals(rule.rule().digest(), rule.stamp().digest());
        assertEquals(List.of("DSPT/8/NDG/4.5.3"), rule.stamp().requirements());
        org.junit.jupiter.api.Assertions.assertNotEquals(
                rule.stamp().digest(), changed.stamp().digest());
    }

    private static GivenFacts facts(Truth name, Truth group) {
        GivenFacts facts = GivenFacts.of("{}");
        if (name != Truth.UNKNOWN) {
            facts = facts.and("resource.name", FactValue.text(name.toString()));
        }
        return group == Truth.UNKNOWN ? facts : facts.and("resource.group", FactValue.text(group.toString()));
    }

    private static CompiledRule rule(String rest) {
        return new CompiledRule(SampleRule.load(HEAD + rest), List.of("DSPT/8/NDG/4.5.3"));
    }
}
