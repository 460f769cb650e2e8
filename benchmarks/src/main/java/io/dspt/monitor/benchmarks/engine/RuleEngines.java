package io.dspt.monitor.benchmarks.engine;

import io.dspt.monitor.benchmarks.drools.DroolsRules;
import io.dspt.monitor.benchmarks.rules.RuleSet;
import io.dspt.monitor.benchmarks.rules.StatelessAsking;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.rule.RuleBook;
import org.jspecify.annotations.Nullable;

/**
 * Everything that judges by one rule set.
 *
 * @param rules the rule set
 * @param asked rules that are asked of events, schedules and retired ones left out: what Drools has too
 * @param asking our rules, asked of one event
 * @param step the fold
 * @param drools the same rules in Drools; {@code null} when it is left out
 */
record RuleEngines(
        RuleSet rules,
        long asked,
        StatelessAsking asking,
        WholeStep step,
        @Nullable DroolsRules drools) implements AutoCloseable {

    static RuleEngines of(RuleSet rules, RecordReader reader, boolean withDrools) {
        RuleBook book = rules.book();
        return new RuleEngines(
                rules,
                DroolsRules.rulesIn(book),
                new StatelessAsking(book),
                new WholeStep(rules, reader),
                withDrools ? new DroolsRules(book) : null);
    }

    String name() {
        return rules.name();
    }

    @Override
    public void close() {
        if (drools != null) {
            drools.close();
        }
    }
}
