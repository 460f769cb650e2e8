package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dspt.monitor.core.posture.MachineSignal;
import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.MonthlySummary.EvidenceLine;
import io.dspt.monitor.core.posture.RequirementSignal.Cause;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import io.dspt.monitor.core.rule.RuleDependencies;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SilenceShowsTest {
    private static final Instant FROM = Instant.parse("2026-10-12T02:00:00Z");
    private static final Instant TO = Instant.parse("2026-10-12T03:00:00Z");

    private static InventedHistory quiet() {
        return InventedHistory.of(7).withoutFindings().without("/externalSources/");
    }

    private static MonthlySummary summary(InventedHistory history) {
        return new SummaryMaker(history.inputs(), SignalSettings.DEFAULT)
                .make(new SummaryRequest(YearMonth.of(2026, 10), null, false));
    }

    private static List<EvidenceLine> on(MonthlySummary summary, MachineSignal signal) {
        return summary.evidence().stream()
                .filter(line -> line.signal().signal() == signal)
                .toList();
    }

    private static boolean watchesSignIns(EvidenceLine line) {
        return line.signal().rules().stream()
                .map(id -> RuleDependencies.of(
                        InventedHistory.RULES.book().rule(id).orElseThrow().rule()))
                .anyMatch(needs -> needs.categories().contains("SignInLogs"));
    }

    @Test
    void shouldSayNotEvidencedInEverySectionThatDependsOnASilentSource() {
        // Given a month without findings in which some requirements are supported
        MonthlySummary without = summary(quiet());
        List<EvidenceLine> dependent = on(without, MachineSignal.SUPPORTED).stream()
                .filter(SilenceShowsTest::watchesSignIns)
                .toList();
        assertFalse(dependent.isEmpty());
        assertEquals(List.of(), without.coverage().silences());

        // When sign-ins were silent for an hour of it
        InventedHistory history = quiet().silent("SignInLogs", FROM, TO);
        MonthlySummary with = summary(history);

        // Then none that depends on them is supported, and the hour is named
        for (EvidenceLine line : with.evidence()) {
            if (watchesSignIns(line)) {
                assertEquals(
                        MachineSignal.NONE,
                        line.signal().signal(),
                        () -> line.requirement().name());
                assertTrue(line.signal().notEvidenced().stream()
                        .anyMatch(
                                gap -> gap.from().equals(FROM) && gap.to().equals(TO) && gap.cause() == Cause.SILENT));
            }
        }
        assertEquals(
                on(without, MachineSignal.SUPPORTED).size() - dependent.size(),
                on(with, MachineSignal.SUPPORTED).size());
        // And it stands in the sections of coverage, residency and access, whose rules look at sign-ins, not in
        // retention
        String html = new String(SummaryReport.of(with, SummaryReport.Format.HTML), StandardCharsets.UTF_8);
        String hour = "SignInLogs: 12 October 2026 03:00 to 12 October 2026 04:00 (1 h 0 min)";
        for (String section : List.of("coverage", "residency", "access", "evidence")) {
            assertTrue(section(html, section).contains(hour), section);
            assertTrue(section(html, section).contains("Not evidenced"), section);
        }
        assertFalse(section(html, "retention").contains("SignInLogs"));
        // And in the forms for machines
        JsonNode json = PlainCount.read(SummaryReport.of(with, SummaryReport.Format.JSON));
        assertEquals(
                "2026-10-12T02:00:00.000Z", json.at("/coverage/silences/0/from").asText());
        assertTrue(new String(SummaryReport.of(with, SummaryReport.Format.CSV), StandardCharsets.UTF_8).contains(hour));
    }

    @Test
    void shouldNotSupportWhatNothingWasReceivedFor() {
        // Given a day on which not one sign-in arrived, and no silence was told
        LocalDate day = LocalDate.of(2026, 10, 20);
        InventedHistory history = quiet().withDay(day, told -> {
            for (String part : List.of("judged", "notApplicable", "unevaluable")) {
                for (String category : List.of("SignInLogs", "NonInteractiveUserSignInLogs")) {
                    ((com.fasterxml.jackson.databind.node.ObjectNode) told.path(part)).remove(category);
                }
            }
            return told;
        });

        // When the month is summed up
        MonthlySummary summary = summary(history);

        // Then what looks at sign-ins alone is not supported
        EvidenceLine line = summary.evidence().stream()
                .filter(one -> one.requirement().name().equals("DSPT/9/NDG/4.5.3"))
                .findFirst()
                .orElseThrow();
        assertEquals(MachineSignal.NONE, line.signal().signal());
        assertTrue(line.signal().notEvidenced().stream()
                .anyMatch(gap -> gap.cause() == Cause.NOTHING_RECEIVED
                        && gap.from()
                                .equals(day.atStartOfDay(io.dspt.monitor.core.posture.Period.LONDON)
                                        .toInstant())));
    }

    @Test
    void shouldSupportNothingWhenNothingIsToldOfAnyDay() {
        // When no day is told of
        MonthlySummary summary = summary(quiet().without("/day/"));

        // Then nothing is supported, and the first page says so
        assertEquals(List.of(), on(summary, MachineSignal.SUPPORTED));
        assertTrue(summary.cover().notices().get(0).startsWith("No day of the month is covered"));
    }

    @Test
    void shouldNameWhoHoldsTheEvidence() {
        // Given a source that somebody else holds
        MonthlySummary summary = summary(InventedHistory.of(7).withoutFindings());

        // When something depends on it
        EvidenceLine line = summary.evidence().stream()
                .filter(one -> one.signal().signal() == MachineSignal.HELD_ELSEWHERE)
                .findFirst()
                .orElseThrow();

        // Then it reads so
        assertEquals("evidence held by NHSmail", line.signal().written());
        assertNotEquals(List.of(), line.signal().rules());
    }

    private static String section(String html, String id) {
        int from = html.indexOf("<section id=\"" + id + "\"");
        return html.substring(from, html.indexOf("</section>", from));
    }
}
