package io.dspt.monitor.core.finding;

import java.util.List;

/**
 * The rule a finding goes by, as it was when it last judged.
 *
 * @param id rule id
 * @param digest SHA-256 of the rule file in hex, what an auditor signs
 * @param title the rule's title
 * @param requirements requirements it is evidence for, like {@code DSPT/8/NDG/4.5.3}, in order
 */
public record RuleStamp(String id, String digest, String title, List<String> requirements) {
    public RuleStamp {
        requirements = List.copyOf(requirements);
    }
}
