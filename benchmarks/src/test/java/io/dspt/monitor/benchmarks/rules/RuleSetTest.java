package io.dspt.monitor.benchmarks.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.records.GeneratedRecords.Mix;
import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.CompiledRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RuleSetTest {

    @Test
    void shouldHaveTwentyRulesThatAskNoRegister() {
        // When
        List<CompiledRule> rules = List.copyOf(RuleSet.twenty().book().rules().values());

        // Then
        assertEquals(
                TwentyRules.IDS, rules.stream().map(rule -> rule.rule().id()).toList());
        rules.forEach(
                rule -> assertTrue(rule.registersAsked().isEmpty(), rule.rule().id()));
    }

    @Test
    void shouldCopyRulesOfEveryKind() {
        // Given
        RuleSet large = RuleSet.ofSize(2_000);

        // When
        Set<String> kinds = kinds(large);

        // Then
        assertEquals(2_000, large.book().rules().size());
        assertEquals(kinds(RuleSet.catalogue()), kinds);
    }

    private static Set<String> kinds(RuleSet rules) {
        return rules.book().rules().values().stream()
                .map(rule -> rule.rule().kind().written())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldFindTheSameByCopiesThatAreAllUnlike() {
        // Given
        RuleSet unlike = RuleSet.unlikeOfSize(2_000);
        StatelessAsking alikeRules = new StatelessAsking(RuleSet.ofSize(2_000).book());
        StatelessAsking unlikeRules = new StatelessAsking(unlike.book());
        AzureRecordReader reader =
                new AzureRecordReader(ReferenceFiles.builtIn().properties());
        int found = 0;
        for (byte[] record : GeneratedRecords.of(3, 400, new Mix(0.2, 0.3, 2_000, 50))) {
            List<String> expected = new ArrayList<>();
            List<String> broken = new ArrayList<>();

            // When
            if (reader.read(record) instanceof ReadResult.Parsed parsed) {
                alikeRules.ask(parsed.event(), expected);
                unlikeRules.ask(parsed.event(), broken);
            }

            // Then
            assertEquals(expected, broken);
            found += broken.size();
        }
        assertTrue(found > 800, "found " + found);
    }
}
