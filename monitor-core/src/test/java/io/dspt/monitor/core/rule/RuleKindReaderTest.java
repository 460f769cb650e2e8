package io.dspt.monitor.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.dspt.monitor.core.rule.RuleKind.Measure;
import io.dspt.monitor.core.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of the kinds that look at several events together, and of schedules. */
class RuleKindReaderTest {
    private static final String HEAD = """
            id: RES-001
            title: t
            status: sandbox
            severity: high
            why: w
            subject: actor.id
            finding: f
            remedy: r
            """;
    private static final String THRESHOLD = HEAD + """
            kind: threshold
            when: { field: event.operation, equals: GetBlob }
            count: { greaterOrEquals: 50 }
            over: PT15M
            by: actor.id
            """;
    private static final String SEQUENCE = HEAD + """
            kind: sequence
            steps:
              - { when: { field: signIn.errorCode, equals: 500121 }, times: 5 }
              - { when: { field: signIn.errorCode, equals: 0 } }
            within: PT30M
            by: [signIn.user]
            """;
    private static final String ABSENCE = HEAD + """
            kind: absence
            after: { field: event.operation, equals: a }
            expect: { field: event.operation, equals: b }
            within: PT8H
            by: [actor.id, resource.id]
            """;
    private static final String BASELINE = HEAD + """
            kind: baseline
            when: { field: event.operation, equals: SecretGet }
            new: [actor.id]
            by: resource.id
            learn: P30D
            """;
    private static final String SCHEDULE = HEAD + """
            kind: schedule
            each: resource
            when: { field: resource.name, exists: true }
            """;

    private static RuleKind read(String rule) {
        return SampleRule.load(rule).kind();
    }

    private static List<String> names(List<FieldReference> references) {
        return references.stream().map(FieldReference::written).toList();
    }

    @Test
    void shouldReadEveryKind() {
        RuleKind.Threshold threshold = assertInstanceOf(RuleKind.Threshold.class, read(THRESHOLD));
        assertEquals(
                List.of(new RuleKind.Window(new Measure.Count(), 50, Duration.ofMinutes(15))), threshold.windows());
        assertEquals(List.of("actor.id"), names(threshold.by()));

        RuleKind.Sequence sequence = assertInstanceOf(RuleKind.Sequence.class, read(SEQUENCE));
        assertEquals(
                List.of(5, 1),
                sequence.steps().stream().map(RuleKind.Step::times).toList());
        assertEquals(Duration.ofMinutes(30), sequence.within());

        RuleKind.Absence absence = assertInstanceOf(RuleKind.Absence.class, read(ABSENCE));
        assertEquals(Duration.ofHours(8), absence.within());
        assertEquals(List.of("actor.id", "resource.id"), names(absence.by()));

        RuleKind.Baseline baseline = assertInstanceOf(RuleKind.Baseline.class, read(BASELINE));
        assertEquals(List.of("actor.id"), names(baseline.unseen()));
        assertEquals(Duration.ofDays(30), baseline.learn());

        RuleKind.Schedule schedule = assertInstanceOf(RuleKind.Schedule.class, read(SCHEDULE));
        assertEquals(new RuleKind.Each(RuleKind.Things.RESOURCE, null), schedule.each());
        assertEquals(Duration.ofDays(1), schedule.every());
        for (String rule : List.of(THRESHOLD, SEQUENCE, ABSENCE, BASELINE, SCHEDULE)) {
            assertEquals(true, rule.contains("kind: " + read(rule).written() + "\n"), read(rule)::written);
        }
    }

    @Test
    void shouldReadLimitsOfEverySort() {
        // Given
        Parameters shared = Parameters.read(YamlNode.parse("p", "{ mostUsers: 9, mostBytes: 1073741824 }"));
        String rule = THRESHOLD
                .replace("over: PT15M\n", "")
                .replace(
                        "count: { greaterOrEquals: 50 }",
                        "any: [ { distinct: { of: signIn.user, greater: { parameter: mostUsers } }, over: PT1H },"
                                + " { sum: { of: signIn.errorCode, greaterOrEquals: { parameter: mostBytes } }, over: P1D } ]");

        // When
        RuleKind.Threshold read =
                (RuleKind.Threshold) SampleRule.load(rule, shared).kind();

        // Then more than nine is ten
        assertEquals(
                List.of(10L, 1_073_741_824L),
                read.windows().stream().map(RuleKind.Window::atLeast).toList());
        assertInstanceOf(Measure.Distinct.class, read.windows().get(0).measure());
        assertInstanceOf(Measure.Sum.class, read.windows().get(1).measure());
    }

    @Test
    void shouldReadHowARuleIsKeptQuiet() {
        // When
        Rule.Noise noise = SampleRule.load(
                        THRESHOLD
                                + "noise: { scope: stores of scans, exclude: { field: actor.type, equals: system }, learn: P14D }\n")
                .noise();

        // Then
        assertEquals("stores of scans", noise.scope());
        assertEquals(Duration.ofDays(14), noise.learn());
        assertInstanceOf(Condition.Compare.class, noise.exclude());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            over: PT15M => over: P32D => 12: over: must be at most 31 days
            over: PT15M => over: PT0S => 12: over: must be longer than nothing
            over: PT15M => ovr: PT15M => 12: ovr: unknown key; did you mean 'over'?
            greaterOrEquals: 50 => greaterOrEquals: 1001 => 11: count.greaterOrEquals: must be at most 1000
            greaterOrEquals: 50 => greater: 1000 => 11: count.greater: must be at most 1000
            greaterOrEquals: 50 => greaterOrEquals: 0 => 11: count.greaterOrEquals: every event would be too many
            greaterOrEquals: 50 => less: 5 => 11: count.less: unknown key
            greaterOrEquals: 50 => greater: 5, greaterOrEquals: 5 => 11: count: needs either greater or greaterOrEquals
            greaterOrEquals: 50 => greater: { parameter: nothing } => 11: count.greater.parameter: unknown parameter 'nothing'
            count: { greaterOrEquals: 50 } => distinct: { greater: 1 } => 11: distinct: the key 'of' is missing
            count: { greaterOrEquals: 50 } => sum: { of: actor.id, greater: 1 } => 11: sum.of: only whole numbers add up, and 'actor.id' is none
            count: { greaterOrEquals: 50 } => any: [] => 12: over: stands inside 'any' when there are several limits
            by: actor.id => by: [] => 13: by: needs at least one fact
            by: actor.id => by: cosmos.regions => 13: by: needs a single fact, not a list
            by: actor.id => each: resource => 13: each: only rules of kind 'schedule' have this key, not 'threshold'
            by: actor.id => noise: { learn: P91D } => 13: noise.learn: must be at most 90 days
            """)
    void shouldRefuseWhatIsNoThreshold(String right, String wrong, String message) {
        refuses(THRESHOLD, right, wrong, message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            times: 5 => times: 0 => 11: steps[0].times: must be from 1 to 100
            times: 5 => times: 101 => 11: steps[0].times: must be from 1 to 100
            times: 5 => time: 5 => 11: steps[0].time: unknown key; did you mean 'times'?
            within: PT30M => within: P367D => 13: within: must be at most 366 days
            """)
    void shouldRefuseWhatIsNoSequence(String right, String wrong, String message) {
        refuses(SEQUENCE, right, wrong, message);
    }

    @ParameterizedTest
    @CsvSource({"resorce, ; did you mean 'resource'?", "day, ''"})
    void shouldRefuseWhatCannotBeLookedThrough(String each, String hint) {
        refuses(
                SCHEDULE,
                "each: resource",
                "each: " + each,
                "10: each: '" + each + "' is none of resource, principal, source, subscription, finding, register.NAME"
                        + hint);
    }

    private static void refuses(String rule, String right, String wrong, String message) {
        assertEquals(true, rule.contains(right));
        assertEquals(SampleRule.FILE + ":" + message, SampleRule.refusal(rule.replace(right, wrong)));
    }

    @ParameterizedTest
    @CsvSource({
        "ABSENCE, expect",
        "ABSENCE, within",
        "ABSENCE, by",
        "SEQUENCE, steps",
        "BASELINE, new",
        "BASELINE, learn",
        "BASELINE, when",
        "SCHEDULE, each"
    })
    void shouldNameTheKeyThatIsMissing(String kind, String key) {
        // Given
        String rule = switch (kind) {
            case "ABSENCE" -> ABSENCE;
            case "SEQUENCE" -> SEQUENCE.replaceFirst("(?s)  - .*  - [^\n]*\n", "");
            case "BASELINE" -> BASELINE;
            default -> SCHEDULE;
        };

        // When, then
        assertEquals(
                SampleRule.FILE + ":1: the key '" + key + "' is missing",
                SampleRule.refusal(rule.replaceFirst("(?m)^" + key + ":.*\n", "")));
    }
}
