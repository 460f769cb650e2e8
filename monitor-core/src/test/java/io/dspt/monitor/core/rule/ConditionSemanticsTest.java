package io.dspt.monitor.core.rule;

import static io.dspt.monitor.core.rule.WrittenCondition.compiled;
import static io.dspt.monitor.core.rule.WrittenCondition.truth;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What conditions say of present, absent and unknown facts. */
class ConditionSemanticsTest {
    private static final GivenFacts NOTHING = GivenFacts.of("{}");

    /** Holds of all of {@code yes}, of none of {@code no}, and of what is absent as the last column says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
            resource.name      | equals: ab                 | ab; AB; aB            | abc; a; 'a b'       | FALSE
            resource.name      | notEquals: ab              | abc; a                | ab; AB              | TRUE
            resource.name      | in: [ab, cd]               | ab; CD                | a; abcd             | FALSE
            resource.name      | in: []                     | -                     | ab                  | FALSE
            resource.name      | notIn: [ab, cd]            | a; abcd               | AB; cd              | TRUE
            resource.name      | notIn: []                  | ab                    | -                   | TRUE
            resource.name      | like: abc                  | abc; ABC              | abcd; xabc; ab      | FALSE
            resource.name      | like: 'a*d'                | ad; ABCD; 'a d'       | abc; bad; a         | FALSE
            resource.name      | like: 'ab*bc'              | abbc; ABxBC           | abc; ab             | FALSE
            resource.name      | like: '*'                  | a; '*'                | -                   | FALSE
            resource.name      | like: '*bc'                | abc; BC               | abcd; b             | FALSE
            resource.name      | like: 'ab*'                | ab; ABC               | xab; a              | FALSE
            resource.name      | like: 'a.c?'               | 'a.c?'                | abcd; abc           | FALSE
            resource.name      | notLike: 'a*d'             | abc; bad              | ad; ABCD            | TRUE
            resource.name      | contains: bc               | abcd; ABC; bc         | cb; b               | FALSE
            resource.name      | notContains: bc            | cb; b                 | abcd; ABC           | TRUE
            resource.name      | exists: true               | ab                    | -                   | FALSE
            resource.name      | exists: false              | -                     | ab                  | TRUE
            signIn.errorCode   | equals: 80                 | 80                    | 8; 800; -80         | FALSE
            signIn.errorCode   | notEquals: 80              | 8                     | 80                  | TRUE
            signIn.errorCode   | in: [1, 80]                | 1; 80                 | 0                   | FALSE
            signIn.errorCode   | notIn: [1, 80]             | 0                     | 1; 80               | TRUE
            signIn.errorCode   | less: 5                    | 4; -5                 | 5; 6                | FALSE
            signIn.errorCode   | lessOrEquals: 5            | 4; 5                  | 6                   | FALSE
            signIn.errorCode   | greater: 5                 | 6                     | 5; 4; -6            | FALSE
            signIn.errorCode   | greaterOrEquals: 5         | 5; 6                  | 4                   | FALSE
            signIn.interactive | equals: true               | true                  | false               | FALSE
            signIn.interactive | notEquals: true            | false                 | true                | TRUE
            cosmos.regions     | contains: uksouth          | [UKSouth]; [a,uksouth] | []; [uksouth2]     | FALSE
            cosmos.regions     | notContains: uksouth       | []; [uksouth2]        | [UKSouth]           | TRUE
            cosmos.regions     | exists: true               | []; [a]               | -                   | FALSE
            resource.name      | coversAnyPort: [22, 3389]  | 22; 20-25; '*'; 3389-3389; ' 22 '; 0-65535 | 23; 23-3388; 2 | FALSE
            resource.name      | coversAnyPort: 22          | 22; '22 - 23'         | 23                  | FALSE
            """)
    void shouldCompareWithPresentAbsentAndUnknown(
            String field, String comparison, String yes, String no, Truth whenAbsent) {
        String condition = "{ field: " + field + ", " + comparison + " }";

        for (String value : values(yes)) {
            assertEquals(Truth.TRUE, truth(condition, "{ " + field + ": " + value + " }"), value);
        }
        for (String value : values(no)) {
            assertEquals(Truth.FALSE, truth(condition, "{ " + field + ": " + value + " }"), value);
        }
        assertEquals(whenAbsent, truth(condition, "{ " + field + ": null }"), "absent");
        assertEquals(Truth.UNKNOWN, truth(condition, "{}"), "unknown");
    }

    private static List<String> values(String column) {
        return column == null ? List.of() : List.of(column.split("; *"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ssh", "", "25-20", "70000", "22-70000", "-5", "22-", "22,23", "1-2-3", "٢٢", "99999999999"})
    void shouldNotKnowWhatNoPortRangeCovers(String garbage) {
        // Given
        FactSource facts = NOTHING.and("resource.name", FactValue.text(garbage));

        // When, then
        assertEquals(Truth.UNKNOWN, truth("{ field: resource.name, coversAnyPort: [22] }", facts));
    }

    @ParameterizedTest
    @CsvSource({
        "TRUE,    TRUE,    TRUE,    TRUE",
        "TRUE,    FALSE,   FALSE,   TRUE",
        "TRUE,    UNKNOWN, UNKNOWN, TRUE",
        "FALSE,   TRUE,    FALSE,   TRUE",
        "FALSE,   FALSE,   FALSE,   FALSE",
        "FALSE,   UNKNOWN, FALSE,   UNKNOWN",
        "UNKNOWN, TRUE,    UNKNOWN, TRUE",
        "UNKNOWN, FALSE,   FALSE,   UNKNOWN",
        "UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN",
    })
    void shouldJoinByKleenesThreeValues(Truth left, Truth right, Truth all, Truth any) {
        assertEquals(all, truth("{ allOf: [" + being(left) + ", " + being(right) + "] }", FACTS_OF_BEING));
        assertEquals(any, truth("{ anyOf: [" + being(left) + ", " + being(right) + "] }", FACTS_OF_BEING));
        // A third part, in front or behind, that decides nothing.
        assertEquals(
                all,
                truth(
                        "{ allOf: [" + being(left) + ", " + being(right) + ", " + being(Truth.TRUE) + "] }",
                        FACTS_OF_BEING));
        assertEquals(
                any,
                truth(
                        "{ anyOf: [" + being(Truth.FALSE) + ", " + being(left) + ", " + being(right) + "] }",
                        FACTS_OF_BEING));
    }

    @ParameterizedTest
    @EnumSource(Truth.class)
    void shouldTurnOnlyWhatIsKnown(Truth truth) {
        Truth expected = switch (truth) {
            case TRUE -> Truth.FALSE;
            case FALSE -> Truth.TRUE;
            case UNKNOWN -> Truth.UNKNOWN;
        };

        assertEquals(expected, truth("{ not: " + being(truth) + " }", FACTS_OF_BEING));
        assertEquals(truth, truth("{ not: { not: " + being(truth) + " } }", FACTS_OF_BEING));
    }

    private static final String FACTS_OF_BEING = "{ resource.name: a }";

    private static String being(Truth truth) {
        return switch (truth) {
            case TRUE -> "{ field: resource.name, equals: a }";
            case FALSE -> "{ field: resource.name, equals: b }";
            case UNKNOWN -> "{ field: resource.group, equals: a }";
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            equals: { field: resource.group }      | { resource.name: a, resource.group: A }    | TRUE
            equals: { field: resource.group }      | { resource.name: a, resource.group: b }    | FALSE
            equals: { field: resource.group }      | { resource.name: a, resource.group: null } | FALSE
            equals: { field: resource.group }      | { resource.name: a }                       | UNKNOWN
            equals: { field: resource.group }      | { resource.group: a }                      | UNKNOWN
            equals: { field: resource.group }      | { resource.name: null, resource.group: a } | FALSE
            notEquals: { field: resource.group }   | { resource.name: a, resource.group: b }    | TRUE
            notEquals: { field: resource.group }   | { resource.name: a, resource.group: null } | TRUE
            contains: { field: resource.group }    | { resource.name: abc, resource.group: B }  | TRUE
            contains: { field: resource.group }    | { resource.name: abc, resource.group: d }  | FALSE
            in: { field: cosmos.regions }          | { resource.name: a, cosmos.regions: [b, A] } | TRUE
            in: { field: cosmos.regions }          | { resource.name: a, cosmos.regions: [] }   | FALSE
            in: { field: cosmos.regions }          | { resource.name: a, cosmos.regions: null } | FALSE
            notIn: { field: cosmos.regions }       | { resource.name: a, cosmos.regions: null } | TRUE
            notIn: { field: cosmos.regions }       | { resource.name: a, cosmos.regions: [b] }  | TRUE
            notIn: { field: cosmos.regions }       | { resource.name: a }                       | UNKNOWN
            """)
    void shouldCompareWithAnotherFact(String comparison, String facts, Truth expected) {
        assertEquals(expected, truth("{ field: resource.name, " + comparison + " }", facts));
    }

    @ParameterizedTest
    @CsvSource({"4, 5, TRUE", "5, 5, FALSE", "5, null, FALSE", "null, 5, FALSE"})
    void shouldOrderByAnotherFact(String own, String other, Truth expected) {
        assertEquals(
                expected,
                truth(
                        "{ field: workspace.retentionDays, less: { field: retention.minimumDays } }",
                        "{ workspace.retentionDays: " + own + ", retention.minimumDays: " + other + " }"));
    }

    @Test
    void shouldReadTheValueBeforeWhereAskedTo() {
        // Given
        FactView moved = new FactView(GivenFacts.of("{ resource.region: b }"), GivenFacts.of("{ resource.region: a }"));
        FactView still = FactView.of(GivenFacts.of("{ resource.region: a }"));

        // When, then
        assertEquals(
                Truth.TRUE,
                compiled("{ field: before.resource.region, equals: a }").test(moved));
        assertEquals(
                Truth.FALSE, compiled("{ field: resource.region, equals: a }").test(moved));
        String changed = "{ field: resource.region, notEquals: { field: before.resource.region } }";
        assertEquals(Truth.TRUE, compiled(changed).test(moved));
        assertEquals(Truth.FALSE, compiled(changed).test(still));
        assertEquals(
                Truth.UNKNOWN, compiled(changed).test(new FactView(GivenFacts.of("{ resource.region: b }"), NOTHING)));
    }

    @Test
    void shouldCoerceNothing() {
        // Given facts of another shape than they are declared to have
        FactSource text = NOTHING.and("signIn.errorCode", FactValue.text("80"));
        FactSource whole = NOTHING.and("resource.name", FactValue.whole(80));
        FactSource flag = NOTHING.and("resource.name", FactValue.flag(true));

        // When, then
        assertEquals(Truth.FALSE, truth("{ field: signIn.errorCode, equals: 80 }", text));
        assertEquals(Truth.TRUE, truth("{ field: signIn.errorCode, notEquals: 80 }", text));
        assertEquals(Truth.FALSE, truth("{ field: signIn.errorCode, in: [80] }", text));
        assertEquals(Truth.FALSE, truth("{ field: resource.name, equals: '80' }", whole));
        assertEquals(Truth.FALSE, truth("{ field: resource.name, in: ['80'] }", whole));
        assertEquals(Truth.FALSE, truth("{ field: resource.name, like: '8*' }", whole));
        assertEquals(Truth.FALSE, truth("{ field: resource.name, contains: '8' }", whole));
        assertEquals(Truth.FALSE, truth("{ field: resource.name, coversAnyPort: 80 }", whole));
        assertEquals(Truth.FALSE, truth("{ field: resource.name, equals: 'true' }", flag));
        assertThrows(IllegalStateException.class, () -> truth("{ field: signIn.errorCode, less: 81 }", text));
    }

    @ParameterizedTest
    @CsvSource({
        "Delete, dELETE, TRUE",
        "straße, STRASSE, FALSE",
        "ÄÖ, äö, TRUE",
        // The Kelvin sign has the small letter k; the dotless i has no small letter but itself.
        "\u212A, k, TRUE",
        "\u0131, i, FALSE",
        "\u017F, s, FALSE",
        "a\u0301, \u00E1, FALSE",
    })
    void shouldCompareTextsOrdinallyIgnoringCase(String value, String operand, Truth expected) {
        FactSource facts = NOTHING.and("resource.name", FactValue.text(value));

        assertEquals(expected, truth("{ field: resource.name, equals: '" + operand + "' }", facts));
        assertEquals(expected, truth("{ field: resource.name, in: ['" + operand + "'] }", facts));
        assertEquals(expected, truth("{ field: resource.name, like: '" + operand + "' }", facts));
        assertEquals(expected, truth("{ field: resource.name, like: '" + operand + "*' }", facts));
        assertEquals(expected, truth("{ field: resource.name, contains: '" + operand + "' }", facts));
        assertEquals(expected.not(), truth("{ field: resource.name, notEquals: '" + operand + "' }", facts));
    }

    @Test
    void shouldIgnoreCaseTheSameWayEverywhere() {
        // Given a machine whose language has two letters i
        Locale usual = Locale.getDefault();
        Locale.setDefault(new Locale("tr", "TR"));
        try {
            // When, then
            assertEquals(
                    Truth.TRUE, truth("{ field: resource.name, equals: microsoft }", "{ resource.name: MICROSOFT }"));
            assertEquals(
                    Truth.TRUE, truth("{ field: resource.name, in: [MICROSOFT] }", "{ resource.name: microsoft }"));
            assertEquals(Truth.TRUE, truth("{ field: resource.name, like: 'MI*' }", "{ resource.name: microsoft }"));
        } finally {
            Locale.setDefault(usual);
        }
    }
}
