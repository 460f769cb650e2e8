package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.fact.DateFacts;
import io.dspt.monitor.core.rule.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of what arrived on one day of Europe/London, by the arrival clock: every element by its category, and every
 * verdict by its rule. Each element is counted as received when it comes and by its fate when that is known, in two
 * places of the code, so that a sum that does not hold shows that one was lost.
 */
final class DayCounts {
    /** Rows that it writes in one step at most. */
    static final int MOST_ROWS = 1 + Count.values().length;

    private static final int FORMAT = 1;
    /** Rules beyond these are counted together: of none of them can be said that it gave verdicts. */
    private static final int MOST_RULES = 1_000;

    private static final String ROW = "day";

    /** What is counted. */
    enum Count {
        /** Elements on which at least one rule gave a verdict, by category. */
        JUDGED(Tally.MOST_NAMES),
        /** Elements that no rule is about, by category. */
        NOT_APPLICABLE(Tally.MOST_NAMES),
        /** Elements on which rules are about but none could be judged, by category. */
        UNEVALUABLE(Tally.MOST_NAMES),
        /** Elements of categories that nobody knows, by category. */
        IGNORED(Tally.MOST_NAMES),
        /** Elements that could not be used, by reason. */
        DEAD_LETTERED(Tally.MOST_NAMES),
        /** Verdicts by rule. */
        RULE_VIOLATED(MOST_RULES),
        RULE_COMPLIANT(MOST_RULES),
        RULE_UNEVALUABLE(MOST_RULES);

        private final int mostNames;

        Count(int mostNames) {
            this.mostNames = mostNames;
        }

        private byte[] key(String estate) {
            return StateKeys.key(estate, StateKeys.Kind.TALLY, ROW, name());
        }
    }

    private final String estate;
    private final byte[] key;
    private final Map<Count, Tally> tallies = new EnumMap<>(Count.class);
    private final Map<Count, byte[]> keys = new EnumMap<>(Count.class);

    /** The day that is counted; {@code null} until the log has a clock. */
    private @Nullable LocalDate day;

    private long received;
    private boolean changed;

    /** When the day is over: memory, not state. */
    private @Nullable Instant over;
    /** Whether an element has come whose fate is not known yet. */
    private boolean inHand;
    /** What rules have come to on it. */
    private boolean judged;

    private boolean unevaluable;

    private DayCounts(String estate, StepState state) {
        this.estate = estate;
        this.key = StateKeys.key(estate, StateKeys.Kind.TALLY, ROW);
        for (Count count : Count.values()) {
            byte[] tallyKey = count.key(estate);
            keys.put(count, tallyKey);
            tallies.put(count, Tally.decoded(state.get(tallyKey), count.mostNames));
        }
    }

    static DayCounts load(String estate, StepState state) {
        DayCounts counts = new DayCounts(estate, state);
        byte[] row = state.get(counts.key);
        if (row != null) {
            Decoder decoder = new Decoder(row, FORMAT);
            boolean hasDay = decoder.flag();
            LocalDate day = LocalDate.ofEpochDay(decoder.whole());
            counts.day = hasDay ? day : null;
            counts.received = decoder.whole();
        }
        return counts;
    }

    /** An element has come. */
    void received() {
        received++;
        inHand = true;
        changed = true;
    }

    /** Its category is one that nobody knows. */
    void ignored(String category) {
        fate(Count.IGNORED, category);
    }

    /** It could not be used. */
    void deadLettered(String reason) {
        fate(Count.DEAD_LETTERED, reason);
    }

    /** Rules are asked about the element in hand from here on; what was asked before it, on the way, is not about it. */
    void beginElement() {
        judged = false;
        unevaluable = false;
    }

    /** Every rule that the element concerns has been asked. */
    void endElement(String category) {
        fate(judged ? Count.JUDGED : unevaluable ? Count.UNEVALUABLE : Count.NOT_APPLICABLE, category);
    }

    /** A rule is about the element in hand and could not be judged, or not to its end. */
    void leftOpen() {
        unevaluable = true;
    }

    /** A rule has given a verdict. */
    void verdict(String rule, Verdict verdict) {
        switch (verdict) {
            case VIOLATED -> {
                judged = true;
                add(Count.RULE_VIOLATED, rule);
            }
            case COMPLIANT -> {
                judged = true;
                add(Count.RULE_COMPLIANT, rule);
            }
            case UNEVALUABLE -> {
                unevaluable = true;
                add(Count.RULE_UNEVALUABLE, rule);
            }
            case NOT_APPLICABLE -> {}
        }
    }

    private void fate(Count count, String name) {
        inHand = false;
        add(count, name);
    }

    private void add(Count count, String name) {
        tally(count).add(name);
        changed = true;
    }

    private Tally tally(Count count) {
        Tally tally = tallies.get(count);
        if (tally == null) {
            throw new IllegalStateException(estate + " has no tally of " + count);
        }
        return tally;
    }

    /**
     * The clock has moved: when the day is over it is told, and the next one begins with nothing, or with the element that
     * has moved the clock.
     *
     * @return the day that is over; {@code null} when none has ended
     */
    @Nullable
    LocalDate turn(Step step, Instant clock) {
        if (over != null && clock.isBefore(over)) {
            return null;
        }
        LocalDate now = DateFacts.dayAt(clock);
        over = now.plusDays(1).atStartOfDay(DateFacts.ZONE).toInstant();
        if (now.equals(day)) {
            return null;
        }
        LocalDate ended = day;
        if (ended != null) {
            received -= inHand ? 1 : 0;
            tell(step, true);
            received = inHand ? 1 : 0;
            tallies.values().forEach(Tally::clear);
        }
        day = now;
        changed = true;
        return ended;
    }

    /** Tells what has been counted so far. */
    void tell(Step step, boolean dayIsOver) {
        if (day != null) {
            step.state()
                    .send(new Output.DayCounted(
                            day,
                            dayIsOver,
                            received,
                            new Output.ElementCounts(
                                    tally(Count.JUDGED).counts(),
                                    tally(Count.NOT_APPLICABLE).counts(),
                                    tally(Count.UNEVALUABLE).counts(),
                                    tally(Count.IGNORED).counts(),
                                    tally(Count.DEAD_LETTERED).counts()),
                            new Output.VerdictCounts(
                                    tally(Count.RULE_VIOLATED).counts(),
                                    tally(Count.RULE_COMPLIANT).counts(),
                                    tally(Count.RULE_UNEVALUABLE).counts())));
        }
    }

    void save(StepState state) {
        if (changed) {
            if (day != null || received > 0) {
                long epochDay = day == null ? 0 : day.toEpochDay();
                state.put(
                        key,
                        new Encoder(FORMAT)
                                .flag(day != null)
                                .whole(epochDay)
                                .whole(received)
                                .toBytes());
            }
            keys.forEach((count, tallyKey) -> tally(count).save(tallyKey, state));
            changed = false;
        }
    }
}
