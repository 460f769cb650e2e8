package io.dspt.monitor.core.posture;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The machine signal of a requirement for a period and what it rests on.
 *
 * @param requirement full name
 * @param signal net of exemptions: what an exemption covers does not contradict
 * @param gross the same as if there were no exemptions
 * @param heldBy who holds the evidence; {@code null} unless the signal says that somebody else does
 * @param reasons why it is no other, in words
 * @param findings findings at or above the threshold that were open in the period
 * @param exempt those that were exempt all the time they stood in it
 * @param notEvidenced times for which there is no evidence
 * @param rules rules that speak to it and are in force
 */
public record RequirementSignal(
        String requirement,
        MachineSignal signal,
        MachineSignal gross,
        @Nullable String heldBy,
        List<String> reasons,
        List<String> findings,
        List<String> exempt,
        List<Gap> notEvidenced,
        List<String> rules) {

    /**
     * A time without evidence.
     *
     * @param category what was silent
     * @param from its beginning
     * @param to its end
     * @param cause why there is none
     */
    public record Gap(String category, Instant from, Instant to, Cause cause) {}

    /** Why there is no evidence for a time. */
    public enum Cause {
        /** The source was silent for longer than is expected of it. */
        SILENT("silent for longer than is expected"),
        /** Not one element arrived that day. */
        NOTHING_RECEIVED("nothing received"),
        /** Nothing is known of the day at all. */
        NOT_COUNTED("day not counted");

        private final String written;

        Cause(String written) {
            this.written = written;
        }

        /** As it is printed. */
        public String written() {
            return written;
        }

        /**
         * Reads what is printed.
         *
         * @throws IllegalArgumentException when it is none of these
         */
        public static Cause read(String text) {
            for (Cause cause : values()) {
                if (cause.written.equals(text)) {
                    return cause;
                }
            }
            throw new IllegalArgumentException("no cause of silence: " + text);
        }
    }

    public RequirementSignal {
        reasons = List.copyOf(reasons);
        findings = List.copyOf(findings);
        exempt = List.copyOf(exempt);
        notEvidenced = List.copyOf(notEvidenced);
        rules = List.copyOf(rules);
    }

    /** As it is printed: held elsewhere names who holds it. */
    public String written() {
        return heldBy == null ? signal.written() : "evidence held by " + heldBy;
    }
}
