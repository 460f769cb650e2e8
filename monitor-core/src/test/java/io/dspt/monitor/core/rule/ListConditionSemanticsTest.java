package io.dspt.monitor.core.rule;

import static io.dspt.monitor.core.rule.WrittenCondition.compiled;
import static io.dspt.monitor.core.rule.WrittenCondition.truth;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What conditions say of lists: of every element, of members, and of how many there are. */
class ListConditionSemanticsTest {
    @Test
    void shouldLetAKnownPortDecideWhateverElseStandsInTheList() {
        // Given
        String anyOpen = """
                count: { field: 'nsgRule.ports[*]', where: { field: 'nsgRule.ports[*]', coversAnyPort: [22] } }
                greater: 0
                """;

        // When, then
        assertEquals(Truth.TRUE, truth(anyOpen, "{ nsgRule.ports: [ssh, 20-25] }"));
        assertEquals(Truth.UNKNOWN, truth(anyOpen, "{ nsgRule.ports: [ssh, 80] }"));
        assertEquals(Truth.FALSE, truth(anyOpen, "{ nsgRule.ports: [80] }"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            equals: a             | [a, A]    | TRUE
            equals: a             | [a, b]    | FALSE
            equals: a             | [b]       | FALSE
            equals: a             | []        | TRUE
            equals: a             | null      | FALSE
            notEquals: a          | [b, c]    | TRUE
            notEquals: a          | [b, a]    | FALSE
            notEquals: a          | []        | TRUE
            notEquals: a          | null      | TRUE
            in: [a, b]            | [a, b, a] | TRUE
            in: [a, b]            | [a, c]    | FALSE
            notIn: [a, b]         | [c]       | TRUE
            notIn: [a, b]         | [c, b]    | FALSE
            like: 'a*'            | [ab, ac]  | TRUE
            like: 'a*'            | [ab, b]   | FALSE
            contains: a           | [ba, ab]  | TRUE
            exists: true          | []        | TRUE
            exists: false         | []        | TRUE
            exists: false         | [a]       | FALSE
            exists: true          | null      | FALSE
            coversAnyPort: [22]   | [22, '*'] | TRUE
            coversAnyPort: [22]   | [22, ssh] | UNKNOWN
            coversAnyPort: [22]   | [80, ssh] | FALSE
            """)
    void shouldAskEveryElement(String comparison, String list, Truth expected) {
        String condition = "{ field: 'cosmos.regions[*]', " + comparison + " }";

        assertEquals(expected, truth(condition, "{ cosmos.regions: " + list + " }"));
        assertEquals(Truth.UNKNOWN, truth(condition, "{}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            deleteAfterDays, less: 10         | [{ deleteAfterDays: 5 }, { deleteAfterDays: 9 }]  | TRUE
            deleteAfterDays, less: 10         | [{ deleteAfterDays: 5 }, { deleteAfterDays: 10 }] | FALSE
            deleteAfterDays, less: 10         | [{ deleteAfterDays: 5 }, {}]                      | FALSE
            deleteAfterDays, less: 10         | [{ deleteAfterDays: 5 }, { enabled: true }]       | FALSE
            deleteAfterDays, exists: false    | [{ enabled: true }]                               | TRUE
            enabled, notEquals: false         | [{}, { enabled: true }]                           | TRUE
            enabled, notEquals: false         | [{}, { enabled: false }]                          | FALSE
            enabled, equals: true             | []                                                | TRUE
            enabled, equals: true             | null                                              | FALSE
            """)
    void shouldAskTheMemberOfEveryElement(String comparison, String list, Truth expected) {
        String condition = "{ field: 'lifecycle.rules[*]." + comparison.replaceFirst(",", "',") + " }";

        assertEquals(expected, truth(condition, "{ lifecycle.rules: " + list + " }"));
        assertEquals(Truth.UNKNOWN, truth(condition, "{}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [a, b] | equals: 2          | TRUE
            [a, b] | equals: 1          | FALSE
            [a, b] | notEquals: 1       | TRUE
            [a, b] | greater: 1         | TRUE
            [a, b] | greater: 2         | FALSE
            [a, b] | greaterOrEquals: 2 | TRUE
            [a, b] | less: 2            | FALSE
            [a, b] | lessOrEquals: 2    | TRUE
            []     | equals: 0          | TRUE
            []     | greater: 0         | FALSE
            null   | equals: 0          | TRUE
            null   | greater: 0         | FALSE
            """)
    void shouldCountElements(String list, String comparison, Truth expected) {
        String count = "{ count: { field: 'cosmos.regions[*]' }, " + comparison + " }";

        assertEquals(expected, truth(count, "{ cosmos.regions: " + list + " }"));
        assertEquals(Truth.UNKNOWN, truth(count, "{}"));
    }

    /** Of a, b and c, a counts for certain, b only if the SKU, which is unknown, is x; c does not. */
    @ParameterizedTest
    @CsvSource({
        "equals: 0, FALSE",
        "equals: 1, UNKNOWN",
        "equals: 2, UNKNOWN",
        "equals: 3, FALSE",
        "notEquals: 1, UNKNOWN",
        "notEquals: 3, TRUE",
        "greater: 0, TRUE",
        "greater: 1, UNKNOWN",
        "greater: 2, FALSE",
        "less: 1, FALSE",
        "less: 2, UNKNOWN",
        "less: 3, TRUE",
        "lessOrEquals: 1, UNKNOWN",
        "greaterOrEquals: 2, UNKNOWN",
    })
    void shouldCountUnsureElementsOnlyWhereTheyMakeNoDifference(String comparison, Truth expected) {
        String count = """
                count:
                  field: 'cosmos.regions[*]'
                  where:
                    anyOf:
                      - { field: 'cosmos.regions[*]', equals: a }
                      - allOf:
                          - { field: 'cosmos.regions[*]', equals: b }
                          - { field: resource.sku, equals: x }
                """;

        assertEquals(expected, truth(count + comparison + "\n", "{ cosmos.regions: [a, b, c] }"));
    }

    @Test
    void shouldAskOneElementAtATimeWhileCounting() {
        // Given a rule that is off and deletes early, and one that is on and deletes late
        String count = """
                count:
                  field: 'lifecycle.rules[*]'
                  where:
                    allOf:
                      - { field: 'lifecycle.rules[*].enabled', notEquals: false }
                      - { field: 'lifecycle.rules[*].deleteAfterDays', less: { field: retention.minimumDays } }
                equals: 0
                """;
        String apart = "[{ enabled: false, deleteAfterDays: 30 }, { enabled: true, deleteAfterDays: 4000 }]";
        String inOne = "[{ enabled: true, deleteAfterDays: 30 }, { enabled: false, deleteAfterDays: 4000 }]";

        // When, then
        assertEquals(Truth.TRUE, truth(count, "{ retention.minimumDays: 2922, lifecycle.rules: " + apart + " }"));
        assertEquals(Truth.FALSE, truth(count, "{ retention.minimumDays: 2922, lifecycle.rules: " + inOne + " }"));
        assertEquals(Truth.UNKNOWN, truth(count, "{ lifecycle.rules: " + inOne + " }"));
        assertEquals(Truth.TRUE, truth(count, "{ retention.minimumDays: null, lifecycle.rules: " + inOne + " }"));
        assertEquals(Truth.TRUE, truth(count, "{ retention.minimumDays: 2922, lifecycle.rules: [] }"));
    }

    @Test
    void shouldCountOneListWhileAnotherIsAskedAsAWhole() {
        // Given
        String count = """
                count:
                  field: 'nsgRule.ports[*]'
                  where:
                    allOf:
                      - { field: 'nsgRule.ports[*]', equals: '22' }
                      - { field: 'nsgRule.sources[*]', equals: Internet }
                equals: 1
                """;

        // When, then
        assertEquals(Truth.TRUE, truth(count, "{ nsgRule.ports: ['22', '80'], nsgRule.sources: [Internet] }"));
        assertEquals(Truth.FALSE, truth(count, "{ nsgRule.ports: ['22', '80'], nsgRule.sources: [Internet, a] }"));
    }

    @Test
    void shouldCountTheListAsItWas() {
        // Given
        String fewer = """
                count: { field: 'before.cosmos.regions[*]', where: { field: 'before.cosmos.regions[*]', equals: a } }
                equals: 1
                """;
        FactView view = new FactView(GivenFacts.of("{ cosmos.regions: [] }"), GivenFacts.of("{ cosmos.regions: [a] }"));

        // When, then
        assertEquals(Truth.TRUE, compiled(fewer).test(view));
    }
}
