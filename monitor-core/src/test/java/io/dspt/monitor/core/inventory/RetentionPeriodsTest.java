package io.dspt.monitor.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionPeriodsTest {
    private static final String SCHEDULE = """
            version: "1"
            source: the Code
            records:
              - { key: adult, title: Adults, minimumDays: 2922, trigger: discharge, action: appraise, autoDeleteAllowed: false, maxExtensionDays: 7305, mark: V }
              - { key: child, title: Children, minimumDays: null, note: to the 25th birthday, trigger: birth, action: appraise, autoDeleteAllowed: false, maxExtensionDays: null, mark: U }
            """;

    @Test
    void shouldKnowTheDaysOfAType() {
        // Given
        RetentionPeriods periods = read(SCHEDULE);

        // When, then
        assertEquals(FactValue.whole(2922), periods.minimumDays("Adult"));
        assertEquals(Missing.UNKNOWN, periods.minimumDays("child"));
        assertEquals(Missing.UNKNOWN, periods.minimumDays("veterinary"));
        assertEquals("the Code", periods.byType().get("adult").source());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            autoDeleteAllowed: false => autoDeleteAllowed: true => 4: records[0]: only what expires may be deleted automatically
            action: appraise => action: expire => 4: records[0]: only what expires may be deleted automatically
            action: appraise => action: burn => 4: records[0].action: 'burn' is none of appraise, destroy, transfer, with-record, by-direction, keep, expire
            minimumDays: 2922 => minimumDays: 0 => 4: records[0].minimumDays: expected days from 1 to 40000, or null
            minimumDays: 2922 => minimumDays: 8y => 4: records[0].minimumDays: expected a whole number
            note: to the 25th birthday, => ~~ => 5: records[1]: a period that is no number of days says in its note what it is
            mark: V => mark: sure => 4: records[0]: a mark is V, P or U, not sure
            key: child => key: adult => 5: records[1]: the record type adult stands twice
            key: child => key: Child => 5: records[1]: keys are written in lower case: Child
            key: adult => key: adults => 1: the assumed record type adult has no period
            trigger: discharge, => ~~ => 4: records[0]: the key 'trigger' is missing
            title: Adults => titel: Adults => 4: records[0].titel: unknown key; did you mean 'title'?
            """)
    void shouldRefuseWhatIsNoSchedule(String right, String wrong, String message) {
        RefusedException refused = assertThrows(RefusedException.class, () -> read(SCHEDULE.replace(right, wrong)));

        assertEquals("schedule.yaml:" + message, refused.getMessage());
    }

    /** What the rule on automatic deletion lets pass is what the schedule lets expire. */
    @Test
    void shouldLetOnlyThoseTypesExpireThatTheRulesLetPass() {
        // Given
        RetentionPeriods shipped = (RetentionPeriods) ReferenceFiles.builtIn().retention();
        YamlNode parameters = YamlNode.parse(
                RuleBundle.PARAMETERS,
                new String(
                        Objects.requireNonNull(RuleBundle.builtIn().files().get(RuleBundle.PARAMETERS)),
                        StandardCharsets.UTF_8));

        // When
        List<String> passing =
                Objects.requireNonNull(parameters.members().get("selfExpiringRecordTypes")).elements().stream()
                        .map(YamlNode::text)
                        .toList();

        // Then
        assertEquals(
                shipped.byType().entrySet().stream()
                        .filter(type -> type.getValue().autoDeleteAllowed())
                        .map(java.util.Map.Entry::getKey)
                        .toList(),
                passing.stream().sorted().toList());
    }

    @Test
    void shouldShipAllTypesOfTheSchedule() {
        assertEquals(
                37,
                ((RetentionPeriods) ReferenceFiles.builtIn().retention())
                        .byType()
                        .size());
    }

    private static RetentionPeriods read(String yaml) {
        return RetentionPeriods.read(YamlNode.parse("schedule.yaml", yaml), "adult");
    }
}
