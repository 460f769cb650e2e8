package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever cannot see the page, or not its colours, or has no mouse, reads the same summary. */
final class SummaryInBrowserIT {
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    @TempDir
    private Path folder;

    private final Browser browser = Browser.installed();

    private static String html(InventedHistory history, YearMonth month, boolean asFinal) {
        MonthlySummary summary = new SummaryMaker(history.inputs(), SignalSettings.DEFAULT)
                .make(new SummaryRequest(month, "RA9", asFinal));
        return new String(SummaryReport.of(summary, SummaryReport.Format.HTML), StandardCharsets.UTF_8);
    }

    private void nothingIsWrongWith(String html) throws Exception {
        JsonNode said = browser.axe(html, folder);
        assertEquals(
                0, said.path("violations").size(), () -> said.path("violations").toPrettyString());
        assertTrue(said.path("passes").asInt() > 20, said::toString);
    }

    @Test
    void shouldGiveAxeNothingToSayOfAFinalSummary() throws Exception {
        nothingIsWrongWith(html(InventedHistory.of(7), OCTOBER, true));
    }

    @Test
    void shouldGiveAxeNothingToSayOfADraftWithSilences() throws Exception {
        // Given a month with a silence, which cannot be final for more than one reason
        InventedHistory history = InventedHistory.of(7)
                .silent("SignInLogs", Instant.parse("2026-10-12T10:00:00Z"), Instant.parse("2026-10-12T11:00:00Z"))
                .without("/day/2026-10-20");

        nothingIsWrongWith(html(history, OCTOBER, false));
    }

    @Test
    void shouldGiveAxeNothingToSayOfAMonthOfWhichNothingIsKnown() throws Exception {
        nothingIsWrongWith(html(InventedHistory.of(7), YearMonth.of(2027, 3), false));
    }

    @Test
    void shouldHearFromAxeWhatIsWrong() throws Exception {
        // Given a page on which something is
        String html = html(InventedHistory.of(7), OCTOBER, true)
                .replace("</body>", "<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\"></body>");

        // Then
        assertEquals(
                "image-alt",
                browser.axe(html, folder).path("violations").path(0).path("id").asText());
    }
}
