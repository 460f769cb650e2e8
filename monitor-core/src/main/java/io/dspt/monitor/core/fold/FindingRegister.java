package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.finding.Violation;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.RuleKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The life of findings: what verdicts and people do to them, what is sent of it, and when. */
final class FindingRegister {
    /** A repeat changes the published state at most this often. */
    static final Duration REFRESH_EVERY = Duration.ofSeconds(10);
    /** How long a clearing event is remembered that came before any violation. */
    private static final Duration REMEMBER_CLEARED = Duration.ofDays(1);

    private final Step step;
    private final @Nullable Seen seen;

    /**
     * The record in hand.
     *
     * @param identity identity of what happened
     * @param category diagnostic category
     * @param evidence evidence to publish when a finding changes
     */
    record Seen(String identity, String category, Output.EvidenceRecord evidence) {}

    /** A register for one step; {@code seen} is {@code null} when no record is in hand. */
    FindingRegister(Step step, @Nullable Seen seen) {
        this.step = step;
        this.seen = seen;
    }

    /** The rule is broken. */
    void violated(CompiledRule rule, String subject, Violation violation, String origin) {
        String canonical = CompiledRule.canonicalSubject(subject);
        FindingSlot slot = load(rule.rule().id(), canonical);
        if (seen != null) {
            String observation = observation(rule, seen, violation);
            if (slot.hasSeen(observation)) {
                return;
            }
            slot = slot.seen(observation, seen.category());
        }
        Finding current = slot.latest();
        if (current == null || startsNewEpisode(rule, current, violation)) {
            begin(rule, subject, canonical, violation, origin, slot);
        } else if (seen == null) {
            judgedAgain(rule, canonical, current, violation, slot);
        } else {
            again(rule, canonical, current, violation, slot);
        }
    }

    /**
     * What tells a repeat from news. An occurrence is the event itself, whichever way it came. A state may be told in
     * parts by records of one request, so what was found counts too.
     */
    private static String observation(CompiledRule rule, Seen seen, Violation violation) {
        return rule.rule().kind() instanceof RuleKind.Obligation
                ? seen.identity() + "/"
                        + Sha256.hex(new Encoder(1).facts(violation.facts()).toBytes())
                : seen.identity();
    }

    /** The rule was broken, and a later event that is known already has ended it. */
    void violatedInThePast(CompiledRule rule, String subject, Violation violation, Instant endedAt, String by) {
        String canonical = CompiledRule.canonicalSubject(subject);
        Finding before = load(rule.rule().id(), canonical).latest();
        violated(rule, subject, violation, Finding.FROM_EVENT);
        if (before == null || !before.status().stands()) {
            end(rule, canonical, endedAt, by);
        }
    }

    /** The rule is kept, or no longer applies, or its resource is gone: standing findings end. */
    void ended(CompiledRule rule, String subject, Instant at, String by) {
        end(rule, CompiledRule.canonicalSubject(subject), at, by);
    }

    /** An event that clears the subject, even when no violation has been seen yet. */
    void cleared(CompiledRule rule, String subject, Instant at, String by) {
        String canonical = CompiledRule.canonicalSubject(subject);
        end(rule, canonical, at, by);
        FindingSlot slot = load(rule.rule().id(), canonical);
        save(rule.rule().id(), canonical, slot.clearedBy(new Finding.Ending(at, by)));
        if (slot.latest() == null) {
            Timers.set(
                    step,
                    new Timers.Timer(
                            step.clock().plus(REMEMBER_CLEARED),
                            Timers.Purpose.FORGET_CLEARED,
                            rule.rule().id(),
                            canonical));
        }
    }

    /** Forgets a clearing event that no violation followed. */
    void forgetCleared(String rule, String canonical) {
        if (load(rule, canonical).latest() == null) {
            step.state().delete(slotKey(rule, canonical));
        }
    }

    /** Ends what has been quiet since before the timer was set, if its source has got past it. */
    void quietTimerFired(CompiledRule rule, String canonical, Instant at, Instant sourceProgress) {
        Finding current = load(rule.rule().id(), canonical).latest();
        if (current == null || !current.status().stands()) {
            return;
        }
        Instant deadline = current.lastSeenAt().plus(rule.rule().noise().quietFor());
        if (deadline.isAfter(at)) {
            armTimer(rule, canonical, deadline); // seen again meanwhile
            return;
        }
        if (sourceProgress.isBefore(deadline)) {
            // A silent source proves nothing: ask again when it may have spoken.
            armTimer(rule, canonical, step.clock().plus(Duration.ofHours(1)));
            return;
        }
        end(
                rule,
                canonical,
                deadline,
                "quiet for " + inWords(rule.rule().noise().quietFor()));
    }

    private static String inWords(Duration duration) {
        return duration.equals(Duration.ofDays(duration.toDays())) ? duration.toDays() + " days" : duration.toString();
    }

    /** The category that last showed violations of this subject. */
    String category(String rule, String canonical) {
        return load(rule, canonical).category();
    }

    /** A person acts on a finding; false when there is no such finding or its status does not allow it. */
    boolean act(ControlRecord.FindingAct act) {
        byte[] name = step.state()
                .get(step.key(StateKeys.Kind.FINDING_NAME, act.finding().value()));
        if (name == null) {
            return false;
        }
        String[] place = new Decoder(name, 1).text().split("\u001f", 2);
        FindingSlot slot = load(place[0], place[1]);
        Optional<Finding> found = slot.findings().stream()
                .filter(finding -> finding.id().equals(act.finding()))
                .findFirst();
        if (found.isEmpty()) {
            return false;
        }
        Finding finding = found.get();
        boolean acknowledge = act.act() == ControlRecord.Act.ACKNOWLEDGE;
        if (acknowledge ? finding.status() != FindingStatus.OPEN : finding.status() == FindingStatus.DISPOSED) {
            return false;
        }
        Finding changed = acknowledge
                ? finding.acknowledged()
                : finding.disposed(act.at(), "disposed by " + act.by() + ": " + act.reason());
        FindingSlot sent = publish(
                slot, finding.status(), changed, acknowledge ? Transition.ACKNOWLEDGED : Transition.DISPOSED, act.at());
        save(place[0], place[1], sent);
        return true;
    }

    /** Ends all standing episodes of a slot whose rule is no longer in force. */
    void ruleWithdrawn(String rule, String canonical, Instant at) {
        endSlot(rule, canonical, at, "rule-withdrawn");
    }

    /**
     * Sends states that repeats have changed.
     *
     * @param dueUntil only those due by then; {@code null} for all
     * @param most how many at most
     * @param roomToLeave rows and outputs that must stay free in this step
     * @return whether nothing is left to send
     */
    static boolean sendRefreshed(Step step, @Nullable Instant dueUntil, int most, int roomToLeave) {
        byte[] prefix = step.key(StateKeys.Kind.REFRESH);
        byte[] end = dueUntil == null
                ? StateKeys.after(prefix)
                : StateKeys.timed(step.estateName(), StateKeys.Kind.REFRESH, dueUntil.plusMillis(1));
        FindingRegister register = new FindingRegister(step, null);
        for (Map.Entry<byte[], byte[]> row :
                step.state().scan(prefix, end, most).entrySet()) {
            if (step.state().room() < roomToLeave) {
                return false;
            }
            step.state().delete(row.getKey());
            String[] place = new Decoder(row.getValue(), 1).text().split("\u001f", 2);
            FindingSlot slot = register.load(place[0], place[1]);
            Finding latest = slot.latest();
            if (slot.unsent() && latest != null) {
                step.state().send(new Output.FindingState(latest, Transition.REFRESHED));
                register.save(place[0], place[1], slot.sent(step.estate().clock));
            }
        }
        return step.state().scan(prefix, end, 1).isEmpty();
    }

    private static boolean startsNewEpisode(CompiledRule rule, Finding current, Violation violation) {
        if (current.status() == FindingStatus.DISPOSED) {
            return current.ending() == null
                    || violation.at().isAfter(current.ending().at());
        }
        return !(rule.rule().kind() instanceof RuleKind.Obligation)
                && violation
                        .at()
                        .isAfter(current.lastSeenAt().plus(rule.rule().noise().quietFor()));
    }

    private void begin(
            CompiledRule rule, String subject, String canonical, Violation violation, String origin, FindingSlot slot) {
        Finding opened = Finding.opened(
                step.estateName(),
                slot.episodes() + 1,
                rule.stamp(),
                subject,
                canonical,
                step.estate().organisation,
                origin,
                violation);
        step.state()
                .put(
                        step.key(StateKeys.Kind.FINDING_NAME, opened.id().value()),
                        new Encoder(1)
                                .text(rule.rule().id() + "\u001f" + canonical)
                                .toBytes());
        FindingSlot begun = publish(slot.begun(opened), null, opened, Transition.OPENED, violation.at());
        Finding.Ending cleared = slot.cleared();
        save(rule.rule().id(), canonical, begun);
        if (cleared != null && !cleared.at().isBefore(violation.at())) {
            end(rule, canonical, cleared.at(), cleared.by());
        }
        armQuietTimer(rule, canonical, violation.at());
    }

    private void again(CompiledRule rule, String canonical, Finding current, Violation violation, FindingSlot slot) {
        Finding counted = current.seenAgain(rule.stamp(), violation);
        boolean back = counted.status() == FindingStatus.RESOLVED
                && counted.ending() != null
                && isBack(rule, violation.at(), counted.ending().at());
        FindingSlot changed;
        if (back) {
            changed = publish(slot, current.status(), counted.reopened(), Transition.REOPENED, violation.at());
            armQuietTimer(rule, canonical, violation.at());
        } else if (counted.latest().severity() != current.latest().severity()) {
            changed = publish(slot, current.status(), counted, Transition.RERATED, violation.at());
        } else {
            changed = refresh(rule.rule().id(), canonical, slot.with(counted));
        }
        save(rule.rule().id(), canonical, changed);
    }

    /** Of two records with the same time the one that arrives later tells the state; an event is not its own successor. */
    private static boolean isBack(CompiledRule rule, Instant at, Instant endedAt) {
        return at.isAfter(endedAt) || (rule.rule().kind() instanceof RuleKind.Obligation && at.equals(endedAt));
    }

    /** The same state under changed rules: nothing new was seen, but severity or wording may differ. */
    private void judgedAgain(
            CompiledRule rule, String canonical, Finding current, Violation violation, FindingSlot slot) {
        if (current.status() == FindingStatus.RESOLVED) {
            Finding back = current.seenAgain(rule.stamp(), violation).reopened();
            save(
                    rule.rule().id(),
                    canonical,
                    publish(slot, current.status(), back, Transition.REOPENED, violation.at()));
            return;
        }
        Violation kept = new Violation(
                current.latest().at(),
                violation.message(),
                violation.severity(),
                current.latest().actor(),
                current.latest().before(),
                current.latest().after(),
                violation.facts(),
                current.latest().evidence());
        Finding rerated = current.rerated(rule.stamp(), kept);
        if (!rerated.equals(current)) {
            save(
                    rule.rule().id(),
                    canonical,
                    publish(slot, current.status(), rerated, Transition.RERATED, step.clock()));
        }
    }

    private FindingSlot refresh(String rule, String canonical, FindingSlot slot) {
        if (slot.unsent()) {
            return slot;
        }
        Instant lastSent = slot.sentAt();
        Instant due = lastSent == null ? step.clock() : lastSent.plus(REFRESH_EVERY);
        step.state()
                .put(
                        StateKeys.timed(step.estateName(), StateKeys.Kind.REFRESH, due, rule, canonical),
                        new Encoder(1).text(rule + "\u001f" + canonical).toBytes());
        return slot.leftUnsent();
    }

    private void end(CompiledRule rule, String canonical, Instant at, String by) {
        endSlot(rule.rule().id(), canonical, at, by);
    }

    private void endSlot(String rule, String canonical, Instant at, String by) {
        FindingSlot slot = load(rule, canonical);
        FindingSlot changed = slot;
        for (Finding finding : slot.findings()) {
            // What ended before the violation was last seen has not ended it.
            if (finding.status().stands() && !at.isBefore(finding.lastSeenAt())) {
                changed = publish(changed, finding.status(), finding.resolved(at, by), Transition.RESOLVED, at);
            }
        }
        if (!changed.equals(slot)) {
            save(rule, canonical, changed);
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

    /** Sends a changed finding with its ledger line and evidence, and keeps the counts by status. */
    private FindingSlot publish(
            FindingSlot slot, @Nullable FindingStatus from, Finding finding, Transition transition, Instant at) {
        step.state().send(new Output.FindingState(finding, transition));
        step.state().send(new Output.LedgerEntry(finding, transition, at));
        if (seen != null) {
            step.state().send(seen.evidence());
        }
        if (from != finding.status()) {
            if (from != null) {
                step.estate().findings.merge(from.printed(), -1L, Long::sum);
            }
            step.estate().findings.merge(finding.status().printed(), 1L, Long::sum);
            step.estate().findings.values().removeIf(count -> count == 0);
        }
        return slot.with(finding).sent(step.estate().clock);
    }

    private FindingSlot load(String rule, String canonical) {
        byte[] row = step.state().get(slotKey(rule, canonical));
        return row == null ? FindingSlot.EMPTY : FindingSlot.decoded(row);
    }

    private void save(String rule, String canonical, FindingSlot slot) {
        step.state().put(slotKey(rule, canonical), slot.encoded());
    }

    private byte[] slotKey(String rule, String canonical) {
        return step.key(StateKeys.Kind.FINDING, rule, canonical);
    }
}
