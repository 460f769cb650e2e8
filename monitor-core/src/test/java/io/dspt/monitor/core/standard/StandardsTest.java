package io.dspt.monitor.core.standard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.standard.Requirement.Answer;
import io.dspt.monitor.core.standard.Requirement.Expectation;
import io.dspt.monitor.core.standard.Requirement.TextSource;
import io.dspt.monitor.core.standard.Requirement.Wording;
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
            year: 2025-26
            confirmed: true
            source: a workbook
            requirements:
              - { id: 4.5.3, title: Second factor, machine: M, mark: V, standard: 4, cadence_days: 31, evidence: sign-ins, owner: Lead, rules: [ACC-012, ACC-013], rules_complete: true, gap: Guests. }
              - { id: 1.1.1, title: Register, machine: H, mark: P, rules: [], expectation: Achieved, fit: 2, policy_question: true, note: All. }
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
                new Wording("Second factor", TextSource.PARAPHRASE, "V", null),
                Requirement.Machine.MIXED,
                null,
                new Answer(4, List.of(), List.of(), 31, "sign-ins", "Lead"),
                List.of("ACC-012", "ACC-013"),
                true,
                "Guests.");
        Requirement register = new Requirement(
                "DSPT/8/NDG/1.1.1",
                "1.1.1",
                new Wording("Register", TextSource.PARAPHRASE, "P", "All."),
                Requirement.Machine.HUMAN,
                new Expectation("Achieved", 2, true),
                new Answer(null, List.of(), List.of(), null, null, null),
                List.of(),
                false,
                null);
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
            machine: M => machine: X => 9: requirements[0].machine: expected A, M or H
            machine: M => machin: M => 9: requirements[0].machin: unknown key; did you mean 'machine'?
            id: 1.1.1 => id: 4.5.3 => 10: requirements[1]: requirement 4.5.3 stands twice
            toolkit: DSPT => tool: DSPT => 1: tool: unknown key
            confirmed: true => confirmed: maybe => 6: confirmed: expected true or false
            categories: [gp, dentist] => categories: gp => 4: categories: expected a list
            fit: 2 => fit: 4 => 10: requirements[1].fit: fit is 0 to 3, not 4
            expectation: Achieved, => ~~ => 10: requirements[1].fit: only with an expectation
            cadence_days: 31 => cadence_days: -1 => 9: requirements[0].cadence_days: expected a number from 0 to 100000
            mark: V => mark: [V] => 9: requirements[0].mark: expected a text
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
                List.of("DARS/2a/SECURITY", "DSPT/8/CAF", "DSPT/8/NDG", "DSPT/9/CAF", "DSPT/9/NDG"),
                standards.all().stream().map(Standard::name).toList());
        assertTrue(standards.requirementsOf("ACC-012").contains("DSPT/8/NDG/4.5.3"));
    }

    @Test
    void shouldLetAVersionStandInUnconfirmedForOneToCome() {
        // Given
        String next = """
                toolkit: DSPT
                version: "9"
                framework: NDG
                categories: [gp]
                year: 2026-27
                confirmed: false
                source: version 8
                same_as: "8"
                """;

        // When
        Standards standards = read(STANDARD, next);

        // Then its requirements are there by their new name, and nothing of them is taken as sure
        Standard standIn = standards.all().get(1);
        assertEquals(List.of(), refusals);
        assertEquals("DSPT/9/NDG/4.5.3", standIn.requirements().get(0).name());
        assertEquals("U", standIn.requirements().get(0).mark());
        assertEquals(
                List.of("ACC-012", "ACC-013"), standIn.requirements().get(0).rules());
        // And no finding is stamped with them
        assertEquals(List.of("DSPT/8/NDG/4.5.3"), standards.requirementsOf("ACC-012"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            confirmed: false => confirmed: true => 8: same_as: what stands in for a version to come cannot be confirmed
            same_as: "8" => same_as: "7" => 1: there is no version 7 of DSPT NDG with requirements of its own
            same_as: "8" => same_as: "9" => 1: there is no version 9 of DSPT NDG with requirements of its own
            """)
    void shouldRefuseAStandInWithoutItsVersion(String right, String wrong, String message) {
        // Given
        String next = """
                toolkit: DSPT
                version: "9"
                framework: NDG
                categories: [gp]
                year: 2026-27
                confirmed: false
                source: version 8
                same_as: "8"
                """;

        // When
        read(STANDARD, next.replace(right, wrong));

        // Then
        assertEquals(
                List.of("standards/1.yaml:" + message),
                refusals.stream().map(Throwable::getMessage).toList());
    }

    @Test
    void shouldLayThePublishersWordsOverAStandard() {
        // Given
        String overlay = """
                overlay: DSPT/8/NDG
                source: workbook.xlsx
                requirements:
                  - { id: 4.5.3, title: Official words, mandatory: [gp], asked_of: [gp] }
                """;

        // When
        Standards standards = readNamed("standards/a.overlay.yaml", overlay);

        // Then
        Requirement secondFactor = standards.all().get(0).requirements().get(0);
        assertEquals(List.of(), refusals);
        assertEquals(new Wording("Official words", TextSource.OFFICIAL, "V", null), secondFactor.wording());
        assertEquals(List.of("gp"), secondFactor.answer().mandatory());
        assertTrue(secondFactor.concerns("gp") && !secondFactor.concerns("dentist"));
        assertEquals(List.of("ACC-012", "ACC-013"), secondFactor.rules());
        assertEquals(
                TextSource.PARAPHRASE,
                standards.all().get(0).requirements().get(1).wording().source());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            DSPT/8/NDG => DSPT/8/CAF => 1: there is no standard DSPT/8/CAF
            id: 4.5.3 => id: 4.5.4 => 4: requirements[0]: DSPT/8/NDG has no requirement 4.5.4
            title: => titel: => 4: requirements[0].titel: unknown key; did you mean 'title'?
            """)
    void shouldRefuseAnOverlayOverNothing(String right, String wrong, String message) {
        // Given
        String overlay = """
                overlay: DSPT/8/NDG
                source: workbook.xlsx
                requirements:
                  - { id: 4.5.3, title: Official words }
                """;

        // When
        Standards standards = readNamed("standards/a.overlay.yaml", overlay.replace(right, wrong));

        // Then
        assertEquals(
                List.of("standards/a.overlay.yaml:" + message),
                refusals.stream().map(Throwable::getMessage).toList());
        assertEquals(1, standards.all().size());
    }

    private Standards readNamed(String path, String text) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("standards/0.yaml", STANDARD.getBytes(StandardCharsets.UTF_8));
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
        return Standards.read(files, refusals);
    }

    private Standards read(String... texts) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < texts.length; i++) {
            files.put("standards/" + i + ".yaml", texts[i].getBytes(StandardCharsets.UTF_8));
        }
        return Standards.read(files, refusals);
    }
}
