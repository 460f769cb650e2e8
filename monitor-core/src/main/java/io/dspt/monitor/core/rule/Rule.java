package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.finding.Severity;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A rule as an auditor signs it.
 *
 * @param id for example {@code RES-001}
 * @param title short name
 * @param status maturity
 * @param severity unless raised
 * @param raise in order, the first whose condition holds decides
 * @param kind what it asks
 * @param subject the facts that name what breaks it
 * @param findingTemplate sentence with facts in braces
 * @param resolvedBy what ends its findings
 * @param explanation what people need to act
 * @param noise how it is kept quiet
 * @param microsoft Microsoft's own checks of the same
 * @param file name of its file
 * @param digest SHA-256 of its file in hex
 */
public record Rule(
        String id,
        String title,
        Status status,
        Severity severity,
        List<Raise> raise,
        RuleKind kind,
        List<FieldReference> subject,
        MessageTemplate findingTemplate,
        List<Resolver> resolvedBy,
        Explanation explanation,
        Noise noise,
        Microsoft microsoft,
        String file,
        String digest) {

    /** Maturity of a rule. */
    public enum Status {
        SANDBOX,
        INCUBATING,
        STABLE,
        /** Kept for history; judges nothing. */
        RETIRED
    }

    /** Another severity when a condition holds. */
    public record Raise(Condition when, Severity to) {}

    /**
     * What people need to act.
     *
     * @param why what it means for patients
     * @param triage what to look at first
     * @param remedy how to put it right
     * @param references where the obligation stands
     * @param unverified which trigger strings have not been seen in sources; {@code null} when all have
     */
    public record Explanation(
            String why,
            List<String> triage,
            String remedy,
            List<String> references,
            @Nullable String unverified) {
        public Explanation {
            triage = List.copyOf(triage);
            references = List.copyOf(references);
        }
    }

    /**
     * Microsoft's own checks of what a rule asks: its verdicts are shown beside ours and decide nothing.
     *
     * @param policies ids of policy definitions, lower case
     * @param assessments keys of Defender assessments, lower case
     */
    public record Microsoft(Set<String> policies, Set<String> assessments) {
        /** No such check is known. */
        public static final Microsoft NONE = new Microsoft(Set.of(), Set.of());

        public Microsoft {
            policies = Collections.unmodifiableSortedSet(new TreeSet<>(policies));
            assessments = Collections.unmodifiableSortedSet(new TreeSet<>(assessments));
        }
    }

    /** Whether people are paged, get a ticket or a digest. */
    public enum Notify {
        PAGE,
        TICKET,
        DIGEST
    }

    /**
     * How a rule is kept quiet.
     *
     * @param groupBy fact by whose value pages are grouped; the finding's subject where none is named
     * @param quietFor after this long without a repeat an occurrence begins a new episode
     * @param expected findings to expect, as the author puts it
     * @param scope what the rule is limited to, in words
     * @param exclude where this holds for certain, the rule does not apply
     * @param learn thresholds: how long nothing is worse than medium while what is usual is learned
     */
    public record Noise(
            @Nullable FieldReference groupBy,
            Duration quietFor,
            Notify notifies,
            @Nullable String expected,
            @Nullable String scope,
            @Nullable Condition exclude,
            @Nullable Duration learn) {}

    public Rule {
        raise = List.copyOf(raise);
        subject = List.copyOf(subject);
        resolvedBy = List.copyOf(resolvedBy);
        if (subject.isEmpty()) {
            throw new IllegalArgumentException(id + ": a rule needs a subject");
        }
    }
}
