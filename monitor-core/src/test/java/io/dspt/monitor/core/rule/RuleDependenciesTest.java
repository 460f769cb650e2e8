package io.dspt.monitor.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.inventory.ReferenceFiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleDependenciesTest {
    private static final RuleBook BOOK = RuleBook.load(
                    RuleBundle.builtIn(),
                    new FactCatalogue(ReferenceFiles.builtIn().properties()))
            .book();

    private static RuleDependencies of(String rule) {
        return RuleDependencies.of(BOOK.rule(rule).orElseThrow().rule());
    }

    @ParameterizedTest
    @CsvSource({
        "ACC-012, NonInteractiveUserSignInLogs SignInLogs",
        "ACC-016, AuditLogs",
        "LOG-001, Administrative",
        "NET-006, AuditEvent",
        "RES-001, Administrative",
        "ACC-046, AuditLogs NonInteractiveUserSignInLogs SignInLogs"
    })
    void shouldTellTheSourcesWhoseSilenceWouldBlindARule(String rule, String categories) {
        assertEquals(List.of(categories.split(" ")), List.copyOf(of(rule).categories()));
    }

    @Test
    void shouldTellTheRegisterThatIsLookedThrough() {
        assertEquals(List.of("leavers"), List.copyOf(of("ACC-023").registers()));
    }

    @Test
    void shouldKnowOfEveryRuleOfTheCatalogueWhatItDependsOn() {
        // When each rule is asked
        List<String> unknown = BOOK.rules().keySet().stream()
                .filter(id ->
                        of(id).categories().isEmpty() && of(id).registers().isEmpty() && !of(id).ownKnowledge())
                .toList();

        // Then none is in the dark
        assertEquals(List.of(), unknown);
        assertTrue(BOOK.rules().size() > 100);
    }
}
