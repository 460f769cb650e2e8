package io.dspt.monitor.core.standard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One NDG evidence item or assertion, or one CAF outcome.
 *
 * @param name with framework and version, like {@code DSPT/8/NDG/4.5.3}: ids alone move between versions
 * @param id id within its version
 * @param title paraphrase
 * @param machine what Azure can show of it
 * @param expectation level expected of the profile, for CAF outcomes
 * @param mark how sure id and title are: V, P or U
 * @param rules ids of the rules whose findings speak against it
 * @param rulesComplete whether these rules show all that Azure can show of it; nobody has said so unless the file does
 */
public record Requirement(
        String name,
        String id,
        String title,
        Machine machine,
        @Nullable String expectation,
        String mark,
        List<String> rules,
        boolean rulesComplete) {

    /** How much of a requirement telemetry can show. */
    public enum Machine {
        /** All that is asked. */
        AUTOMATED,
        /** A figure that a person must comment. */
        MIXED,
        /** Nothing: only people can say. */
        HUMAN
    }

    public Requirement {
        rules = List.copyOf(rules);
    }
}
