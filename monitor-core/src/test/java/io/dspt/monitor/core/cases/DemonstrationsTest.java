package io.dspt.monitor.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.RuleBundle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

final class DemonstrationsTest {
    private static final ReferenceData REFERENCE = ReferenceFiles.builtIn();
    private static final SortedMap<String, Optional<Demonstration>> BUILT_IN = Demonstrations.of(
            new AzureRecordReader(REFERENCE.properties()),
            REFERENCE,
            RuleBundle.builtIn(),
            RuleBundle.builtInCases(),
            rule -> true);

    @Test
    void shouldFindACaseToActForEveryRule() {
        List<String> without = BUILT_IN.entrySet().stream()
                .filter(rule -> rule.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();

        assertEquals(List.of(), without);
    }

    @Test
    void shouldCutACaseWhereTheFindingStandsAndKeepWhatPutsItRight() {
        // Given a rule whose case has a resource made abroad and made again at home
        Demonstration demonstration = BUILT_IN.get("RES-001").orElseThrow();

        // Then what breaks the rule and what mends it are apart
        assertFalse(demonstration.act().isEmpty());
        assertFalse(demonstration.fix().isEmpty());
    }

    @Test
    void shouldTakeTheRuleAloneWithWhatItShares() {
        Demonstration demonstration = BUILT_IN.get("RES-001").orElseThrow();

        assertEquals(1, demonstration.rules().rules().size());
        assertTrue(demonstration.rules().files().containsKey(RuleBundle.PARAMETERS));
    }
}
