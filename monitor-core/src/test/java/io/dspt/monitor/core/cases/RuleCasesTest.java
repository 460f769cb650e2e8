package io.dspt.monitor.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.RuleBundle;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of every rule that ships with the monitor. */
class RuleCasesTest {
    private static final ReferenceData REFERENCE = ReferenceFiles.builtIn();
    private static final RuleCaseRunner.Report REPORT = RuleCaseRunner.run(
            new AzureRecordReader(REFERENCE.properties()), REFERENCE, RuleBundle.builtIn(), RuleBundle.builtInCases());

    @TestFactory
    Stream<DynamicTest> shouldHold() {
        return REPORT.results().stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.ruleCase().rule() + " › " + result.ruleCase().name(), () -> {
                            if (result.failure() != null) {
                                fail(result.ruleCase().file() + ":"
                                        + result.ruleCase().line() + ": " + result.failure());
                            }
                        }));
    }

    @Test
    void shouldRefuseNoRuleAndNoCase() {
        assertEquals(
                List.of(), REPORT.refusals().stream().map(Throwable::getMessage).toList());
        assertEquals(Map.of(), REPORT.notRun());
        assertTrue(
                REPORT.results().size() > 250, "cases run: " + REPORT.results().size());
    }
}
