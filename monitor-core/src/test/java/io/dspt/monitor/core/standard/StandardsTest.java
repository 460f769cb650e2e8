package io.dspt.monitor.core.standard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.yaml.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardsTest {
    private static final String STANDARD = """
            toolkit: DSPT
            version: "8"
            framework: NDG
            categories: [gp, dentist]
            confirmed: false
            source: a workbook
            requirements:
              - { id: 4.5.3, title: Second factor, machine: M, mark: V, rules: [ACC-012, ACC-013], rules_complete: true }
              - { id: 1.1.1, title: Register, machine: H, mark: P, rules: [], expectation: achieved }
            """;

    private final List<RefusedException> refusals = new ArrayList<>();

    @Test
    void shouldReadAStandard() {
        // When
        Standard standard = read(STANDARD).all().get(0);

        // Then
        assertEquals(List.of(), refusals);
        assertEquals("DSPT/8/NDG", standard.name());
        assertEquals(List.of("gp", "dentist"), standard.categories());
        Requirement secondFactor = new Requirement(
                "DSPT/8/NDG/4.5.3",
                "4.5.3",
                "Second factor",
                Requirement.Machine.MIXED,
                null,
                "V",
                List.of("ACC-012", "ACC-013"),
                true);
        Requirement register = new Requirement(
                "DSPT/8/NDG/1.1.1", "1.1.1", "Register", Requirement.Machine.HUMAN, "achieved", "P", List.of(), false);
        assertEquals(List.of(secondFactor, register), standard.requirements());
    }

    @Test
    void shouldNameTheRequirementsARuleIsEvidenceForInOrder() {
        // Given
        String other = STANDARD.replace("NDG", "CAF").replace("4.5.3", "B2.a").replace("ACC-013", "LOG-001");
        Standards standards = read(STANDARD, other);

        // When, then
        assertEquals(List.of("DSPT/8/CAF/B2.a", "DSPT/8/NDG/4.5.3"), standards.requirementsOf("ACC-012"));
        assertEquals(List.of("DSPT/8/NDG/4.5.3"), standards.requirementsOf("ACC-013"));
        assertEquals(List.of(), standards.requirementsOf("RES-001"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            machine: M => machine: X => 8: requirements[0].machine: expected A, M or H
            machine: M => machin: M => 8: requirements[0].machin: unknown key; did you mean 'machine'?
            id: 1.1.1 => id: 4.5.3 => 9: requirements[1]: requirement 4.5.3 stands twice
            toolkit: DSPT => tool: DSPT => 1: tool: unknown key
            confirmed: false => confirmed: maybe => 5: confirmed: expected true or false
            categories: [gp, dentist] => categories: gp => 4: categories: expected a list
            mark: V => mark: [V] => 8: requirements[0].mark: expected a text
            """)
    void shouldRefuseWhatIsNoStandardAndKeepTheOthers(String right, String wrong, String message) {
        // When
        Standards standards = read(STANDARD.replace(right, wrong), STANDARD);

        // Then
        assertEquals(
                List.of("standards/0.yaml:" + message),
                refusals.stream().map(Throwable::getMessage).toList());
        assertEquals(1, standards.all().size());
    }

    @Test
    void shouldReadTheStandardsThatShip() {
        // When
        Standards standards = Standards.read(RuleBundle.builtIn().standards(), refusals);

        // Then
        assertEquals(List.of(), refusals);
        assertEquals(
                List.of("DSPT/8/CAF", "DSPT/8/NDG"),
                standards.all().stream().map(Standard::name).toList());
        assertTrue(standards.requirementsOf("ACC-012").contains("DSPT/8/NDG/4.5.3"));
    }

    private Standards read(String... texts) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < texts.length; i++) {
            files.put("standards/" + i + ".yaml", texts[i].getBytes(StandardCharsets.UTF_8));
        }
        return Standards.read(files, refusals);
    }
}
