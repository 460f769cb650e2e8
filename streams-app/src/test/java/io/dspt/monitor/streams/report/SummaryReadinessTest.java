package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.NotFinalException;
import io.dspt.monitor.core.posture.PostureInputs;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import io.dspt.monitor.core.posture.UnknownOrganisationException;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SummaryReadinessTest {
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    private static MonthlySummary made(PostureInputs inputs, YearMonth month, boolean asFinal) {
        return new SummaryMaker(inputs, SignalSettings.DEFAULT).make(new SummaryRequest(month, null, asFinal));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03, The month has not begun",
        "2026-03, The month lies before the first record",
        "2026-11, No day of the month is covered"
    })
    void shouldSayFirstThatAMonthIsNoEvidence(YearMonth month, String says) {
        // When a month is summed up of which nothing is known
        MonthlySummary summary = made(InventedHistory.of(7).inputs(), month, false);
        String html = new String(SummaryReport.of(summary, SummaryReport.Format.HTML), StandardCharsets.UTF_8);

        // Then that stands before everything else, and nothing is supported
        assertTrue(
                summary.cover().notices().get(0).startsWith(says),
                () -> summary.cover().notices().toString());
        assertTrue(html.indexOf(says) > 0 && html.indexOf(says) < html.indexOf("<table"));
        assertTrue(summary.statement().groups().stream()
                .allMatch(group -> group.supported().value() == 0));
        assertThrows(NotFinalException.class, () -> made(InventedHistory.of(7).inputs(), month, true));
    }

    @Test
    void shouldSayThatNothingHasBeenRecorded() {
        // Given topics that are empty
        PostureInputs empty = new TopicContents("northmoor").inputs(InventedHistory.RULES, ToolkitCalendar.builtIn());

        // When a month is summed up
        MonthlySummary summary = made(empty, OCTOBER, false);

        // Then the first page says so, in every form
        assertTrue(summary.cover().notices().get(0).startsWith("Nothing has been recorded yet"));
        for (SummaryReport.Format format : SummaryReport.Format.values()) {
            assertTrue(SummaryReport.of(summary, format).length > 0);
        }
    }

    @Test
    void shouldNameTheOrganisationsItKnows() {
        // Given a history
        SummaryMaker maker = new SummaryMaker(InventedHistory.of(7).inputs(), SignalSettings.DEFAULT);

        // When somebody asks for another
        Exception refusal = assertThrows(
                UnknownOrganisationException.class, () -> maker.make(new SummaryRequest(OCTOBER, "XX9", false)));

        // Then those that are known are named
        assertEquals("there is no organisation XX9; known are RA9, RX1", refusal.getMessage());
    }

    @Test
    void shouldRefuseToBeFinalWhenTheLedgerDoesNotVerify() {
        // Given a ledger of which one byte was changed
        List<byte[]> ledger = new ArrayList<>(InventedHistory.of(7).ledger());
        byte[] changed = new String(ledger.get(4), StandardCharsets.UTF_8)
                .replaceFirst("\"judgedAt\":\"2026", "\"judgedAt\":\"2025")
                .getBytes(StandardCharsets.UTF_8);
        ledger.set(4, changed);

        // When the month is to be final
        Exception refusal = assertThrows(
                NotFinalException.class, () -> made(InventedHistory.of(7).inputs(ledger), OCTOBER, true));

        // Then the first broken link is named
        assertTrue(refusal.getMessage().contains("the ledger does not verify: entry 5: altered"), refusal::getMessage);
    }

    @Test
    void shouldNoticeAMissingEntry() {
        // Given a ledger without its third entry
        List<byte[]> ledger = new ArrayList<>(InventedHistory.of(7).ledger());
        ledger.remove(2);

        // When it is read
        PostureInputs inputs = InventedHistory.of(7).inputs(ledger);

        // Then the place is named
        assertEquals("entry 3: missing: 4 stands there", inputs.ledgerState().problem());
    }

    @Test
    void shouldRefuseToBeFinalWhenADayDoesNotReconcile() {
        // Given a day of which one element is not accounted for
        InventedHistory history = InventedHistory.of(7)
                .withDay(
                        LocalDate.of(2026, 10, 9),
                        day -> day.put("received", day.path("received").asLong() + 1));

        // When the month is to be final
        Exception refusal = assertThrows(NotFinalException.class, () -> made(history.inputs(), OCTOBER, true));

        // Then the day is named, and a draft asks what to do
        assertTrue(refusal.getMessage().contains("not all that was received is accounted for on 2026-10-09"));
        assertTrue(made(history.inputs(), OCTOBER, false)
                .statement()
                .decisions()
                .get(0)
                .text()
                .contains("accounted for"));
    }

    @Test
    void shouldBeFinalWhenAllIsThere() {
        // When a whole month is to be final
        MonthlySummary summary = made(InventedHistory.of(7).inputs(), OCTOBER, true);

        // Then it is
        assertTrue(summary.cover().isFinal());
        assertEquals(List.of(), summary.cover().notices());
        assertEquals("posture-all-2026-10-1.pdf", SummaryReport.fileName(summary, SummaryReport.Format.PDF));
    }
}
