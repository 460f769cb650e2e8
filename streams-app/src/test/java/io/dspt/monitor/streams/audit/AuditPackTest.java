package io.dspt.monitor.streams.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an auditor is given, and what somebody may have done to it on the way. */
final class AuditPackTest {
    private static AuditPack pack;

    @TempDir
    private Path folder;

    @BeforeAll
    static void givenAPack() {
        pack = InventedPack.of(7);
    }

    private String verified(boolean expected) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        boolean holds = AuditPackVerifier.verify(folder, new PrintStream(said, true, StandardCharsets.UTF_8));
        String text = said.toString(StandardCharsets.UTF_8);
        assertEquals(expected, holds, text);
        return text;
    }

    private void flip(String path) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(path));
        bytes[bytes.length / 2] ^= 1;
        Files.write(folder.resolve(path), bytes);
    }

    private static String any(String beginning, String end) {
        return pack.files().keySet().stream()
                .filter(path -> path.startsWith(beginning) && path.endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines(String path) {
        return new String(pack.files().get(path), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @Test
    void shouldBeVerifiedByABareJavaInItsOwnFolder() throws Exception {
        // Given the unpacked folder and a Java without a class path
        InventedPack.unpack(pack, folder);
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", "verifier/verify.jar");
        java.environment().clear();
        Path said = Files.createTempFile("verified", ".txt");
        try {
            Process process = java.directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();

            // When it is asked
            assertTrue(process.waitFor(2, TimeUnit.MINUTES));

            // Then every summary is derived again
            String text = Files.readString(said);
            assertEquals(0, process.exitValue(), text);
            for (String month : List.of("2026-08", "2026-09", "2026-10")) {
                assertTrue(text.contains("Summary of " + month + ": "), text);
            }
            assertTrue(text.contains("Everything that was verified holds."), text);
        } finally {
            Files.delete(said);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ledger/ledger.jsonl",
                "ledger/heads/000000000001.note",
                "coverage/coverage.tsv",
                "evidence/index.jsonl",
                "sample/log.json",
                "population.csv",
                "verifier/monitor-core.jar"
            })
    void shouldFailOnAChangedByteAndNameItsFile(String path) throws IOException {
        // Given
        InventedPack.unpack(pack, folder);
        flip(path);

        // Then
        assertTrue(verified(false).contains("WRONG  " + path + " is not what its digest in SHA256SUMS says"));
    }

    @Test
    void shouldFailOnAFigureThatWasChangedTogetherWithItsDigest() throws IOException {
        // Given a summary with another figure
        InventedPack.unpack(pack, folder);
        String path = any("summaries/2026-10/", ".json");
        String json = Files.readString(folder.resolve(path));
        Files.writeString(folder.resolve(path), json.replaceFirst("\"value\":\\d+", "\"value\":0815"));
        InventedPack.fitDigests(folder, path);

        // Then
        assertTrue(verified(false).contains("WRONG  " + path + " does not follow from the sources"));
    }

    @Test
    void shouldFailOnASourceThatWasChangedTogetherWithItsDigest() throws IOException {
        // Given a day on which more has arrived
        InventedPack.unpack(pack, folder);
        Path coverage = folder.resolve(PackPaths.COVERAGE);
        Files.writeString(coverage, Files.readString(coverage).replaceFirst("\"received\":\\d+", "\"received\":77777"));
        InventedPack.fitDigests(folder, PackPaths.COVERAGE);

        // Then what was derived of it differs
        assertTrue(verified(false).contains("does not follow from the sources"));
    }

    @Test
    void shouldFailOnAnEndThatWasRemovedTogetherWithItsDigest() throws IOException {
        // Given the ledger without its last line
        InventedPack.unpack(pack, folder);
        Path ledger = folder.resolve(PackPaths.LEDGER);
        List<String> lines = Files.readAllLines(ledger);
        Files.writeString(ledger, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");
        InventedPack.fitDigests(folder, PackPaths.LEDGER);

        // Then the signed head tells
        assertTrue(verified(false).contains("WRONG  the ledger is broken at line " + (lines.size() - 1)));
    }

    @Test
    void shouldFailOnAFileThatIsGoneOrWasPutIn() throws IOException {
        // Given
        InventedPack.unpack(pack, folder);
        String pdf = any("summaries/", ".pdf");
        Files.delete(folder.resolve(pdf));
        Files.writeString(folder.resolve("note.txt"), "from somebody");

        // When
        String said = verified(false);

        // Then
        assertTrue(said.contains("WRONG  " + pdf + " is not there"), said);
        assertTrue(said.contains("WRONG  note.txt is not listed"), said);
    }

    @Test
    void shouldBeTheSameBytesOfTheSameSources() throws IOException {
        // When it is made twice
        ByteArrayOutputStream once = new ByteArrayOutputStream();
        pack.write(once);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        InventedPack.of(7).write(again);

        // Then
        assertArrayEquals(once.toByteArray(), again.toByteArray());
    }

    @Test
    void shouldGiveEveryRecordItsThreeDates() {
        // When the evidence is looked at
        List<String> table = lines("evidence/by-requirement.csv");

        // Then each has a time at which it happened, arrived and was judged
        assertTrue(table.size() > 1);
        assertTrue(table.get(0).contains("happened,received,judged"));
        String time = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z";
        assertTrue(
                table.stream()
                        .skip(1)
                        .allMatch(line -> line.matches(".*," + time + "," + time + "," + time + ",[A-Z].*")),
                () -> table.get(1));
    }

    @Test
    void shouldHoldFindingsOfItsOrganisationOnly() {
        assertTrue(lines("population.csv").size() > 1);
        assertTrue(lines("population.csv").stream().skip(1).allMatch(line -> line.contains("RA9")));
    }

    @Test
    void shouldAccountForEveryDay() {
        List<String> table = lines("reconciliation.csv");

        assertFalse(table.stream().anyMatch(line -> line.contains("NOT ACCOUNTED FOR")));
        assertEquals(92, table.stream().filter(line -> line.contains(",all,")).count());
    }

    @Test
    void shouldAskTheRulesAgainOfEveryRecordDrawnFromTheLog() {
        // When the verdicts are looked at
        List<String> table = lines("sample/verdicts.csv");

        // Then there are such that spoke for a record, such that spoke against it, and a place that led to none
        assertTrue(table.stream().anyMatch(line -> line.endsWith(",RES-001,asked and not broken")), table::toString);
        assertTrue(table.stream().anyMatch(line -> line.endsWith(",RES-001,broken")), table::toString);
        assertEquals(
                1,
                table.stream()
                        .filter(line -> line.endsWith(",no record from here on"))
                        .count());
    }

    @Test
    void shouldFailOnPlacesInTheLogThatSomebodyChose() throws IOException {
        // Given the first drawn record at another place
        InventedPack.unpack(pack, folder);
        Path index = folder.resolve(PackPaths.DRAWN_INDEX);
        Files.writeString(index, Files.readString(index).replaceFirst("\"place\":\\d+", "\"place\":101"));
        InventedPack.fitDigests(folder, PackPaths.DRAWN_INDEX);

        // Then
        assertTrue(verified(false)
                .contains("WRONG  sample/drawn.jsonl has other places than those that follow from the ledger"));
    }

    @Test
    void shouldDrawWhatBrokeRulesAndWhatKeptThem() {
        List<String> table = lines("sample.csv");

        assertTrue(table.stream().anyMatch(line -> line.startsWith("finding,")));
        assertTrue(table.stream().anyMatch(line -> line.startsWith("verdicts that broke nothing,")));
    }
}
