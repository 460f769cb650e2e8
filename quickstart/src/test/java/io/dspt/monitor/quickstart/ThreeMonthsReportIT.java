package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.posture.Period;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three months of two organisations, from Azure's records to what their compliance officers sign. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ThreeMonthsReportIT {
    private static final String ESTATE = "three-months";
    private static final YearMonth AUGUST = YearMonth.of(2026, 8);
    private static final List<String> FORMATS = List.of("html", "pdf", "csv", "json", "ocsf");
    private static final List<String> ORGANISATIONS = List.of(ThreeMonths.TRUST, ThreeMonths.LABORATORIES);

    @TempDir
    private static Path folder;

    private static RunningMonitor monitor;
    private static Path key;
    private static List<String> findings = List.of();

    @BeforeAll
    static void givenThreeMonths() throws Exception {
        monitor = new RunningMonitor(Files.createDirectory(folder.resolve("kafka")));
        key = monitor.signingKey(folder.resolve("key.der"));
        Path input = folder.resolve("input");
        ThreeMonths.write(input, 1);
        // Whose the subscriptions are has to be known before the first record is judged.
        Path first = Files.createDirectory(folder.resolve("first"));
        Files.move(input.resolve(ThreeMonths.FIRST + ".jsonl"), first.resolve(ThreeMonths.FIRST + ".jsonl"));
        Path begun = Files.writeString(folder.resolve("begun.jsonl"), "");
        monitor.judge(ESTATE, begun.toString());
        Path organisations = Files.writeString(folder.resolve("organisations.csv"), ThreeMonths.organisations());
        CommandRun loaded = run("register", "load", organisations.toString());
        assertEquals(0, loaded.exitCode(), loaded::err);
        monitor.judge(ESTATE, first.toString());
        findings = monitor.judge(ESTATE, input.toString()).findings();
    }

    @AfterAll
    static void stopKafka() {
        monitor.close();
    }

    private static CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of("--bootstrap", monitor.bootstrapServers(), "--key-file", key.toString(), "--estate", ESTATE));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static byte[] report(YearMonth month, String organisation, String format, String name) throws IOException {
        Path out = folder.resolve(name);
        CommandRun run = run(
                "report",
                "--month",
                month.toString(),
                "--organisation",
                organisation,
                "--format",
                format,
                "--out",
                out.toString());
        assertEquals(0, run.exitCode(), run::err);
        return Files.readAllBytes(out);
    }

    private static JsonNode figures(YearMonth month, String organisation) throws IOException {
        return new ObjectMapper().readTree(report(month, organisation, "json", "figures.json"));
    }

    @Test
    void shouldGiveTheSameBytesTwiceInEveryFormatForEachOrganisation() throws IOException {
        for (String organisation : ORGANISATIONS) {
            for (String format : FORMATS) {
                byte[] once = report(AUGUST, organisation, format, "once." + format);
                byte[] again = report(AUGUST, organisation, format, "again." + format);

                assertTrue(once.length > 0);
                assertArrayEquals(once, again, organisation + " as " + format);
            }
        }
    }

    @Test
    void shouldCountEachFindingForWhoeverOperatesWhatItIsAbout() throws IOException {
        // When every month is summed up for both
        Map<String, Long> closing = new TreeMap<>();
        for (String organisation : ORGANISATIONS) {
            long before = 0;
            for (YearMonth month = YearMonth.from(ThreeMonths.FIRST);
                    !month.isAfter(YearMonth.from(ThreeMonths.LAST));
                    month = month.plusMonths(1)) {
                JsonNode all = figures(month, organisation).at("/findings/all");

                // Then each month begins where the one before has ended
                assertEquals(before, all.path("opening").asLong(), organisation + " in " + month + ": " + all);
                before = all.path("closing").asLong();
            }
            closing.put(organisation, before);
        }
        assertTrue(closing.values().stream().allMatch(findings -> findings > 0), closing::toString);
    }

    @Test
    void shouldShowTheSilenceOfSignInsAsNotEvidenced() throws IOException {
        // When August is summed up, in which sign-ins were silent for more than an hour
        String html = new String(report(AUGUST, ThreeMonths.TRUST, "html", "august.html"), StandardCharsets.UTF_8);

        // Then
        assertTrue(html.contains("not evidenced"));
        assertTrue(html.contains("SignInLogs"));
    }

    @Test
    void shouldAgreeWithTheFindingsThemselves() throws IOException {
        // Given what stands when September ends, as the findings say
        Instant end = Period.of(YearMonth.from(ThreeMonths.LAST)).to();
        for (String organisation : ORGANISATIONS) {
            Map<String, Long> standing = new TreeMap<>();
            Map<String, Long> open = new TreeMap<>();
            for (String json : findings) {
                JsonNode finding = new ObjectMapper().readTree(json);
                boolean begun = Instant.parse(finding.path("openedAt").asText()).isBefore(end);
                boolean over = finding.path("resolvedAt").isTextual()
                        && Instant.parse(finding.path("resolvedAt").asText()).isBefore(end);
                if (finding.path("organisation").asText().equals(organisation) && begun && !over) {
                    standing.merge("all", 1L, Long::sum);
                    if (!finding.path("status").asText().equals("exempt")) {
                        open.merge(finding.path("severity").asText(), 1L, Long::sum);
                    }
                }
            }

            // When it is summed up
            JsonNode part =
                    figures(YearMonth.from(ThreeMonths.LAST), organisation).path("findings");

            // Then the figures are the same
            assertEquals(
                    standing.getOrDefault("all", 0L), part.at("/all/closing").asLong(), organisation);
            part.path("open").properties().forEach(severity -> {
                long counted = 0;
                for (JsonNode byAge : severity.getValue()) {
                    counted += byAge.asLong();
                }
                assertEquals(open.getOrDefault(severity.getKey(), 0L), counted, organisation + severity.getKey());
            });
        }
    }

    @Test
    void shouldGiveTheSameBytesAfterAllLocalStateWasLost() throws Exception {
        // Given
        byte[] before = report(AUGUST, ThreeMonths.TRUST, "json", "before.json");

        // When the streams application begins anew with nothing but the topics
        monitor.loseLocalState();
        monitor.judge(
                ESTATE, Files.writeString(folder.resolve("nothing.jsonl"), "").toString());

        // Then
        assertArrayEquals(before, report(AUGUST, ThreeMonths.TRUST, "json", "after.json"));
    }

    @Test
    void shouldPackTheYearSoThatABareJavaDerivesIt() throws Exception {
        // When the audit year is packed for the trust
        Path zip = folder.resolve("audit.zip");
        CommandRun run =
                run("report", "--pack", "2026-2027", "--organisation", ThreeMonths.TRUST, "--out", zip.toString());
        assertEquals(0, run.exitCode(), run::err);

        // Then whoever unpacks it derives the three months again
        Verification said = Verification.ofPack(zip, folder.resolve("unpacked"));
        assertEquals(0, said.exitCode(), said::text);
        for (String month : List.of("2026-07", "2026-08", "2026-09")) {
            assertTrue(said.text().contains("Summary of " + month), said::text);
        }
        assertTrue(said.text().contains("Sample of the log: 25 places"), said::text);
    }
}
