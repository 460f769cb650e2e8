package io.dspt.monitor.streams.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.Disposition;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.Finding.Decision;
import io.dspt.monitor.core.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class AlertPlanTest {
    private static final Instant NOW = SampleFindings.OPENED_AT.plusSeconds(2);
    private static final Duration SHIFT = Duration.ofHours(8);

    private final Map<String, Instant> paged = new HashMap<>();
    private final AlertPlan plan = new AlertPlan(SHIFT, (group, finding) -> Optional.ofNullable(paged.get(group)));
    private final Map<String, AlertRow> rows = new TreeMap<>();

    @Test
    void shouldPageForWhatARuleThatPagesFindsBadEnough() {
        AlertRow critical = only(look(SampleFindings.abroad("sta", Severity.CRITICAL), NOW));

        assertEquals("page", critical.label("notify"));
        assertEquals("critical", critical.label("severity"));
        assertEquals(SampleFindings.OPENED_AT, critical.startsAt());
        assertTrue(critical.fires());
        assertEquals("ticket", ticketOf(SampleFindings.abroad("stb", Severity.MEDIUM)));
    }

    @Test
    void shouldPutNoPersonNoAddressAndNoResourceIntoLabels() {
        AlertRow row = only(look(SampleFindings.abroad("stsecretname", Severity.HIGH), NOW));

        String labels = row.labels().toString();
        for (String told : List.of("stsecretname", "rg-pacs", "lindqvist", "3f0c1b52", "/")) {
            assertFalse(labels.contains(told), labels);
        }
        assertEquals(
                List.of(
                        "alertname",
                        "estate",
                        "family",
                        "finding",
                        "group",
                        "notify",
                        "outcome",
                        "rule",
                        "severity",
                        "standard"),
                List.copyOf(row.labels().keySet()));
    }

    @Test
    void shouldKeepTheLabelsWhateverBecomesOfTheFinding() {
        // Given an alert that was sent
        Finding finding = SampleFindings.abroad("sta", Severity.HIGH);
        AlertRow sent = only(look(finding, NOW));

        // When the finding is seen again, its rule no longer pages, and nothing it asks has changed
        List<AlertRow> changed = plan.changed(
                SampleFindings.alerted(finding.seenAgain(finding.rule(), finding.latest())),
                Optional.of(Notify.TICKET),
                Optional.empty(),
                List.of(sent),
                NOW.plusSeconds(60));

        assertEquals(List.of(), changed);
    }

    @Test
    void shouldFireTheSuccessorAndThenEndWhatHasBecomeWorse() {
        Finding finding = SampleFindings.abroad("sta", Severity.HIGH);
        look(finding, NOW);

        List<AlertRow> changed = look(SampleFindings.rerated(finding, Severity.CRITICAL), NOW.plusSeconds(5));

        assertEquals(2, changed.size());
        assertEquals("critical", changed.get(0).label("severity"));
        assertTrue(changed.get(0).fires());
        assertEquals("high", changed.get(1).label("severity"));
        assertEquals(NOW.plusSeconds(5), changed.get(1).endedAt());
    }

    @Test
    void shouldEndWhenTheRecordSaysThatItWasPutRight() {
        Finding finding = SampleFindings.abroad("sta", Severity.HIGH);
        look(finding, NOW);
        Instant fixed = SampleFindings.OPENED_AT.plusSeconds(1);

        AlertRow ended = only(look(finding.resolved(fixed, "resource-deleted"), NOW.plusSeconds(30)));

        assertEquals(fixed, ended.endedAt());
    }

    @Test
    void shouldNeverEndBeforeItBeganOrInTheFuture() {
        Finding finding = SampleFindings.abroad("sta", Severity.HIGH);
        look(finding, NOW);

        AlertRow early = only(look(finding.resolved(SampleFindings.OPENED_AT.minusSeconds(9), "late"), NOW));
        rows.clear();
        look(finding, NOW);
        AlertRow ahead = only(look(finding.resolved(NOW.plusSeconds(500), "clock"), NOW));

        assertEquals(SampleFindings.OPENED_AT, early.endedAt());
        assertEquals(NOW, ahead.endedAt());
    }

    @Test
    void shouldEndForWhatIsExemptDisposedOrGone() {
        Finding finding = SampleFindings.abroad("sta", Severity.HIGH);
        look(finding, NOW);
        assertFalse(only(look(finding.exempted(), NOW)).fires());

        assertTrue(only(look(finding.exempted().exemptionEnded(), NOW)).fires());
        Decision decision = new Decision(Disposition.FALSE_POSITIVE, "sam.hill", "a test");
        assertFalse(only(look(finding.disposed(NOW, decision), NOW)).fires());

        look(finding, NOW);
        List<AlertRow> gone = plan.changed(null, Optional.empty(), Optional.empty(), rows.values(), NOW);
        assertFalse(only(gone).fires());
    }

    @Test
    void shouldFireUnderTheSameLabelsWhenItComesBack() {
        Finding finding = SampleFindings.abroad("sta", Severity.HIGH);
        AlertRow first = only(look(finding, NOW));
        Finding resolved = finding.resolved(NOW, "resource-deleted");
        look(resolved, NOW);

        AlertRow back = only(look(resolved.reopened(), NOW.plusSeconds(600)));

        assertTrue(back.fires());
        assertEquals(first.labels(), back.labels());
    }

    @Test
    void shouldKeepAnAcknowledgedFindingSilentForAShiftAndNotForEver() {
        Finding finding = SampleFindings.abroad("sta", Severity.HIGH);
        look(finding, NOW);

        AlertRow silent = only(look(finding.acknowledged(), NOW.plusSeconds(60)));
        List<AlertRow> again = look(finding.acknowledged(), NOW.plusSeconds(120));

        assertEquals(NOW.plusSeconds(60).plus(SHIFT), silent.silentUntil());
        assertTrue(silent.fires());
        assertTrue(silent.isSilent(NOW.plus(SHIFT)));
        assertFalse(silent.isSilent(NOW.plusSeconds(60).plus(SHIFT)));
        assertEquals(List.of(), again, "looking at it again does not prolong it");
    }

    @Test
    void shouldTellOfWhatIsWorseThanWhatWasAcknowledged() {
        Finding finding = SampleFindings.abroad("sta", Severity.HIGH);
        look(finding, NOW);
        Finding acknowledged = finding.acknowledged();
        look(acknowledged, NOW);

        List<AlertRow> changed = look(SampleFindings.rerated(acknowledged, Severity.CRITICAL), NOW.plusSeconds(60));

        assertEquals("critical", changed.get(0).label("severity"));
        assertFalse(changed.get(0).isSilent(NOW.plusSeconds(61)));
    }

    @Test
    void shouldPageAGroupOnceADay() {
        Finding first = SampleFindings.abroad("sta", Severity.HIGH);
        String group = only(look(first, NOW)).label("group");
        paged.put(group, NOW);

        AlertRow second = only(look(SampleFindings.abroad("stb", Severity.HIGH), NOW.plusSeconds(3600)));
        AlertRow nextDay = only(look(SampleFindings.abroad("stc", Severity.HIGH), NOW.plus(Duration.ofDays(1))));

        assertEquals(group, second.label("group"));
        assertEquals("ticket", second.label("notify"));
        assertEquals("page", nextDay.label("notify"));
    }

    @Test
    void shouldHaveNoAlertOfItsOwnForWhatWakesNobody() {
        Finding baseline = SampleFindings.abroad("north", "sta", Severity.CRITICAL, Finding.FROM_BASELINE);
        TreeMap<String, FactValue> facts = new TreeMap<>();
        facts.put("event.inChangeWindow", FactValue.flag(true));
        Finding announced = SampleFindings.opened(
                "north", "RES-001", SampleFindings.account("stb"), Severity.CRITICAL, Finding.FROM_EVENT, facts);

        assertEquals(Optional.of(Notify.DIGEST), called(baseline));
        assertEquals(Optional.of(Notify.DIGEST), called(announced));
        assertEquals(List.of(), look(baseline, NOW));
        assertEquals(List.of(), look(announced, NOW));
    }

    private static Optional<Notify> called(Finding finding) {
        return Notify.calledFor(
                SampleFindings.alerted(finding),
                SampleFindings.rule(finding.rule().id()));
    }

    private String ticketOf(Finding finding) {
        return only(look(finding, NOW)).label("notify");
    }

    /** Looks at a finding and keeps what comes of it. */
    private List<AlertRow> look(Finding finding, Instant now) {
        String id = finding.id().value();
        List<AlertRow> changed = plan.changed(
                SampleFindings.alerted(finding),
                called(finding),
                SampleFindings.rule(finding.rule().id()),
                rows.values().stream().filter(row -> row.findingId().equals(id)).toList(),
                now);
        changed.forEach(row -> rows.put(row.key(), row));
        return changed;
    }

    private static AlertRow only(List<AlertRow> rows) {
        assertEquals(1, rows.size(), rows::toString);
        return rows.get(0);
    }
}
