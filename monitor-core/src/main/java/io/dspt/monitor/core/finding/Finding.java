package io.dspt.monitor.core.finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of one violation of one rule by one subject. Every change is a method that gives the finding as it is
 * afterwards; what a status does not allow throws {@link IllegalStateException}.
 *
 * @param id name of this episode
 * @param estate whose log it stands in
 * @param episode 1 for the first; occurrences begin a new one after the rule's quiet time
 * @param rule the rule that judged
 * @param subject what breaks the rule, as Azure writes it
 * @param attribution the organisations it is attributed to, where known
 * @param origin {@code event}, {@code schedule}, {@code rule-change} or {@code baseline}
 * @param status where it is in its life
 * @param latest the latest violation in event time
 * @param firstEvidence the record that opened it
 * @param openedAt event time of its first violation
 * @param lastSeenAt event time of its latest violation
 * @param count how many different records showed it
 * @param ending how it ended; present exactly when resolved or disposed
 * @param assignee who is to deal with it, when somebody has been named
 */
public record Finding(
        FindingId id,
        String estate,
        long episode,
        RuleStamp rule,
        String subject,
        Attribution attribution,
        String origin,
        FindingStatus status,
        Violation latest,
        @Nullable Evidence firstEvidence,
        Instant openedAt,
        Instant lastSeenAt,
        long count,
        @Nullable Ending ending,
        @Nullable String assignee) {

    /** Found in an event. */
    public static final String FROM_EVENT = "event";
    /** Found by looking through something regularly. */
    public static final String FROM_SCHEDULE = "schedule";
    /** Found by judging the inventory again when rules changed. */
    public static final String FROM_RULE_CHANGE = "rule-change";
    /** Found by an inventory that told of a resource for the first time, before any whole one had been told. */
    public static final String FROM_BASELINE = "baseline";

    /**
     * How a finding ended.
     *
     * @param at event time of what ended it
     * @param by what ended it, such as {@code resource-deleted} or an operation, or what somebody decided
     * @param decision the decision, when a person ended it
     */
    public record Ending(Instant at, String by, @Nullable Decision decision) {
        /** An ending that nobody decided. */
        public Ending(Instant at, String by) {
            this(at, by, null);
        }
    }

    /**
     * Somebody's decision that a finding is at an end.
     *
     * @param disposition what it comes to
     * @param by who decided
     * @param reason why
     */
    public record Decision(Disposition disposition, String by, String reason) {
        /** All of it, as {@link Ending#by} has it. */
        public String written() {
            return "disposed as " + disposition.printed() + " by " + by + ": " + reason;
        }
    }

    public Finding {
        boolean ended = status == FindingStatus.RESOLVED || status == FindingStatus.DISPOSED;
        if (ended != (ending != null)) {
            throw new IllegalArgumentException("a finding has an ending exactly when it is resolved or disposed");
        }
        if (lastSeenAt.isBefore(openedAt)) {
            throw new IllegalArgumentException("a finding cannot be seen last before it was opened");
        }
        if (count < 1 || episode < 1) {
            throw new IllegalArgumentException("count and episode begin at 1");
        }
    }

    /** A finding's first violation. */
    public static Finding opened(
            String estate,
            long episode,
            RuleStamp rule,
            String subject,
            String canonicalSubject,
            Attribution attribution,
            String origin,
            Violation violation) {
        return new Finding(
                FindingId.of(estate, rule.id(), canonicalSubject, episode),
                estate,
                episode,
                rule,
                subject,
                attribution,
                origin,
                FindingStatus.OPEN,
                violation,
                violation.evidence(),
                violation.at(),
                violation.at(),
                1,
                null,
                null);
    }

    /** Another record shows the same violation: count and times move, the later violation speaks. */
    public Finding seenAgain(RuleStamp judgedBy, Violation violation) {
        boolean later = !violation.at().isBefore(lastSeenAt);
        boolean earlier = violation.at().isBefore(openedAt);
        return new Finding(
                id,
                estate,
                episode,
                judgedBy,
                subject,
                attribution,
                origin,
                status,
                later ? violation : latest,
                earlier && violation.evidence() != null ? violation.evidence() : firstEvidence,
                earlier ? violation.at() : openedAt,
                later ? violation.at() : lastSeenAt,
                count + 1,
                ending,
                assignee);
    }

    /** The same violation judged by another version of the rule, or with another severity: nothing new was seen. */
    public Finding rerated(RuleStamp judgedBy, Violation violation) {
        return with(judgedBy, status, violation, ending);
    }

    /** The violation is back after it had been resolved. */
    public Finding reopened() {
        if (status != FindingStatus.RESOLVED) {
            throw new IllegalStateException("only a resolved finding reopens, this one is " + status.printed());
        }
        return with(rule, FindingStatus.OPEN, latest, null);
    }

    /** The violation is over. */
    public Finding resolved(Instant at, String by) {
        if (!status.stands()) {
            throw new IllegalStateException("a finding that is " + status.printed() + " cannot be resolved");
        }
        return with(rule, FindingStatus.RESOLVED, latest, new Ending(at, by));
    }

    /** Somebody has taken notice. */
    public Finding acknowledged() {
        if (status != FindingStatus.OPEN) {
            throw new IllegalStateException("only an open finding is acknowledged, this one is " + status.printed());
        }
        return with(rule, FindingStatus.ACKNOWLEDGED, latest, null);
    }

    /** An approved exception holds. */
    public Finding exempted() {
        if (!status.stands()) {
            throw new IllegalStateException("a finding that is " + status.printed() + " cannot be exempt");
        }
        return with(rule, FindingStatus.EXEMPT, latest, null);
    }

    /** An exception no longer holds: open again, with its original opened-at. */
    public Finding exemptionEnded() {
        if (status != FindingStatus.EXEMPT) {
            throw new IllegalStateException("this finding is not exempt but " + status.printed());
        }
        return with(rule, FindingStatus.OPEN, latest, null);
    }

    /** Somebody has decided that it is at an end: false positive, out of scope, accepted with a reason. */
    public Finding disposed(Instant at, Decision decision) {
        if (status == FindingStatus.DISPOSED) {
            throw new IllegalStateException("this finding is disposed already");
        }
        return with(rule, FindingStatus.DISPOSED, latest, new Ending(at, decision.written(), decision));
    }

    /** Somebody is to deal with it. */
    public Finding assignedTo(String person) {
        if (!status.stands()) {
            throw new IllegalStateException("a finding that is " + status.printed() + " is not assigned");
        }
        return new Finding(
                id,
                estate,
                episode,
                rule,
                subject,
                attribution,
                origin,
                status,
                latest,
                firstEvidence,
                openedAt,
                lastSeenAt,
                count,
                ending,
                person);
    }

    /** ODS code of the organisation that operates what is concerned, where known. */
    public @Nullable String organisation() {
        return attribution.operator();
    }

    /** The first and the latest record that show it; one when they are the same. */
    public List<Evidence> evidence() {
        List<Evidence> evidence = new ArrayList<>();
        if (firstEvidence != null) {
            evidence.add(firstEvidence);
        }
        if (latest.evidence() != null && !latest.evidence().equals(firstEvidence)) {
            evidence.add(latest.evidence());
        }
        return List.copyOf(evidence);
    }

    private Finding with(RuleStamp newRule, FindingStatus newStatus, Violation newLatest, @Nullable Ending newEnding) {
        return new Finding(
                id,
                estate,
                episode,
                newRule,
                subject,
                attribution,
                origin,
                newStatus,
                newLatest,
                firstEvidence,
                openedAt,
                lastSeenAt,
                count,
                newEnding,
                assignee);
    }
}
