package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.MonthlySummary.FindingLine;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryDifference;
import io.dspt.monitor.core.posture.SummaryDifference.RegionCount;
import io.dspt.monitor.core.posture.SummaryDifference.RegionDifference;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SummaryDifferenceTest {
    private static final InventedHistory HISTORY = InventedHistory.of(7);
    private static final SummaryMaker MAKER = new SummaryMaker(HISTORY.inputs(), SignalSettings.DEFAULT);

    private static MonthlySummary of(int month) {
        return of(month, "RA9");
    }

    private static MonthlySummary of(int month, String organisation) {
        return MAKER.make(new SummaryRequest(YearMonth.of(2026, month), organisation, false));
    }

    private static Set<String> ids(List<FindingLine> lines) {
        return lines.stream().map(FindingLine::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Findings that stand at a time, from the ledger's lines. */
    private static Set<String> standing(Instant at) {
        Map<String, List<PlainCount.Told>> lives = PlainCount.lives(HISTORY.ledger(), "RA9");
        Set<String> standing = new TreeSet<>();
        lives.forEach((id, life) -> life.stream()
                .filter(told -> told.from().isBefore(at))
                .reduce((one, other) -> other)
                .filter(PlainCount.Told::stands)
                .ifPresent(told -> standing.add(id)));
        return standing;
    }

    @Test
    void shouldSayWhatOpenedAndClosedBetweenTheEndsOfTwoMonths() {
        // Given what stands at both ends by a plain count
        Set<String> before = standing(PlainCount.from(YearMonth.of(2026, 9)));
        Set<String> now = standing(PlainCount.from(YearMonth.of(2026, 10)));

        // When August and September are compared
        SummaryDifference difference = SummaryDifference.between(of(8), of(9));

        // Then those of one end only are named
        Set<String> opened = new TreeSet<>(now);
        opened.removeAll(before);
        Set<String> closed = new TreeSet<>(before);
        closed.removeAll(now);
        assertEquals(opened, ids(difference.opened()));
        assertEquals(closed, ids(difference.closed()));
        assertTrue(!opened.isEmpty() && !closed.isEmpty());
    }

    @Test
    void shouldNameTheRuleSetChangeThatMayExplainAnotherSignal() {
        // When a month in which another RES-001 went live is compared with the one before
        SummaryDifference difference = SummaryDifference.between(of(8), of(9));

        // Then the change is named, and with each requirement that the rule speaks to
        assertEquals(1, difference.ruleSets().size());
        assertEquals(List.of("RES-001"), difference.ruleSets().get(0).changed());
        difference
                .signals()
                .forEach(signal -> assertEquals(
                        InventedHistory.RULES.standards().all().stream()
                                .flatMap(standard -> standard.requirements().stream())
                                .filter(requirement -> requirement.name().equals(signal.requirement()))
                                .anyMatch(requirement -> requirement.rules().contains("RES-001")),
                        signal.changedRules().contains("RES-001")));
        assertTrue(!difference.signals().isEmpty());
        // And none between two months in which no rule changed
        assertEquals(List.of(), SummaryDifference.between(of(9), of(10)).ruleSets());
    }

    @Test
    void shouldSayInWhichRegionsAnotherNumberOfResourcesWithPatientDataStands() {
        // When the months around September are compared, in which one resource stood abroad
        RegionCount none = new RegionCount(0, 0);
        RegionCount one = new RegionCount(1, 0);

        // Then it came and went, and regions whose counts did not change are not named
        assertEquals(
                List.of(new RegionDifference("westeurope", none, one)),
                SummaryDifference.between(of(8, "RX1"), of(9, "RX1")).regions());
        assertEquals(
                List.of(new RegionDifference("westeurope", one, none)),
                SummaryDifference.between(of(9, "RX1"), of(10, "RX1")).regions());
    }

    @Test
    void shouldCompareNoRegionsWithAMonthInWhichNothingWasCounted() {
        // When a month is compared with one from before the first count
        SummaryDifference difference = SummaryDifference.between(of(5), of(9));

        // Then that is no count of zero
        assertNull(difference.regions());
    }

    @Test
    void shouldFindNoDifferenceBetweenASummaryAndItself() {
        SummaryDifference difference = SummaryDifference.between(of(9), of(9));

        assertEquals(
                List.of(0, 0, 0, 0, 0),
                List.of(
                        difference.opened().size(),
                        difference.closed().size(),
                        difference.changed().size(),
                        difference.regions().size(),
                        difference.signals().size()));
    }

    @Test
    void shouldRefuseTheWrongOrder() {
        assertThrows(IllegalArgumentException.class, () -> SummaryDifference.between(of(10), of(9)));
    }
}
