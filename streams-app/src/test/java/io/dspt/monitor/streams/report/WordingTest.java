package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a report may not say of its own accord. */
final class WordingTest {
    private static final Pattern CLAIM = Pattern.compile("(?i)\\b(compliant|achieved|passed|fully met)\\b");
    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern SHARE = Pattern.compile("\\d+ of \\d+ \\(\\d+\\.\\d %\\)");

    /** Members of the topics and words of the toolkits, which are not our own. */
    private static final List<String> NOT_OURS =
            List.of("\"compliant\"", "\"achieved\"", "\"partially achieved\"", "\"not achieved\"");

    private static String text(MonthlySummary summary) {
        return new String(SummaryReport.of(summary, SummaryReport.Format.HTML), StandardCharsets.UTF_8)
                .replaceAll("(?s)<style>.*?</style>", "")
                .replaceAll("<[^>]+>", " ");
    }

    @Test
    void shouldNotClaimInAnyTextOfTheSources() throws IOException {
        // Given the sources that hold the report's texts
        List<String> claims = new ArrayList<>();
        for (Path folder : List.of(
                Path.of("src/main/java/io/dspt/monitor/streams/report"),
                Path.of("../monitor-core/src/main/java/io/dspt/monitor/core/posture"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    Matcher literal = LITERAL.matcher(Files.readString(file));
                    while (literal.find()) {
                        if (CLAIM.matcher(literal.group()).find() && !NOT_OURS.contains(literal.group())) {
                            claims.add(file.getFileName() + ": " + literal.group());
                        }
                    }
                }
            }
        }

        // Then none says that something is as it should be
        assertEquals(List.of(), claims);
    }

    @Test
    void shouldNotClaimInAReport() {
        // Given a report, without what the toolkit expects and what people answered
        MonthlySummary summary = new SummaryMaker(InventedHistory.of(7).inputs(), SignalSettings.DEFAULT)
                .make(new SummaryRequest(YearMonth.of(2026, 10), "RX1", false));
        String text = text(summary);

        // Then it claims nothing
        Matcher claim = CLAIM.matcher(text);
        assertFalse(claim.find(), () -> text.substring(Math.max(0, claim.start() - 60), claim.end() + 40));
    }

    @Test
    void shouldShowPercentagesWithTheirDenominatorsAndNeverAHundredWithGaps() {
        // Given a month of which a day is missing
        MonthlySummary summary = new SummaryMaker(
                        InventedHistory.of(7)
                                .without("/day/" + LocalDate.of(2026, 10, 5))
                                .inputs(),
                        SignalSettings.DEFAULT)
                .make(new SummaryRequest(YearMonth.of(2026, 10), "RX1", false));
        String text = text(summary);

        // Then every percentage stands with what it is a share of
        assertEquals(
                text.chars().filter(c -> c == '%').count(),
                SHARE.matcher(text).results().count());
        // And the days of October are no hundred per cent of anything
        assertTrue(text.contains("30 of 31 (96.7 %)"));
        // August had all of its days, and may say so in the trend
        assertFalse(text.replaceAll("2026-08[^%]*%", "").contains("31 of 31"));
    }

    @Test
    void shouldShowNoHundredPerCentOfASourceThatWasSilent() {
        // Given a month in which a source was silent for an hour
        MonthlySummary summary = new SummaryMaker(
                        InventedHistory.of(7)
                                .silent(
                                        "SignInLogs",
                                        Instant.parse("2026-10-12T02:00:00Z"),
                                        Instant.parse("2026-10-12T03:00:00Z"))
                                .inputs(),
                        SignalSettings.DEFAULT)
                .make(new SummaryRequest(YearMonth.of(2026, 10), "RX1", false));

        // Then its own share lacks the day, and that of all days has no percentage
        assertEquals(
                30,
                summary.coverage().sources().stream()
                        .filter(source -> source.category().equals("SignInLogs"))
                        .findFirst()
                        .orElseThrow()
                        .daysHeard()
                        .part());
        assertTrue(text(summary).contains("that are over: 31 of 31. Rules"));
    }
}
