package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.RuleKind;
import io.dspt.monitor.core.rule.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Baselines: whether a combination of values has been seen, in event time, within the time a rule learns.
 *
 * <p>For each rule and value of {@code by} one row says since when is learned; it goes when nothing has come for
 * {@link #HEAD_KEPT}, and learning begins anew. For each combination, at most {@value #MOST_COMBINATIONS} of them, one
 * row says when it was seen; it goes when it was not seen for as long as the rule learns, and a day.
 */
final class BaselineMemory {
    private static final int FORMAT = 1;
    private static final int MOST_COMBINATIONS = 1_000;
    private static final Duration HEAD_KEPT = Duration.ofDays(396);
    /** A row that only says that something is still used is written at most this often. */
    private static final Duration TOUCH_EVERY = Duration.ofHours(12);

    private static final String DIVIDER = "/";

    /**
     * What is known of one value of {@code by}.
     *
     * @param since event time of its first event
     * @param combinations how many there are rows of
     * @param touchedAt arrival clock when an event last came, or not long before
     * @param forgottenUntil up to here combinations would have been known that have been forgotten since
     */
    private record Head(
            String digest,
            Instant since,
            long combinations,
            Instant touchedAt,
            @Nullable Instant forgottenUntil) {
        byte[] encoded() {
            return new Encoder(FORMAT)
                    .text(digest)
                    .time(since)
                    .whole(combinations)
                    .time(touchedAt)
                    .timeOrNull(forgottenUntil)
                    .toBytes();
        }

        static Head decoded(byte[] row) {
            Decoder decoder = new Decoder(row, FORMAT);
            return new Head(decoder.text(), decoder.time(), decoder.whole(), decoder.time(), decoder.timeOrNull());
        }

        /** With one combination less, which would have been known until this time. */
        Head without(Instant knownUntil) {
            boolean later = forgottenUntil == null || knownUntil.isAfter(forgottenUntil);
            return new Head(digest, since, combinations - 1, touchedAt, later ? knownUntil : forgottenUntil);
        }
    }

    /**
     * When a combination was seen: from first to last without a gap as long as is learned.
     *
     * @param before when it was last seen before that; {@code null} when it was not
     * @param touchedAt arrival clock when it was last written
     */
    private record Seen(
            String digest,
            Instant first,
            Instant last,
            @Nullable Instant before,
            Instant touchedAt) {
        byte[] encoded() {
            return new Encoder(FORMAT)
                    .text(digest)
                    .time(first)
                    .time(last)
                    .timeOrNull(before)
                    .time(touchedAt)
                    .toBytes();
        }

        static Seen decoded(byte[] row) {
            Decoder decoder = new Decoder(row, FORMAT);
            return new Seen(decoder.text(), decoder.time(), decoder.time(), decoder.timeOrNull(), decoder.time());
        }

        /** Whether an event at this time finds the combination known. */
        boolean knows(Instant at, Duration learn) {
            boolean lately = !at.isBefore(first) && !at.isAfter(last.plus(learn));
            return lately || (before != null && !at.isBefore(before) && !at.isAfter(before.plus(learn)));
        }

        Seen with(Instant at, Duration learn, Instant clock) {
            if (at.isAfter(last.plus(learn))) {
                return new Seen(digest, at, at, last, clock);
            } else if (at.isAfter(last)) {
                return new Seen(digest, first, at, before, clock);
            } else if (!at.isBefore(first)) {
                return this;
            } else if (!at.isBefore(first.minus(learn))) {
                return new Seen(digest, at, last, before, clock);
            }
            boolean newer = before == null || at.isAfter(before);
            return newer ? new Seen(digest, first, last, at, clock) : this;
        }
    }

    private BaselineMemory() {}

    /** What an event of which {@code when} holds comes to; empty for a repeat. */
    static Optional<Verdict> judge(Sighting sighting, RuleKind.Baseline baseline) {
        Optional<String> by = CompiledRule.nameOf(baseline.by(), sighting.view());
        Optional<String> combination = CompiledRule.nameOf(baseline.unseen(), sighting.view());
        if (by.isEmpty() || combination.isEmpty()) {
            return Optional.of(Verdict.UNEVALUABLE);
        }
        return judge(sighting, baseline.learn(), by.get(), combination.get());
    }

    private static Optional<Verdict> judge(Sighting sighting, Duration learn, String by, String combination) {
        Step step = sighting.step();
        String digest = sighting.rule().rule().digest();
        byte[] headKey = sighting.key(StateKeys.Kind.BASELINE, by);
        byte[] storedHead = step.state().get(headKey);
        Head known = storedHead == null ? null : Head.decoded(storedHead);
        Head head = known != null && known.digest().equals(digest)
                ? known
                : new Head(digest, sighting.at(), 0, step.clock(), null);
        byte[] seenKey =
                step.key(StateKeys.Kind.BASELINE_SEEN, sighting.rule().rule().id(), by, combination);
        byte[] storedSeen = step.state().get(seenKey);
        Seen decoded = storedSeen == null ? null : Seen.decoded(storedSeen);
        Seen seen = decoded != null && decoded.digest().equals(digest) ? decoded : null;

        Instant since = sighting.at().isBefore(head.since()) ? sighting.at() : head.since();
        boolean stale = step.clock().isAfter(head.touchedAt().plus(TOUCH_EVERY));
        boolean room = seen != null || head.combinations() < MOST_COMBINATIONS;
        Head changed = new Head(
                digest,
                since,
                head.combinations() + (seen == null && room ? 1 : 0),
                stale ? step.clock() : head.touchedAt(),
                head.forgottenUntil());
        if (!changed.equals(known)) {
            step.state().put(headKey, changed.encoded());
        }
        if (storedHead == null) {
            armHead(step, sighting.rule(), by, changed.touchedAt());
        }
        if (!room) {
            return Optional.of(Verdict.UNEVALUABLE);
        }
        boolean isNew = seen == null || !seen.knows(sighting.at(), learn);
        Seen now = seen == null
                ? new Seen(digest, sighting.at(), sighting.at(), null, step.clock())
                : seen.with(sighting.at(), learn, step.clock());
        if (!now.equals(seen)) {
            step.state().put(seenKey, now.encoded());
        }
        if (storedSeen == null) {
            armSeen(step, sighting.rule(), learn, by + DIVIDER + combination, now.touchedAt());
        }
        boolean learning = sighting.at().isBefore(since.plus(learn));
        if (seen != null && (sighting.at().equals(seen.first()) || sighting.at().equals(seen.last()))) {
            return Optional.empty(); // a repeat, or as good as one
        }
        if (!isNew || learning) {
            return Optional.of(Verdict.NOT_APPLICABLE);
        }
        Instant forgottenUntil = head.forgottenUntil();
        boolean forgotten = forgottenUntil != null && !sighting.at().isAfter(forgottenUntil);
        return Optional.of(forgotten ? Verdict.UNEVALUABLE : found(sighting));
    }

    private static Verdict found(Sighting sighting) {
        Optional<Sighting.Broken> broken = sighting.broken().get();
        broken.ifPresent(
                now -> sighting.register(sighting.cause()).happened(sighting.rule(), now.subject(), now.violation()));
        return broken.isPresent() ? Verdict.VIOLATED : Verdict.UNEVALUABLE;
    }

    private static void armHead(Step step, CompiledRule rule, String by, Instant touchedAt) {
        Timers.set(
                step,
                new Timers.Timer(
                        touchedAt.plus(HEAD_KEPT),
                        Timers.Purpose.FORGET_BASELINE,
                        rule.rule().id(),
                        by));
    }

    private static void armSeen(Step step, CompiledRule rule, Duration learn, String place, Instant touchedAt) {
        Instant at = touchedAt.plus(learn).plus(Sighting.LATE);
        Timers.set(
                step,
                new Timers.Timer(at, Timers.Purpose.FORGET_SEEN, rule.rule().id(), place));
    }

    /** Forgets since when is learned once nothing has come for long; {@code null} is a rule no longer in force. */
    static void headTimerFired(Step step, @Nullable CompiledRule rule, Timers.Timer timer) {
        byte[] key = step.key(StateKeys.Kind.BASELINE, timer.first(), timer.second());
        byte[] row = step.state().get(key);
        if (row == null) {
            return;
        }
        Instant touchedAt = Head.decoded(row).touchedAt();
        if (rule != null && touchedAt.plus(HEAD_KEPT).isAfter(timer.at())) {
            armHead(step, rule, timer.second(), touchedAt);
        } else {
            step.state().delete(key);
        }
    }

    /** Forgets a combination that was not seen for long enough; {@code null} is a rule no longer in force. */
    static void seenTimerFired(Step step, @Nullable CompiledRule rule, Timers.Timer timer) {
        int divider = timer.second().indexOf(DIVIDER);
        String by = timer.second().substring(0, divider);
        byte[] key = step.key(
                StateKeys.Kind.BASELINE_SEEN, timer.first(), by, timer.second().substring(divider + 1));
        byte[] row = step.state().get(key);
        if (row == null) {
            return;
        }
        Seen seen = Seen.decoded(row);
        if (rule == null || !(rule.rule().kind() instanceof RuleKind.Baseline baseline)) {
            step.state().delete(key);
            return;
        }
        Duration kept = baseline.learn().plus(Sighting.LATE);
        if (seen.touchedAt().plus(kept).isAfter(timer.at())) {
            armSeen(step, rule, baseline.learn(), timer.second(), seen.touchedAt());
            return;
        }
        step.state().delete(key);
        byte[] headKey = step.key(StateKeys.Kind.BASELINE, timer.first(), by);
        byte[] headRow = step.state().get(headKey);
        Head head = headRow == null ? null : Head.decoded(headRow);
        if (head != null && head.digest().equals(seen.digest()) && head.combinations() > 0) {
            Head without = head.without(seen.last().plus(baseline.learn()));
            step.state().put(headKey, without.encoded());
        }
    }
}
