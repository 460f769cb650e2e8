package io.dspt.monitor.core.cases;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.register.RegisterRow;
import io.dspt.monitor.core.rule.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One case of a rule.
 *
 * @param rule rule id
 * @param name what it shows
 * @param file file it stands in
 * @param line line it begins on
 * @param given what happens
 * @param expected the rule's verdict, or its last one
 */
public record RuleCase(String rule, String name, String file, int line, Given given, Expected expected) {

    /** What happens in a case. */
    public sealed interface Given {

        /**
         * Facts alone; what is not named is unknown.
         *
         * @param after facts after the event
         * @param before facts before the event besides what its header says; {@code null} when they were the same
         * @param registers rows of the registers that are loaded, by name
         */
        record OfFacts(
                SortedMap<String, FactValue> after,
                @Nullable SortedMap<String, FactValue> before,
                SortedMap<String, List<RegisterRow>> registers)
                implements Given {}

        /** Events through the parser and the fold, in order. */
        record OfSteps(List<Step> steps) implements Given {
            public OfSteps {
                steps = List.copyOf(steps);
            }
        }
    }

    /**
     * One step of a case.
     *
     * @param at the clock is moved here; {@code null} to let the record's own time do it
     * @param record one record in Azure's own shape; {@code null} when only the clock moves, or a register is loaded
     * @param register a register that is loaded; {@code null} otherwise
     */
    public record Step(
            @Nullable Instant at,
            byte @Nullable [] record,
            @Nullable RegisterLoad register) {
        /** A record, or only the clock. */
        public Step(@Nullable Instant at, byte @Nullable [] record) {
            this(at, record, null);
        }
    }

    /** All rows of a register. */
    public record RegisterLoad(String name, List<RegisterRow> rows) {
        public RegisterLoad {
            rows = List.copyOf(rows);
        }
    }

    /**
     * What must come of it.
     *
     * @param verdict the verdict, the last one of several; {@code null} where only the finding is looked at
     * @param severity severity of the violation, where the case says so
     * @param status status of the finding at the end, where the case says so
     * @param count its count, where the case says so
     */
    public record Expected(
            @Nullable Verdict verdict,
            @Nullable Severity severity,
            @Nullable FindingStatus status,
            @Nullable Long count) {

        /** Whether there must be a finding, whatever the verdict. */
        boolean asksForFinding() {
            return severity != null || status != null || count != null;
        }
    }
}
