package io.dspt.monitor.core.cases;

import io.dspt.monitor.core.rule.RuleBundle;
import java.util.List;

/**
 * How a rule is shown at work on a running system: what one of its cases sends, cut where the finding stands.
 *
 * @param rule rule id
 * @param caseName the case that is acted
 * @param rules the rule alone, with what rules share; all rules when it looks at what others find
 * @param act what breaks the rule, in order
 * @param fix what puts it right; empty when no case of the rule does, so that only a person ends its findings
 */
public record Demonstration(
        String rule, String caseName, RuleBundle rules, List<DemonstrationStep> act, List<DemonstrationStep> fix) {
    public Demonstration {
        act = List.copyOf(act);
        fix = List.copyOf(fix);
        if (act.isEmpty()) {
            throw new IllegalArgumentException(rule + ": a demonstration acts");
        }
    }
}
