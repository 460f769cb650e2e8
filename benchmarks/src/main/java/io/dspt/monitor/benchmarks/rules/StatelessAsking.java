package io.dspt.monitor.benchmarks.rules;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.FactView;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.Verdict;
import java.util.List;

/**
 * Asks our rules about one event and nothing else: the rules that watch for it, and what its resource owes. Of rules over
 * several events it asks whether this one counts. What the fold does besides (inventory, findings, what is remembered) is
 * left out.
 */
public final class StatelessAsking {
    private final RuleBook book;

    public StatelessAsking(RuleBook book) {
        this.book = book;
    }

    /** Adds the ids of the rules that the event breaks. */
    public void ask(AzureEvent event, List<String> broken) {
        EventView view = EventView.of(event);
        FactView facts = view.facts();
        for (CompiledRule rule : book.rulesOn(event.kind(), event.header())) {
            if (rule.judge(facts) == Verdict.VIOLATED) {
                broken.add(rule.rule().id());
            }
        }
        ResourceId resource = event.header().resource();
        if (resource == null || !view.judgesResource()) {
            return;
        }
        for (CompiledRule rule : book.obligationsOf(resource.type())) {
            if (rule.judge(facts) == Verdict.VIOLATED) {
                broken.add(rule.rule().id());
            }
        }
    }
}
