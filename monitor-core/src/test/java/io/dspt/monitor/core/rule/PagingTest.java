package io.dspt.monitor.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.Attribution;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.RuleStamp;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.finding.Violation;
import io.dspt.monitor.core.rule.Paging.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Rule PAGES = SampleRule.load(SampleRule.TEXT);
    private static final String STORE = "/subscriptions/S/stpacs";

    private static Finding finding(Severity severity, String origin, SortedMap<String, FactValue> facts) {
        Violation violation =
                new Violation(NINE, "abroad", severity, null, new TreeMap<>(), new TreeMap<>(), facts, null);
        RuleStamp stamp = new RuleStamp("RES-001", "d1", "Abroad", List.of());
        return Finding.opened("northmoor", 1, stamp, STORE, STORE, Attribution.operatedBy("RA9"), origin, violation);
    }

    private static Finding finding(Severity severity) {
        return finding(severity, Finding.FROM_EVENT, facts("rg-pacs"));
    }

    private static SortedMap<String, FactValue> facts(String group) {
        SortedMap<String, FactValue> facts = new TreeMap<>();
        facts.put("resource.group", FactValue.text(group));
        return facts;
    }

    private static Optional<Page> opened(Finding finding) {
        return Paging.calledFor(PAGES, finding, Transition.OPENED, null);
    }

    @ParameterizedTest
    @EnumSource
    void shouldPageForWhatIsHighOrCritical(Severity severity) {
        // When
        Optional<Page> page = opened(finding(severity));

        // Then
        assertEquals(severity == Severity.HIGH || severity == Severity.CRITICAL, page.isPresent());
    }

    @Test
    void shouldGroupAsTheRuleSays() {
        // When
        Optional<Page> page = opened(finding(Severity.HIGH, Finding.FROM_EVENT, facts("RG-PACS")));

        // Then
        assertEquals(Optional.of(new Page("RES-001", "rg-pacs", STORE)), page);
    }

    @Test
    void shouldGroupBySubjectWhereTheGroupIsNotKnown() {
        // When
        Optional<Page> page = opened(finding(Severity.HIGH, Finding.FROM_EVENT, new TreeMap<>()));

        // Then
        assertEquals(Optional.of(new Page("RES-001", "/subscriptions/s/stpacs", STORE)), page);
    }

    @ParameterizedTest
    @EnumSource(
            value = Transition.class,
            names = {"OPENED", "REOPENED"},
            mode = Mode.EXCLUDE)
    void shouldStayQuietAboutWhatIsNoNews(Transition transition) {
        // When
        Optional<Page> page = Paging.calledFor(PAGES, finding(Severity.HIGH), transition, Severity.HIGH);

        // Then
        assertEquals(Optional.empty(), page);
    }

    @Test
    void shouldPageForWhatHasBecomeWorseAndNotForWhatHasBecomeBetter() {
        // Given
        Finding high = finding(Severity.HIGH);

        // When
        Optional<Page> worse = Paging.calledFor(PAGES, high, Transition.RERATED, Severity.MEDIUM);
        Optional<Page> better = Paging.calledFor(PAGES, high, Transition.RERATED, Severity.CRITICAL);

        // Then
        assertTrue(worse.isPresent());
        assertEquals(Optional.empty(), better);
    }

    @Test
    void shouldPageForNothingThatTheFirstSnapshotFound() {
        // When
        Optional<Page> page = opened(finding(Severity.CRITICAL, Finding.FROM_BASELINE, facts("rg-pacs")));

        // Then
        assertEquals(Optional.empty(), page);
    }

    @Test
    void shouldPageForNoRuleThatAsksForATicket() {
        // Given
        Rule ticket = SampleRule.load(SampleRule.with("notify: page", "notify: ticket"));

        // When
        Optional<Page> page = Paging.calledFor(ticket, finding(Severity.CRITICAL), Transition.OPENED, null);

        // Then
        assertEquals(Optional.empty(), page);
    }

    @Test
    void shouldPageForNothingThatIsExempt() {
        // When
        Optional<Page> page = opened(finding(Severity.CRITICAL).exempted());

        // Then
        assertEquals(Optional.empty(), page);
    }

    @Test
    void shouldHoldBackWhatAChangeWindowAnnounced() {
        // Given a rule that looks at a change of a resource within a window
        CompiledRule rule = new CompiledRule(PAGES, List.of());
        GivenFacts announced = GivenFacts.of("{ event.kind: resource-operation, event.inChangeWindow: true }");

        // When
        Optional<Page> page = opened(finding(Severity.HIGH, Finding.FROM_EVENT, rule.facts(announced)));

        // Then
        assertEquals(Optional.empty(), page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ event.kind: data-access, event.inChangeWindow: true }",
                "{ event.kind: sign-in, event.inChangeWindow: true }",
                "{ event.kind: resource-operation, event.inChangeWindow: false }",
                "{ event.kind: resource-operation }"
            })
    void shouldPageForWhatNoWindowExplains(String facts) {
        // Given
        CompiledRule rule = new CompiledRule(PAGES, List.of());

        // When
        Optional<Page> page = opened(finding(Severity.HIGH, Finding.FROM_EVENT, rule.facts(GivenFacts.of(facts))));

        // Then
        assertTrue(page.isPresent());
    }

    @Test
    void shouldSayAGroupOnceADay() {
        // Given
        Page page = new Page("RES-001", "rg-pacs", STORE);

        // Then
        assertFalse(page.isSaidAlready(null, NINE));
        assertTrue(page.isSaidAlready(NINE, NINE.plus(Duration.ofDays(1)).minusNanos(1)));
        assertFalse(page.isSaidAlready(NINE, NINE.plus(Duration.ofDays(1))));
    }
}
