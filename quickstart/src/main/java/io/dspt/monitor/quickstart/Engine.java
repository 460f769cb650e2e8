package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.cases.Demonstration;
import io.dspt.monitor.core.cases.Demonstrations;
import io.dspt.monitor.core.cases.RuleCaseRunner;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.yaml.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Puts the parts of the fold together as they ship. */
final class Engine {
    private static final ReferenceData REFERENCE = ReferenceFiles.builtIn();

    private Engine() {}

    /** The fold that trusts these keys. */
    static MonitorSettings settings(TrustedKeys keys) {
        return new MonitorSettings(new AzureRecordReader(REFERENCE.properties()), REFERENCE, keys);
    }

    /** The rules of a bundle, as the fold will have them. */
    static RuleBook.Loaded load(RuleBundle rules) {
        return RuleBook.load(rules, new FactCatalogue(REFERENCE.properties()));
    }

    /** Runs cases through the same parser and fold. */
    static RuleCaseRunner.Report runCases(RuleBundle rules, SortedMap<String, byte[]> cases) {
        return RuleCaseRunner.run(new AzureRecordReader(REFERENCE.properties()), REFERENCE, rules, cases);
    }

    /** What can be acted of the built-in rules that are asked for, by rule id. */
    static SortedMap<String, Optional<Demonstration>> demonstrations(Predicate<String> wanted) {
        return Demonstrations.of(
                new AzureRecordReader(REFERENCE.properties()),
                REFERENCE,
                RuleBundle.builtIn(),
                RuleBundle.builtInCases(),
                wanted);
    }

    /** Names the rule files that are refused, as the fold will find them. */
    static int refusals(RuleBundle rules, Terminal terminal) {
        List<RefusedException> refusals = load(rules).refusals();
        refusals.forEach(refusal -> terminal.say("refused " + refusal.getMessage()));
        return refusals.size();
    }
}
