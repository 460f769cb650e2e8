package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.finding.Violation;
import io.dspt.monitor.core.rule.CompiledRule;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The life of findings: what verdicts, clearing events, time and people do to them. */
final class FindingRegister {
    /** How long a clearing event is remembered that came before any violation. */
    private static final Duration REMEMBER_CLEARED = Duration.ofDays(1);

    private final Step step;
    private final @Nullable Cause given;
    private final @Nullable Occasion occasion;
    private final FindingSlots slots;
    private final Exemptions exemptions;

    /**
     * A register for one step.
     *
     * @param cause what has led to the verdicts; {@code null} when that is the event in hand, the rules have changed, or
     *     time has passed
     * @param occasion the event in hand, whose record is sent when a finding changes; {@code null} when there is none
     */
    FindingRegister(Step step, @Nullable Cause cause, @Nullable Occasion occasion) {
        this.step = step;
        this.given = cause;
        this.occasion = occasion;
        this.slots = new FindingSlots(step, occasion);
        this.exemptions = new Exemptions(step);
    }

    /** What has led to the verdicts, made when asked for: most verdicts end what nobody has found. */
    private @Nullable Cause cause() {
        return given == null && occasion != null ? occasion.cause() : given;
    }

    /**
     * Something happened that the rule forbids. What counts is when it happened: an event older than what resolved the
     * finding never reopens it.
     */
    void happened(CompiledRule rule, String subject, Violation violation) {
        String canonical = CompiledRule.canonicalSubject(subject);
        FindingSlot slot = slots.load(rule.rule().id(), canonical);
        Cause cause = cause();
        if (cause == null || slot.hasSeen(cause.identity())) {
            return;
        }
        slot = slot.seen(cause.identity(), cause.category());
        Finding current = slot.latest();
        if (current == null || (startsNewEpisode(rule, current, violation) && slot.hasRoomForAnEpisode())) {
            begin(rule, subject, canonical, violation, slot);
            return;
        }
        Finding counted = current.seenAgain(rule.stamp(), violation);
        if (endedBefore(current, violation)) {
            reopen(rule, canonical, current, counted, violation, slot);
        } else {
            count(rule, canonical, current, counted, slot);
        }
    }

    /**
     * The present state of the subject breaks the rule. The inventory has settled already which of several records
     * counts, so the verdict does, whenever its record was made.
     */
    void violated(CompiledRule rule, String subject, Violation violation) {
        String canonical = CompiledRule.canonicalSubject(subject);
        FindingSlot slot = slots.load(rule.rule().id(), canonical);
        Finding current = slot.latest();
        Cause cause = cause();
        if (cause == null) {
            judgedAgain(rule, subject, canonical, current, violation, slot);
            return;
        }
        if (current != null && current.status().stands() && violation.at().isBefore(current.lastSeenAt())) {
            // A late record adds to what is known of a state that was seen since: it says nothing of an earlier
            // violation and is no further sight of this one. If it broke the rule by itself, wasViolated() is told.
            count(rule, canonical, current, asNowKnown(rule, current, violation), slot);
            return;
        }
        // A state may be told in parts by records of one request, so what was found tells a repeat from news, too.
        String observation = observation(cause, violation);
        boolean repeat = slot.hasSeen(observation);
        slot = repeat ? slot : slot.seen(observation, cause.category());
        if (current == null || (!repeat && startsNewEpisode(rule, current, violation))) {
            begin(rule, subject, canonical, violation, slot);
            return;
        }
        Violation seen =
                cause.isState() && current.status().stands() ? violation.stillAsIn(current.latest()) : violation;
        Finding counted = repeat ? current : current.seenAgain(rule.stamp(), seen);
        if (current.status() == FindingStatus.RESOLVED) {
            Finding known = violation.at().isBefore(counted.lastSeenAt())
                    ? counted.rerated(rule.stamp(), violation.seenAt(counted.lastSeenAt()))
                    : counted;
            reopen(rule, canonical, current, known, violation, slot);
        } else if (!repeat) {
            count(rule, canonical, current, counted, slot);
        }
    }

    /**
     * The state of the subject broke the rule, as a record tells that later ones have overtaken.
     *
     * @param endedAt when it was over; {@code null} when that cannot be told
     */
    void wasViolated(CompiledRule rule, String subject, Violation violation, @Nullable Instant endedAt) {
        String canonical = CompiledRule.canonicalSubject(subject);
        FindingSlot slot = slots.load(rule.rule().id(), canonical);
        Cause cause = cause();
        if (cause == null || slot.hasSeenAnyOf(cause.identity())) {
            return;
        }
        slot = slot.seen(observation(cause, violation), cause.category());
        Finding current = slot.latest();
        if (current == null || startsNewEpisode(rule, current, violation)) {
            begin(rule, subject, canonical, violation, slot);
        } else {
            Finding counted = current.seenAgain(rule.stamp(), violation);
            if (!endedBefore(current, violation)) {
                count(rule, canonical, current, counted, slot);
                return;
            }
            reopen(rule, canonical, current, counted, violation, slot);
        }
        if (endedAt != null) {
            endSlot(rule.rule().id(), canonical, endedAt, "a later state");
        }
    }

    private static String observation(Cause cause, Violation violation) {
        return cause.identity()
                + FindingSlot.DIVIDER
                + Sha256.hex(new Encoder(1).facts(violation.facts()).toBytes());
    }

    private static boolean endedBefore(Finding finding, Violation violation) {
        return finding.status() == FindingStatus.RESOLVED
                && finding.ending() != null
                && violation.at().isAfter(finding.ending().at());
    }

    /** What is looked through regularly breaks the rule, or still does. */
    void foundBySchedule(CompiledRule rule, String subject, Violation violation) {
        String canonical = CompiledRule.canonicalSubject(subject);
        FindingSlot slot = slots.load(rule.rule().id(), canonical);
        Finding current = slot.latest();
        if (current == null) {
            begin(rule, subject, canonical, violation, slot, Finding.FROM_SCHEDULE);
            return;
        }
        boolean disposed = current.status() == FindingStatus.DISPOSED; // Somebody has decided about what was seen.
        // A look that waited in the queue says nothing of what was settled since its time.
        boolean settledSince = current.ending() != null
                && violation.at().isBefore(current.ending().at());
        if (disposed || settledSince || violation.at().equals(current.lastSeenAt())) {
            return;
        }
        Instant lastSeen = current.lastSeenAt();
        Violation seen = violation.at().isBefore(lastSeen) ? violation.seenAt(lastSeen) : violation;
        Finding counted = current.seenAgain(rule.stamp(), seen);
        if (current.status() == FindingStatus.RESOLVED) {
            reopen(rule, canonical, current, counted, seen, slot);
        } else {
            count(rule, canonical, current, counted, slot);
        }
    }

    /**
     * The rule is kept by the present state, or no longer applies, or its resource is gone: standing findings end, at
     * the earliest when they were last seen.
     */
    void ended(CompiledRule rule, String subject, Instant at, String by) {
        endStanding(rule.rule().id(), CompiledRule.canonicalSubject(subject), at, by);
    }

    /** Something ended at that time what had not been seen since. */
    void endedUnlessSeenSince(CompiledRule rule, String subject, Instant at, String by) {
        endSlot(rule.rule().id(), CompiledRule.canonicalSubject(subject), at, by);
    }

    /** An event that clears the subject, even when no violation has been seen yet. */
    void cleared(CompiledRule rule, String subject, Instant at, String by) {
        String canonical = CompiledRule.canonicalSubject(subject);
        endSlot(rule.rule().id(), canonical, at, by);
        FindingSlot slot = slots.load(rule.rule().id(), canonical);
        FindingSlot cleared = slot.clearedBy(new Finding.Ending(at, by));
        if (cleared.equals(slot)) {
            return;
        }
        slots.save(rule.rule().id(), canonical, cleared);
        if (slot.latest() == null && slot.cleared() == null) {
            forgetClearedAfter(step.clock(), rule.rule().id(), canonical);
        }
    }

    /** Forgets a clearing event that no violation followed, once the latest one is old enough. */
    void forgetCleared(String rule, String canonical) {
        FindingSlot slot = slots.load(rule, canonical);
        Finding.Ending cleared = slot.cleared();
        if (slot.latest() != null || cleared == null) {
            return;
        }
        if (cleared.at().plus(REMEMBER_CLEARED).isAfter(step.clock())) {
            forgetClearedAfter(cleared.at(), rule, canonical);
        } else {
            slots.forget(rule, canonical);
        }
    }

    private void forgetClearedAfter(Instant since, String rule, String canonical) {
        Timers.set(
                step, new Timers.Timer(since.plus(REMEMBER_CLEARED), Timers.Purpose.FORGET_CLEARED, rule, canonical));
    }

    /** Ends every episode that has been quiet since before the timer was set, if its source has got past it. */
    void quietTimerFired(CompiledRule rule, String canonical, Instant at, Instant sourceProgress) {
        Duration quietFor = rule.rule().noise().quietFor();
        FindingSlot slot = slots.load(rule.rule().id(), canonical);
        FindingSlot changed = slot;
        Instant next = null;
        for (Finding finding : slot.findings()) {
            Instant deadline = finding.lastSeenAt().plus(quietFor);
            boolean seenAgain = deadline.isAfter(at);
            if (finding.status().stands() && (seenAgain || sourceProgress.isBefore(deadline))) {
                // A silent source proves nothing: ask again when it may have spoken.
                Instant then = seenAgain ? deadline : step.clock().plus(Duration.ofHours(1));
                next = next == null || then.isBefore(next) ? then : next;
            } else if (finding.status().stands()) {
                Finding ended = finding.resolved(deadline, "quiet for " + inWords(quietFor));
                changed = slots.publish(changed, finding.status(), ended, Transition.RESOLVED, deadline);
            }
        }
        if (!changed.equals(slot)) {
            slots.save(rule.rule().id(), canonical, changed);
        }
        if (next != null) {
            armTimer(rule, canonical, next);
        }
    }

    private static String inWords(Duration duration) {
        return duration.equals(Duration.ofDays(duration.toDays())) ? duration.toDays() + " days" : duration.toString();
    }

    /** The category that last showed violations of this subject. */
    String category(String rule, String canonical) {
        return slots.load(rule, canonical).category();
    }

    /** Ends all standing episodes of a slot whose rule is no longer in force. */
    void ruleRetired(String rule, String canonical, Instant at) {
        endStanding(rule, canonical, at, RuleChange.RULE_RETIRED);
    }

    private static boolean startsNewEpisode(CompiledRule rule, Finding current, Violation violation) {
        if (current.status() == FindingStatus.DISPOSED) {
            return current.ending() == null
                    || violation.at().isAfter(current.ending().at());
        }
        return !rule.rule().kind().judgesState()
                && violation
                        .at()
                        .isAfter(current.lastSeenAt().plus(rule.rule().noise().quietFor()));
    }

    private void begin(CompiledRule rule, String subject, String canonical, Violation violation, FindingSlot slot) {
        Cause cause = cause();
        begin(rule, subject, canonical, violation, slot, cause == null ? Finding.FROM_RULE_CHANGE : cause.opensAs());
    }

    private void begin(
            CompiledRule rule, String subject, String canonical, Violation violation, FindingSlot slot, String origin) {
        Finding opened = exemptions.applied(Finding.opened(
                step.estateName(),
                slot.episodes() + 1,
                rule.stamp(),
                subject,
                canonical,
                FindingAttribution.of(step, subject, violation.at()),
                origin,
                violation));
        slots.name(opened.id(), rule.rule().id(), canonical);
        FindingSlot begun = slots.publish(
                slots.sendUnsent(slot).begun(opened),
                null,
                opened,
                Transition.OPENED,
                violation.at(),
                exemptions.ledgerReference(opened));
        slots.save(rule.rule().id(), canonical, begun);
        endIfCleared(rule, canonical, violation, slot);
        armQuietTimer(rule, canonical, violation.at());
    }

    private void reopen(
            CompiledRule rule,
            String canonical,
            Finding current,
            Finding counted,
            Violation violation,
            FindingSlot slot) {
        Instant endedAt =
                current.ending() == null ? violation.at() : current.ending().at();
        Instant at = violation.at().isBefore(endedAt) ? endedAt : violation.at();
        Finding reopened = exemptions.applied(counted.reopened());
        slots.save(
                rule.rule().id(),
                canonical,
                slots.publish(
                        slot,
                        current.status(),
                        reopened,
                        Transition.REOPENED,
                        at,
                        exemptions.ledgerReference(reopened)));
        endIfCleared(rule, canonical, violation, slot);
        armQuietTimer(rule, canonical, violation.at());
    }

    /** A clearing event that was told before the violation it cleared. */
    private void endIfCleared(CompiledRule rule, String canonical, Violation violation, FindingSlot slot) {
        Finding.Ending cleared = slot.cleared();
        if (cleared != null && !cleared.at().isBefore(violation.at())) {
            endSlot(rule.rule().id(), canonical, cleared.at(), cleared.by());
        }
    }

    private void count(CompiledRule rule, String canonical, Finding current, Finding counted, FindingSlot slot) {
        boolean rerated = counted.latest().severity() != current.latest().severity();
        slots.save(
                rule.rule().id(),
                canonical,
                rerated
                        ? slots.publish(
                                slot,
                                current.status(),
                                counted,
                                Transition.RERATED,
                                counted.latest().at())
                        : slots.refresh(rule.rule().id(), canonical, slot.with(counted)));
    }

    /** The same state under changed rules: nothing new was seen, but severity or wording may differ. */
    private void judgedAgain(
            CompiledRule rule,
            String subject,
            String canonical,
            @Nullable Finding current,
            Violation violation,
            FindingSlot slot) {
        if (current == null) {
            begin(rule, subject, canonical, violation, slot);
            return;
        }
        if (current.status() == FindingStatus.DISPOSED) {
            return; // Somebody has decided about what was seen.
        }
        Instant lastSeen = current.lastSeenAt();
        if (current.status() == FindingStatus.RESOLVED) {
            Violation seen = violation.at().isBefore(lastSeen) ? violation.seenAt(lastSeen) : violation;
            reopen(rule, canonical, current, current.seenAgain(rule.stamp(), seen), violation, slot);
            return;
        }
        Finding rerated = asNowKnown(rule, current, violation);
        if (!rerated.equals(current)) {
            slots.save(
                    rule.rule().id(),
                    canonical,
                    slots.publish(slot, current.status(), rerated, Transition.RERATED, step.clock()));
        }
    }

    /** The violation as it was last seen, in the words and with the facts of what is known of it now. */
    private static Finding asNowKnown(CompiledRule rule, Finding current, Violation violation) {
        Violation seen = current.latest();
        return current.rerated(
                rule.stamp(),
                new Violation(
                        seen.at(),
                        violation.message(),
                        violation.severity(),
                        seen.actor(),
                        seen.before(),
                        seen.after(),
                        violation.facts(),
                        seen.evidence()));
    }

    /** Ends what stands and was not seen since; what ended before a violation was last seen has not ended it. */
    private void endSlot(String rule, String canonical, Instant at, String by) {
        endSlot(rule, canonical, at, by, false);
    }

    /** Ends whatever stands. */
    private void endStanding(String rule, String canonical, Instant at, String by) {
        endSlot(rule, canonical, at, by, true);
    }

    private void endSlot(String rule, String canonical, Instant at, String by, boolean whateverStands) {
        FindingSlot slot = slots.load(rule, canonical);
        FindingSlot changed = slot;
        for (Finding finding : slot.findings()) {
            boolean seenSince = at.isBefore(finding.lastSeenAt());
            if (finding.status().stands() && (whateverStands || !seenSince)) {
                Instant endedAt = seenSince ? finding.lastSeenAt() : at;
                changed = slots.publish(
                        changed, finding.status(), finding.resolved(endedAt, by), Transition.RESOLVED, endedAt);
            }
        }
        if (!changed.equals(slot)) {
            slots.save(rule, canonical, changed);
        }
    }

    /** One timer runs while a finding stands; it sets itself anew when it was seen again meanwhile. */
    private void armQuietTimer(CompiledRule rule, String canonical, Instant seenAt) {
        if (rule.resolvedByQuiet()) {
            armTimer(rule, canonical, seenAt.plus(rule.rule().noise().quietFor()));
        }
    }

    private void armTimer(CompiledRule rule, String canonical, Instant at) {
        Timers.set(
                step, new Timers.Timer(at, Timers.Purpose.END_QUIET, rule.rule().id(), canonical));
    }
}
