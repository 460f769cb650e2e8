package io.dspt.monitor.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which conditions mean something, and the exact words with which others are refused. */
class ConditionReaderTest {
    private static final String REQUIRE = "require: { field: resource.region, in: { parameter: permitted } }";

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
                { field: signIn.errorCode, equals: fifty } => equals: 'fifty' is no whole number
                { field: resource.name, equals: 80 } => equals: '80' is no text (quote it if YAML takes it for something else)
                { field: resource.name, equals: true } => equals: 'true' is no text (quote it if YAML takes it for something else)
                { field: resource.name, equals: 1.5 } => equals: no fact has such a number: quote it to make it a text
                { field: signIn.errorCode, equals: 99999999999999999999 } => equals: no fact has such a number: quote it to make it a text
                { field: signIn.interactive, equals: yes } => equals: 'yes' is no true or false
                { field: signIn.errorCode, in: [1, two] } => in: 'two' is no whole number
                { field: resource.name, in: one } => in: 'in' needs a list
                { field: resource.name, notIn: { parameter: floor } } => notIn: 'notIn' needs a list
                { field: resource.name, equals: [a, b] } => equals: 'equals' needs one value, not a list
                { field: resource.name, equals: { parameter: permitted } } => equals: 'equals' needs one value, not a list
                { field: resource.name, equals: } => equals: expected a text
                { field: resource.name, equals: '' } => equals: must not be empty
                { field: resource.name, exists: maybe } => exists: expected true or false
                { field: resource.name, less: 5 } => less: 'less' compares whole numbers
                { field: signIn.errorCode, greater: five } => greater: 'greater' compares whole numbers
                { field: signIn.errorCode, like: 5* } => like: 'like' compares texts
                { field: resource.name, like: 5 } => like: 'like' compares texts
                { field: resource.name, like: a*b* } => like: a pattern has at most one *
                { field: signIn.errorCode, contains: 5 } => contains: 'contains' looks into texts and lists of texts
                { field: signIn.errorCode, coversAnyPort: [22] } => coversAnyPort: 'coversAnyPort' compares a text with port numbers
                { field: resource.name, coversAnyPort: [ssh] } => coversAnyPort: 'coversAnyPort' compares a text with port numbers
                """)
    void shouldRefuseAnOperandOfAnotherShape(String condition, String message) {
        assertEquals(SampleRule.FILE + ":12: require." + message, refusal(condition));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
                { field: cosmos.regions, equals: uksouth } => .field: 'cosmos.regions' is a list: compare 'cosmos.regions[*]' or use count, contains or exists
                { field: 'lifecycle.rules[*]', equals: a } => .field: 'lifecycle.rules[*]' has members: compare one, such as 'lifecycle.rules[*].deleteAfterDays'
                { field: lifecycle.rules, contains: a } => .contains: 'contains' looks into texts and lists of texts
                { field: 'resource.name[*]', equals: a } => .field: 'resource.name' is no list, so [*] cannot follow
                { field: 'lifecycle.rules[*].enabeld', equals: true } => .field: 'lifecycle.rules' has no member 'enabeld'; did you mean 'enabled'?
                { field: 'cosmos.regions[*].name', equals: a } => .field: 'cosmos.regions' has no member 'name'
                { field: 'lifecycle.rules[*]enabled', equals: true } => .field: after [*] only a member can follow, such as [*].name
                { count: { field: cosmos.regions }, greater: 1 } => .count.field: count needs a list followed by [*]
                { count: { field: 'lifecycle.rules[*].enabled' }, greater: 1 } => .count.field: count needs a list followed by [*]
                { count: { field: 'cosmos.regions[*]' }, exists: true } => .exists: 'exists' does not compare whole numbers
                { count: { field: 'cosmos.regions[*]' }, in: [1] } => .in: 'in' does not compare whole numbers
                { count: { field: 'cosmos.regions[*]' }, greater: many } => .greater: 'greater' compares whole numbers
                { count: { field: 'cosmos.regions[*]' } } => : the operator is missing
                { count: { where: { field: resource.id, exists: true } }, greater: 1 } => .count: the key 'field' is missing
                { field: resource.name } => : the operator is missing
                { field: resource.name, equals: a, like: b } => .like: a condition has one operator, this is the second
                { allOf: [{ field: resource.name, exists: true }], field: resource.name } => : 'allOf' stands alone in a condition
                { anyOf: [] } => .anyOf: needs at least one condition
                { allOf: { field: resource.name, exists: true } } => .allOf: expected a list
                { not: [] } => .not: expected a mapping
                [] => : expected a mapping
                {} => : a condition is allOf, anyOf, not, field or count
                true => : expected a mapping
                { allOf: [{ not: { field: a.b, exists: true } }] } => .allOf[0].not.field: unknown field 'a.b'
                """)
    void shouldRefuseAConditionThatMeansNothing(String condition, String message) {
        assertEquals(SampleRule.FILE + ":12: require" + message, refusal(condition));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
                { field: resource.name, equals: { field: signIn.errorCode } } => equals.field: 'signIn.errorCode' cannot be compared by 'equals' with a text
                { field: signIn.errorCode, less: { field: resource.name } } => less.field: 'resource.name' cannot be compared by 'less' with a whole number
                { field: resource.name, less: { field: resource.group } } => less.field: 'resource.group' cannot be compared by 'less' with a text
                { field: resource.name, in: { field: resource.group } } => in.field: 'resource.group' cannot be compared by 'in' with a text
                { field: resource.name, like: { field: resource.group } } => like.field: 'like' needs a value or a parameter, not a field
                { field: resource.name, equals: { field: 'cosmos.regions[*]' } } => equals.field: 'cosmos.regions[*]' cannot be compared by 'equals' with a text
                { field: resource.name, equals: { field: resource.gruop } } => equals.field: unknown field 'resource.gruop'; did you mean 'resource.group'?
                { field: resource.name, equals: { field: resource.id, parameter: floor } } => equals: expected a value, or one of a parameter, a field and a register
                { field: resource.name, equals: {} } => equals: expected a value, or one of a parameter, a field and a register
                """)
    void shouldRefuseAnotherFactThatCannotBeCompared(String condition, String message) {
        assertEquals(SampleRule.FILE + ":12: require." + message, refusal(condition));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
                { field: resource.name, equals: '80' }
                { field: resource.name, equals: { field: before.resource.name } }
                { field: resource.name, in: { field: cosmos.regions } }
                { field: resource.name, in: [] }
                { field: cosmos.regions, contains: { field: resource.region } }
                { field: resource.name, contains: { field: resource.region } }
                { field: signIn.errorCode, less: { field: signIn.errorCode } }
                { field: signIn.errorCode, in: [1, 2] }
                { field: resource.name, notLike: { parameter: names } }
                { field: signIn.errorCode, less: { parameter: floor } }
                { field: resource.name, coversAnyPort: 22 }
                { field: 'cosmos.regions[*]', exists: true }
                { field: cosmos.regions, exists: true }
                { field: resource.tags.Data-Class, equals: patient }
                { count: { field: 'cosmos.regions[*]' }, less: { field: signIn.errorCode } }
                """)
    void shouldTakeWhatFits(String condition) {
        assertEquals("RES-001", SampleRule.load(with(condition)).id());
    }

    @Test
    void shouldPointAtTheLineOfTheKeyInBlockStyle() {
        // Given a condition spread over lines, wrong in its second part
        String require = """
                require:
                  allOf:
                    - field: resource.region
                      exists: true
                    - field: resource.sku
                      in:
                        - a
                        - 5
                """;

        // When, then
        assertEquals(
                SampleRule.FILE
                        + ":17: require.allOf[1].in: '5' is no text (quote it if YAML takes it for something else)",
                SampleRule.refusal(SampleRule.TEXT.replace(REQUIRE + "\n", require)));
    }

    private static String refusal(String condition) {
        return SampleRule.refusal(with(condition));
    }

    private static String with(String condition) {
        return SampleRule.with(REQUIRE, "require: " + condition);
    }
}
