package io.dspt.monitor.benchmarks.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * Azure records of a fictional trust, made up from a seed: the same seed gives the same bytes on every machine. Every
 * family of logs has its part, in shapes as Azure writes them and about as long.
 *
 * <p>Most records are ordinary: they break no rule and touch no state. What touches state are writes of resources, changes
 * of roles and what rules over several events remember, such as downloads and reads of secrets; what breaks a rule is one
 * of several dozen violations, each by one record alone.
 */
public final class GeneratedRecords {
    /** Event times begin here and go on by {@link #BETWEEN_MILLIS}. */
    public static final Instant FIRST = Instant.parse("2026-03-02T08:00:00Z");

    /** Milliseconds of event time from one record to the next. */
    public static final long BETWEEN_MILLIS = 20;

    private GeneratedRecords() {}

    /**
     * What the records are like.
     *
     * @param violating share of records that break a rule of the catalogue
     * @param stateful share of records that break none and are remembered
     * @param bytes mean size of a record; sizes lie between two thirds and four thirds of it, but never below what the
     *     shape itself takes
     * @param resources how many distinct resources the records are about
     */
    public record Mix(double violating, double stateful, int bytes, int resources) {
        public Mix {
            if (violating < 0 || stateful < 0 || violating + stateful > 1) {
                throw new IllegalArgumentException("shares of " + violating + " and " + stateful);
            }
            if (bytes < 1 || resources < 1) {
                throw new IllegalArgumentException(bytes + " bytes, " + resources + " resources");
            }
        }

        /** What a large trust sends: 2% violating, 5% remembered, 3,000 bytes, 10,000 resources. */
        public static Mix usual() {
            return new Mix(0.02, 0.05, 3_000, 10_000);
        }
    }

    /** What a record is for. */
    enum Purpose {
        ORDINARY,
        STATEFUL,
        VIOLATING
    }

    /** So many records, in the order of their event times. */
    public static List<byte[]> of(long seed, int count, Mix mix) {
        List<byte[]> records = new ArrayList<>(count);
        each(seed, count, mix).forEach(records::add);
        return records;
    }

    /** The same records, each made when it is asked for: of more than fit into memory. */
    public static Iterable<byte[]> each(long seed, int count, Mix mix) {
        return () -> new Iterator<>() {
            private final SplittableRandom random = new SplittableRandom(seed);
            private final Shapes shapes = new Shapes(mix.resources());
            private long next;

            @Override
            public boolean hasNext() {
                return next < count;
            }

            @Override
            public byte[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                // One stream of numbers for each record: what one needs does not shift the others.
                SplittableRandom own = random.split();
                Moment moment = new Moment(FIRST.plusMillis(next++ * BETWEEN_MILLIS), own);
                return shapes.record(purpose(mix, own), moment, size(mix, own));
            }
        };
    }

    /** What each of the records that {@link #of} gives is for. */
    static List<Purpose> purposes(long seed, int count, Mix mix) {
        List<Purpose> purposes = new ArrayList<>(count);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            purposes.add(purpose(mix, random.split()));
        }
        return purposes;
    }

    private static Purpose purpose(Mix mix, SplittableRandom random) {
        double share = random.nextDouble();
        if (share < mix.violating()) {
            return Purpose.VIOLATING;
        }
        return share < mix.violating() + mix.stateful() ? Purpose.STATEFUL : Purpose.ORDINARY;
    }

    private static int size(Mix mix, SplittableRandom random) {
        int least = mix.bytes() * 2 / 3;
        return least + random.nextInt(Math.max(1, mix.bytes() * 2 / 3 - Ballast.MOST_AT_ONCE));
    }
}
