package io.dspt.monitor.benchmarks.drools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.records.GeneratedRecords.Mix;
import io.dspt.monitor.benchmarks.rules.RuleSet;
import io.dspt.monitor.benchmarks.rules.StatelessAsking;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.rule.RuleBook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DroolsRulesTest {

    @Test
    void shouldFindWhatTheTwentyRulesFind() {
        // Given
        RuleBook book = RuleSet.twenty().book();
        List<AzureEvent> events = new ArrayList<>(CaseRecords.events(GeneratedRecords.of(5, 2_000, Mix.usual())));
        events.addAll(CaseRecords.events());

        // When
        Set<String> broken = compared(book, events);

        // Then
        assertTrue(broken.size() >= 15, broken::toString);
    }

    @Test
    void shouldFindWhatTheCatalogueFinds() {
        // Given
        RuleBook book = RuleSet.catalogue().book();
        List<AzureEvent> events =
                new ArrayList<>(CaseRecords.events(GeneratedRecords.of(5, 1_000, new Mix(0.3, 0.4, 2_000, 50))));
        events.addAll(CaseRecords.events());

        // When
        Set<String> broken = compared(book, events);

        // Then most of the rules that are asked of events have been broken by one
        assertTrue(broken.size() > DroolsRules.rulesIn(book) / 2, broken.size() + ": " + broken);
    }

    /** Asks both of every event, and gives the rules that some event breaks. */
    private static Set<String> compared(RuleBook book, List<AzureEvent> events) {
        Set<String> all = new TreeSet<>();
        StatelessAsking ours = new StatelessAsking(book);
        try (DroolsRules drools = new DroolsRules(book)) {
            for (AzureEvent event : events) {
                List<String> expected = new ArrayList<>();
                List<String> found = new ArrayList<>();
                ours.ask(event, expected);
                drools.ask(event, found);
                Collections.sort(expected);
                Collections.sort(found);
                assertEquals(expected, found, () -> event.header().toString());
                all.addAll(expected);
            }
        }
        return all;
    }
}
