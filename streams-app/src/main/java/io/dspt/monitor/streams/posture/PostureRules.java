package io.dspt.monitor.streams.posture;

import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rule sets as they were loaded, the latest few: reading one takes longer than a posture by it. */
final class PostureRules {
    private static final int MOST = 4;

    private final FactCatalogue facts;
    private final Map<String, RuleBook.Loaded> byDigest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RuleBook.Loaded> eldest) {
            return size() > MOST;
        }
    };

    /** @param facts what rules may ask for */
    PostureRules(FactCatalogue facts) {
        this.facts = facts;
    }

    /** Rules and standards of a rule set. */
    RuleBook.Loaded loaded(RuleBundle bundle) {
        return byDigest.computeIfAbsent(bundle.digest(), absent -> RuleBook.load(bundle, facts));
    }
}
