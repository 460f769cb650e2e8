package io.dspt.monitor.benchmarks.rules;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.FactView;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleKind;
import io.dspt.monitor.core.rule.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
        ask(view, view.facts(), broken);
    }

    /** Adds the same ids by asking every rule for itself, however little it has to do with the event. */
    public void askEach(AzureEvent event, List<String> broken) {
        EventView view = EventView.of(event);
        for (CompiledRule rule : book.rules().values()) {
            RuleKind kind = rule.rule().kind();
            boolean asked =
                    kind instanceof RuleKind.Obligation ? view.judgesResource() : !(kind instanceof RuleKind.Schedule);
            if (asked && rule.rule().status() != Rule.Status.RETIRED && rule.judge(view.facts()) == Verdict.VIOLATED) {
                broken.add(rule.rule().id());
            }
        }
    }

    /** The facts that are read when the rules are asked of an event, each once. */
    public List<Fact> factsRead(AzureEvent event) {
        Set<Fact> read = new LinkedHashSet<>();
        EventView view = EventView.of(event);
        ask(view, view.facts(read::add), new ArrayList<>());
        return List.copyOf(read);
    }

    private void ask(EventView view, FactView facts, List<String> broken) {
        for (CompiledRule rule : book.rulesOn(facts)) {
            if (rule.judge(facts) == Verdict.VIOLATED) {
                broken.add(rule.rule().id());
            }
        }
        ResourceId resource = view.judgesResource() ? view.event().header().resource() : null;
        if (resource == null) {
            return;
        }
        for (CompiledRule rule : book.obligationsOf(resource.type())) {
            if (rule.judge(facts) == Verdict.VIOLATED) {
                broken.add(rule.rule().id());
            }
        }
    }
}
