package io.dspt.monitor.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a rule file may say, and the exact words with which anything else is refused. */
class RuleLoaderTest {
    private static final String FILE = SampleRule.FILE;
    private static final String RULE = SampleRule.TEXT;

    @Test
    void shouldReadEverythingARuleSays() {
        // When
        Rule rule = SampleRule.load(RULE);

        // Then
        assertEquals("RES-001", rule.id());
        assertEquals("Resource outside the permitted regions", rule.title());
        assertEquals(Rule.Status.STABLE, rule.status());
        assertEquals(Severity.HIGH, rule.severity());
        assertEquals(
                List.of(Severity.CRITICAL),
                rule.raise().stream().map(Rule.Raise::to).toList());
        assertEquals("obligation", rule.kind().written());
        assertEquals(
                List.of("resource.id"),
                rule.subject().stream().map(FieldReference::written).toList());
        assertEquals(
                List.of("resource.name", "resource.region"),
                rule.findingTemplate().references().stream()
                        .map(FieldReference::written)
                        .toList());
        assertEquals(List.of(new Resolver.ResourceDeleted()), rule.resolvedBy());
        assertEquals(
                new Rule.Explanation(
                        "Data at rest leaves the country.",
                        List.of("Who did it?"),
                        "Move it.",
                        List.of("the Toolkit"),
                        null),
                rule.explanation());
        FieldReference group = rule.noise().groupBy();
        assertEquals("resource.group", group == null ? null : group.written());
        assertEquals(
                new Rule.Noise(group, Duration.ofDays(2), Rule.Notify.PAGE, "rarely", null, null, null), rule.noise());
        assertEquals(FILE, rule.file());
        assertEquals(64, rule.digest().length());
    }

    @Test
    void shouldTakeWhatIsLeftOutAsUsual() {
        // Given a rule that says only what it must
        String rule =
                without(RULE, "raise:", "  - when:", "    to:", "applies_to", "resolved_by", "triage", "noise", "ref");

        // When
        Rule read = SampleRule.load(rule);

        // Then
        assertEquals(List.of(), read.raise());
        assertEquals(List.of(), read.resolvedBy());
        assertEquals(
                new Rule.Noise(null, Duration.ofDays(1), Rule.Notify.TICKET, null, null, null, null), read.noise());
        assertEquals(new Condition.AllOf(List.of()), ((RuleKind.Obligation) read.kind()).appliesTo());
    }

    @Test
    void shouldPutTheRulesOwnParametersInFrontOfTheSharedOnes() {
        // Given
        Parameters shared = Parameters.read(
                YamlNode.parse("rules/parameters.yaml", "{ permitted: [westeurope], other: [northeurope] }"));

        // When
        Rule own = SampleRule.load(RULE, shared);
        Rule others = SampleRule.load(RULE.replace("parameter: permitted", "parameter: other"), shared);

        // Then
        assertTrue(own.kind().toString().contains("uksouth"), own.kind()::toString);
        assertTrue(others.kind().toString().contains("northeurope"), others.kind()::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
                field: resource.region => field: resource.regoin => 12: require.field: unknown field 'resource.regoin'; did you mean 'resource.region'?
                field: resource.region => field: before.resource.regoin => 12: require.field: unknown field 'resource.regoin'; did you mean 'resource.region'?
                field: resource.region => field: resource.tags => 12: require.field: tags are read one by one, such as 'resource.tags.owner'
                field: resource.region => field: quux => 12: require.field: unknown field 'quux'
                , in: { => , inn: { => 12: require.inn: unknown operator 'inn'; did you mean 'in'?
                equals: true => eqauls: true => 6: raise[0].when.eqauls: unknown operator 'eqauls'; did you mean 'equals'?
                parameter: permitted => parameter: premitted => 12: require.in.parameter: unknown parameter 'premitted'; did you mean 'permitted'?
                parameter: permitted => paramter: permitted => 12: require.in.paramter: unknown key; did you mean 'parameter'?
                kind: obligation => kind: obligaton => 8: kind: unknown kind 'obligaton'; did you mean 'obligation'?
                kind: obligation => knid: obligation => 8: knid: unknown key; did you mean 'kind'?
                status: stable => status: stabel => 3: status: 'stabel' is none of sandbox, incubating, stable, retired; did you mean 'stable'?
                severity: high => severity: hihg => 4: severity: 'hihg' is none of low, medium, high, critical; did you mean 'high'?
                severity: high => severity: HIGH => 4: severity: 'HIGH' is none of low, medium, high, critical; did you mean 'high'?
                to: critical => to: critcal => 7: raise[0].to: 'critcal' is none of low, medium, high, critical; did you mean 'critical'?
                to: critical => too: critical => 7: raise[0].too: unknown key; did you mean 'to'?
                [resource-deleted] => [resource-delete] => 15: resolved_by[0]: unknown event kind 'resource-delete'; did you mean 'resource-deleted'?
                remedy: => remedey: => 17: remedey: unknown key; did you mean 'remedy'?
                group_by: resource.group => group_by: resource.grupo => 18: noise.group_by: unknown field 'resource.grupo'; did you mean 'resource.group'?
                quiet_for => quiet_fro => 18: noise.quiet_fro: unknown key; did you mean 'quiet_for'?
                notify: page => notify: pager => 18: noise.notify: 'pager' is none of page, ticket, digest; did you mean 'page'?
                is in {resource.region} => is in {resource.regio} => 14: finding: unknown field 'resource.regio'; did you mean 'resource.region'?
                subject: resource.id => subject: [resource.id, actor.nam] => 13: subject[1]: unknown field 'actor.nam'; did you mean 'actor.name'?
                require: { field => require: { feild => 12: require: a condition is allOf, anyOf, not, field or count; did you mean 'field'?
                require: { field: resource.region, in: { parameter: permitted } } => require: { allof: [] } => 12: require: a condition is allOf, anyOf, not, field or count; did you mean 'allOf'?
                """)
    void shouldSayWhereAWordIsWrongAndWhichOneWasMeant(String right, String wrong, String message) {
        assertEquals(FILE + ":" + message, SampleRule.refusal(SampleRule.with(right, wrong.replace('¶', '\n'))));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
                kind: obligation => kind: occurrence => 11: applies_to: only rules of kind 'obligation' have this key, not 'occurrence'
                remedy: => when: { field: resource.id, exists: true }¶remedy: => 17: when: only rules of kind 'occurrence', 'threshold', 'baseline', 'schedule' have this key, not 'obligation'
                id: RES-001 => id: RES-1 => 1: id: 'RES-1' is no rule id such as RES-001
                id: RES-001 => id: res-001 => 1: id: 'res-001' is no rule id such as RES-001
                id: RES-001 => id: RES-002 => 1: id: the file of rule RES-002 must be named RES-002-….rule.yaml
                title: Resource => id: RES-001¶title: Resource => 2: id: the key stands twice
                { field: resource.region, => { field: resource.region, field: resource.id, => 12: require.field: the key stands twice
                quiet_for: P2D => quiet_for: 2 days => 18: noise.quiet_for: '2 days' is no ISO 8601 duration such as P1D or PT30M
                quiet_for: P2D => quiet_for: P1M => 18: noise.quiet_for: 'P1M' is no ISO 8601 duration such as P1D or PT30M
                quiet_for: P2D => quiet_for: PT0S => 18: noise.quiet_for: must be longer than nothing
                quiet_for: P2D => quiet_for: -P1D => 18: noise.quiet_for: must be longer than nothing
                quiet_for: P2D => quiet_for: P100000000000D => 18: noise.quiet_for: must be at most ten years, 3660 days
                status: stable => status: incubating => 1: an incubating rule says under 'unverified' what has not been verified
                quiet_for: P2D => learn: P14D => 18: noise.learn: only thresholds learn what is usual, not rules of kind 'obligation'
                remedy: => unverified: the name¶remedy: => 17: unverified: in a stable rule nothing is unverified
                subject: resource.id => subject: cosmos.regions => 13: subject: a subject is named by single facts
                subject: resource.id => subject: [] => 13: subject: needs at least one fact
                is in {resource.region} => is in {resource.region => 14: finding: the brace before 'resource.region' is not closed
                is in {resource.region} => is in {cosmos.regions[*]} => 14: finding: a sentence shows lists whole, 'cosmos.regions[*]' as '{cosmos.regions}'
                [resource-deleted] => resource-deleted => 15: resolved_by: expected a list
                [resource-deleted] => [{ whom: a }] => 15: resolved_by[0].whom: unknown key; did you mean 'when'?
                [Who did it?] => Who did it? => 16: triage: expected a list
                permitted: [uksouth, ukwest] => permitted: { a: b } => 10: parameters.permitted: expected a value or a list of values
                permitted: [uksouth, ukwest] => permitted: [uksouth, 1.5] => 10: parameters.permitted[1]: no fact has such a number: quote it to make it a text
                title: Resource outside the permitted regions => title: => 2: title: expected a text
                title: Resource outside the permitted regions => title: '  ' => 2: title: must not be empty
                """)
    void shouldRefuseWhatIsNoRule(String right, String wrong, String message) {
        assertEquals(FILE + ":" + message, SampleRule.refusal(SampleRule.with(right, wrong.replace('¶', '\n'))));
    }

    @ParameterizedTest
    @MethodSource("requiredKeys")
    void shouldNameTheKeyThatIsMissing(String key) {
        assertEquals(FILE + ":1: the key '" + key + "' is missing", SampleRule.refusal(without(RULE, key + ":")));
    }

    static List<String> requiredKeys() {
        return List.of("title", "status", "severity", "kind", "why", "require", "subject", "finding", "remedy");
    }

    @Test
    void shouldNameTheKeyThatIsMissingInTheOtherKinds() {
        // Given
        String occurrence = without(RULE, "applies_to", "require").replace("obligation", "occurrence");
        String change = without(RULE, "applies_to", "require").replace("obligation", "change");
        String after = change + "before: { field: resource.id, exists: true }\n";

        // When, then
        assertEquals(FILE + ":1: the key 'when' is missing", SampleRule.refusal(occurrence));
        assertEquals(FILE + ":1: the key 'before' is missing", SampleRule.refusal(change));
        assertEquals(FILE + ":1: the key 'after' is missing", SampleRule.refusal(after));
    }

    @Test
    void shouldRefuseAFileThatIsNoDocument() {
        assertEquals(FILE + ": the file is empty", SampleRule.refusal(""));
        assertEquals(FILE + ": the file is empty", SampleRule.refusal("# only a remark\n"));
        assertEquals(FILE + ":1: expected a mapping", SampleRule.refusal("- id: RES-001\n"));
        assertEquals(FILE + ":1: expected a mapping", SampleRule.refusal("RES-001"));
        assertEquals(
                FILE + ":2: not YAML: but found another document",
                SampleRule.refusal("id: RES-001\n---\nid: RES-002\n"));
        assertEquals(FILE + ":2: not YAML: expected ',' or ']', but got :", SampleRule.refusal("id: [a, b\nkind: c\n"));
        assertEquals(
                FILE + ":2: not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB)"
                        + " for indentation)",
                SampleRule.refusal("require:\n\tfield: resource.id\n"));
    }

    @Test
    void shouldRefuseWhatWouldExhaustTheReader() {
        assertEquals(
                FILE + ":1: nested more than 50 deep", SampleRule.refusal("require: " + "{ not: ".repeat(100_000)));
        assertEquals(FILE + ":1: nested more than 50 deep", SampleRule.refusal("[".repeat(500_000)));
        assertEquals(
                FILE + ":2: aliases (*name) are not used here: write it out",
                SampleRule.refusal("id: RES-001\nrequire: { allOf: [ *a, *a ] }\n"));
        assertEquals(FILE + ":1: anchors (&name) are not used here", SampleRule.refusal("id: &a RES-001\n"));
        assertEquals(FILE + ":1: tags (!name) are not used here", SampleRule.refusal("id: !!int RES\n"));
        assertEquals(FILE + ": longer than 1000000 characters", SampleRule.refusal("x".repeat(1_000_001)));
    }

    @Test
    void shouldRefuseAMegabyteOfGarbage() {
        // Given bytes of every value, in no order, as a linear congruential sequence gives them
        byte[] garbage = new byte[1 << 20];
        long state = 1;
        for (int i = 0; i < garbage.length; i++) {
            state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            garbage[i] = (byte) (state >>> 56);
        }

        // When
        RefusedException longer = assertThrows(
                RefusedException.class, () -> SampleRule.loader(Parameters.NONE).load(FILE, garbage));
        RefusedException shorter = assertThrows(
                RefusedException.class,
                () -> SampleRule.loader(Parameters.NONE).load(FILE, Arrays.copyOf(garbage, 4_000)));

        // Then
        assertTrue(longer.getMessage().startsWith(FILE + ":"), longer::getMessage);
        assertTrue(
                shorter.problem().startsWith("not a text file: it holds a character that YAML does not allow"),
                shorter::getMessage);
    }

    private static String without(String rule, String... lineStarts) {
        return rule.lines()
                        .filter(line -> Stream.of(lineStarts).noneMatch(line::startsWith))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }
}
