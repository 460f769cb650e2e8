package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.quickstart.workbook.WorkbookFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StandardsCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shouldTakeOfficialTextsIntoTheCoverageOfARuleSet() throws IOException {
        // Given a workbook with one item that is known and one that is not
        Path workbook = workbook(
                List.of("Evidence item reference", "Evidence item text", "Category 2", "Category 3"),
                List.of("4.5.3", "Invented \"official\" text: \\ two\nlines", "Mandatory", "Not applicable"),
                List.of("4.5.99", "Another text", "Not mandatory", "Mandatory"));
        Path overlay =
                Files.createDirectories(folder.resolve("rules/standards")).resolve("a.overlay.yaml");
        copyOneRule();

        // When
        CommandRun run = CommandRun.of("standards", "import", workbook.toString(), "--out", overlay.toString());

        // Then it says what fits
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.err().contains("1 of "), run::err);
        assertTrue(run.err().contains("no rule is mapped to them): 4.5.99"), run::err);
        assertTrue(run.err().contains("their paraphrase stays): 1.1, 1.1.1"), run::err);
        // And a rule set with the overlay shows the text beside the mapping that ships
        CommandRun coverage = CommandRun.of(
                "rules",
                "coverage",
                "--rules",
                folder.resolve("rules").toString(),
                "--version",
                "8",
                "--format",
                "json");
        String line = coverage.out()
                .lines()
                .filter(each -> each.startsWith("{\"requirement\":\"DSPT/8/NDG/4.5.3\""))
                .findFirst()
                .orElseThrow();
        assertTrue(
                line.contains(
                        "\"title\":\"Invented \\\"official\\\" text: \\\\ two\\nlines\",\"textSource\":\"official\""),
                line);
        assertTrue(line.contains("\"mandatory\":[\"2\"]"), line);
        // And an organisation that is not asked it does not see it
        assertFalse(CommandRun.of(
                        "rules",
                        "coverage",
                        "--rules",
                        folder.resolve("rules").toString(),
                        "--category",
                        "3",
                        "--format",
                        "json")
                .out()
                .contains("DSPT/8/NDG/4.5.3"));
    }

    @Test
    void shouldTakeOneCategoryOnlyAndPrintWithoutAFile() throws IOException {
        // Given
        Path workbook = workbook(
                List.of("Ref", "Text", "Category 2", "Category 3"), List.of("4.5.3", "Text", "Mandatory", "Mandatory"));

        // When
        CommandRun run = CommandRun.of("standards", "import", workbook.toString(), "--category", "3");

        // Then
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().contains("mandatory: [\"3\"]"), run::out);
        assertTrue(run.out().contains("overlay: DSPT/8/NDG"), run::out);
    }

    @Test
    void shouldRefuseWhatCannotBeTaken() throws IOException {
        // Given
        Path other = workbook(List.of("Ref", "Text"), List.of("77.7.7", "Text"));
        Path text = Files.writeString(folder.resolve("a.xlsx"), "no workbook");

        // When, then
        assertEquals(1, CommandRun.of("standards", "import", other.toString()).exitCode());
        assertEquals(1, CommandRun.of("standards", "import", text.toString()).exitCode());
        assertEquals(
                2,
                CommandRun.of("standards", "import", folder.resolve("none").toString())
                        .exitCode());
        assertEquals(
                2,
                CommandRun.of("standards", "import", other.toString(), "--framework", "ISO")
                        .exitCode());
        assertEquals(
                2,
                CommandRun.of("standards", "import", other.toString(), "--category", "2")
                        .exitCode());
        assertEquals(
                2,
                CommandRun.of("standards", "import", other.toString(), "--out", "a.yaml")
                        .exitCode());
    }

    @Test
    void shouldListStandardsDatesAndStatuses() {
        CommandRun run = CommandRun.of("standards", "list");

        assertEquals(0, run.exitCode(), run::err);
        for (String shown : List.of("DSPT/9/CAF", "DARS/2a/SECURITY", "2027-06-30", "Standards Exceeded", "refused")) {
            assertTrue(run.out().contains(shown), run::out);
        }
    }

    @SafeVarargs
    private final Path workbook(List<String>... rows) throws IOException {
        byte[] bytes =
                new WorkbookFile().sheet("Assertions and Evidence Items", rows).bytes();
        return Files.write(folder.resolve("workbook.xlsx"), bytes);
    }

    private void copyOneRule() throws IOException {
        String stem = "/rules/residency/RES-001-resource-outside-permitted-regions.rule.yaml";
        try (var in = StandardsCommandTest.class.getResourceAsStream(stem)) {
            Files.write(
                    folder.resolve("rules/RES-001-resource-outside-permitted-regions.rule.yaml"), in.readAllBytes());
        }
    }
}
