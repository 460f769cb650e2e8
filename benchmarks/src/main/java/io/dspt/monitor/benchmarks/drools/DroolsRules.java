package io.dspt.monitor.benchmarks.drools;

import io.dspt.monitor.benchmarks.rules.EventView;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.rule.RuleBook;
import java.util.ArrayList;
import java.util.List;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.conf.KieBaseMutabilityOption;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.DirectFiringOption;
import org.kie.api.runtime.conf.ThreadSafeOption;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The rules of a book in Drools: in its executable model, and asked of one event after the other in one session that is
 * kept, which is the quickest way Drools has for events that have nothing to do with each other. Not safe for use by
 * several threads.
 */
public final class DroolsRules implements AutoCloseable {
    private final FactTable table = new FactTable();
    private final KieSession session;
    private final List<String> broken = new ArrayList<>();

    /** Builds the network of the rules; takes seconds for thousands of rules. */
    public DroolsRules(RuleBook book) {
        this.session = session(new RuleModel(table, broken).of(book));
    }

    /** How many of a book's rules Drools is given: those that are asked of events. */
    public static long rulesIn(RuleBook book) {
        return book.rules().values().stream()
                .filter(rule -> RuleModel.asksEvents(rule.rule()))
                .count();
    }

    private static KieSession session(Model rules) {
        KieServices services = KieServices.Factory.get();
        KieBase base = KieBaseBuilder.createKieBaseFromModel(rules, KieBaseMutabilityOption.DISABLED);
        KieSessionConfiguration options = services.newKieSessionConfiguration();
        options.setOption(DirectFiringOption.YES);
        options.setOption(ThreadSafeOption.NO);
        return base.newKieSession(options, null);
    }

    /** Adds the ids of the rules that the event breaks. */
    public void ask(AzureEvent event, List<String> rules) {
        broken.clear();
        FactHandle handle = session.insert(new EventFact(table, EventView.of(event)));
        session.fireAllRules();
        session.delete(handle);
        rules.addAll(broken);
    }

    @Override
    public void close() {
        session.dispose();
    }
}
