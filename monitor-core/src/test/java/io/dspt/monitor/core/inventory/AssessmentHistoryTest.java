package io.dspt.monitor.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is remembered of Defender's states. */
class AssessmentHistoryTest {
    private static final String SUBSCRIPTION = "/subscriptions/7d1c9a52-0000-4000-8000-000000000b01";
    private static final ResourceId ASSESSMENT = id("/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm"
            + "/providers/Microsoft.Security/assessments/updates");
    private static final ResourceId SCORE = id("/providers/Microsoft.Security/secureScores/ascScore");
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    private static ResourceId id(String path) {
        return ResourceId.parse(SUBSCRIPTION + path).orElseThrow();
    }

    private static ResourceUpdate says(String fact, FactValue value) {
        return new ResourceUpdate(true, false, new TreeMap<>(Map.of(fact, value)), new TreeMap<>());
    }

    private static ResourceUpdate state(String state) {
        return says("assessment.state", FactValue.text(state));
    }

    private static ResourceRow after(ResourceRow row, ResourceUpdate update, Instant at) {
        return row.written(AssessmentHistory.remembering(row, update, at), at);
    }

    private static Instant day(int days) {
        return MONDAY.plusSeconds(86_400L * days);
    }

    @Test
    void shouldLetASnapshotTellWhatWasNeverSettled() {
        // Given
        ResourceRow unknown = ResourceRow.unknown(ASSESSMENT);
        ResourceRow healthy = after(unknown, state("Healthy"), MONDAY);

        // Then
        assertFalse(AssessmentHistory.wouldReopen(unknown, state("Unhealthy")));
        assertFalse(AssessmentHistory.wouldReopen(healthy, state("Unhealthy")));
    }

    @Test
    void shouldNotLetASnapshotReopenWhatAChangeHasSettled() {
        // Given
        ResourceRow bad = after(ResourceRow.unknown(ASSESSMENT), state("Unhealthy"), MONDAY);
        ResourceRow settled = after(bad, state("Healthy"), day(1));

        // Then
        assertFalse(AssessmentHistory.wouldReopen(bad, state("Unhealthy")), "it is open");
        assertTrue(AssessmentHistory.wouldReopen(settled, state("Unhealthy")));
        assertFalse(AssessmentHistory.wouldReopen(settled, state("Healthy")));
    }

    @Test
    void shouldNotLetASnapshotReopenWhatWasSettledBeforeItWasTold() {
        // Given: the change to good arrives first, the older one to bad after it
        ResourceRow good = after(ResourceRow.unknown(ASSESSMENT), state("Healthy"), day(1));
        ResourceRow both = after(good, state("Unhealthy"), MONDAY);

        // Then
        assertEquals(FactValue.text("Healthy"), both.read("assessment.state"));
        assertTrue(AssessmentHistory.wouldReopen(both, state("Unhealthy")));
    }

    @Test
    void shouldNotLetASnapshotReopenWhatWasDeleted() {
        ResourceRow deleted = after(ResourceRow.unknown(ASSESSMENT), state("Unhealthy"), MONDAY)
                .deleted(day(1));

        assertTrue(AssessmentHistory.wouldReopen(deleted, state("Unhealthy")));
    }

    @Test
    void shouldRememberSinceWhenAStateIsBadWithoutABreak() {
        // Given
        ResourceRow bad = after(ResourceRow.unknown(ASSESSMENT), state("Unhealthy"), MONDAY);
        ResourceRow again = after(bad, state("Unhealthy"), day(3));
        ResourceRow good = after(again, state("Healthy"), day(4));
        ResourceRow anew = after(good, state("Unhealthy"), day(5));

        // Then
        assertEquals(FactValue.text(MONDAY.toString()), AssessmentHistory.unhealthySince(again));
        assertEquals(Missing.ABSENT, AssessmentHistory.unhealthySince(good));
        assertEquals(FactValue.text(day(5).toString()), AssessmentHistory.unhealthySince(anew));
    }

    @Test
    void shouldMeasureTheFallOfAScoreAgainstTheHighestOfSevenDays() {
        // Given
        ResourceRow row = ResourceRow.unknown(SCORE);
        assertEquals(Missing.UNKNOWN, AssessmentHistory.scoreFall(row));
        row = after(row, says("score.percentage", FactValue.whole(70)), MONDAY);
        row = after(row, says("score.percentage", FactValue.whole(75)), MONDAY.plusSeconds(60));

        // When
        ResourceRow inTime = after(row, says("score.percentage", FactValue.whole(68)), day(7));
        ResourceRow later = after(row, says("score.percentage", FactValue.whole(68)), day(8));

        // Then
        assertEquals(FactValue.whole(7), AssessmentHistory.scoreFall(inTime));
        assertEquals(FactValue.whole(0), AssessmentHistory.scoreFall(later));
        assertEquals(Missing.ABSENT, AssessmentHistory.scoreFall(ResourceRow.unknown(ASSESSMENT)));
    }
}
