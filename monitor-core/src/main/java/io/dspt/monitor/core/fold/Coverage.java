package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was seen of each category, and when. */
final class Coverage {
    private static final int FORMAT = 3;
    /** For so long from its first record on it is learned how long a category is silent in the ordinary way. */
    private static final Duration LEARN_SILENCE = Duration.ofDays(7);

    static final int MOST_CATEGORIES = 250;

    private static final String OTHERS = "others";

    /**
     * One category.
     *
     * @param first earliest event time
     * @param last latest event time
     * @param arrived arrival clock at its latest record
     * @param latest event time of that record
     * @param firstArrived arrival clock at its first record
     * @param usualSilence longest time between arrivals in its first seven days
     */
    record Row(
            String category,
            long events,
            Instant first,
            Instant last,
            Instant arrived,
            Instant latest,
            Instant firstArrived,
            Duration usualSilence) {
        byte[] encoded() {
            return new Encoder(FORMAT)
                    .text(category)
                    .whole(events)
                    .time(first)
                    .time(last)
                    .time(arrived)
                    .time(latest)
                    .time(firstArrived)
                    .whole(usualSilence.toMillis())
                    .toBytes();
        }

        static Row decoded(byte[] row) {
            Decoder decoder = new Decoder(row, FORMAT);
            return new Row(
                    decoder.text(),
                    decoder.whole(),
                    decoder.time(),
                    decoder.time(),
                    decoder.time(),
                    decoder.time(),
                    decoder.time(),
                    Duration.ofMillis(decoder.whole()));
        }

        static Row begun(String category, Instant at, Instant clock) {
            return new Row(category, 0, at, at, clock, at, clock, Duration.ZERO);
        }

        /** With one more event. */
        Row seen(Instant at, Instant clock) {
            Duration silence = Duration.between(arrived, clock);
            boolean learns = !clock.isAfter(firstArrived.plus(LEARN_SILENCE));
            return new Row(
                    category,
                    events + 1,
                    at.isBefore(first) ? at : first,
                    at.isAfter(last) ? at : last,
                    clock,
                    at,
                    firstArrived,
                    learns && silence.compareTo(usualSilence) > 0 ? silence : usualSilence);
        }
    }

    /** A category as the last step left it, with its key. */
    static final class Kept {
        private final String category;
        private final byte[] key;
        private @Nullable Row row;

        private Kept(String category, byte[] key, @Nullable Row row) {
            this.category = category;
            this.key = key;
            this.row = row;
        }
    }

    private Coverage() {}

    /** Notes an event whose time is believed. */
    static void seen(Step step, String named, Instant at) {
        Kept kept = step.estate().coverage.get(named);
        if (kept == null) {
            kept = kept(step, named);
            if (kept.row == null && ++step.estate().categories >= MOST_CATEGORIES) {
                kept = kept(step, OTHERS);
            } else {
                step.estate().coverage.put(named, kept);
            }
        }
        Row row = kept.row == null ? Row.begun(kept.category, at, step.clock()) : kept.row;
        silence(step, row, step.clock()).ifPresent(step.state()::send);
        kept.row = row.seen(at, step.clock());
        step.state().put(kept.key, kept.row.encoded());
    }

    private static Kept kept(Step step, String category) {
        byte[] key = step.key(StateKeys.Kind.COVERAGE, category);
        byte @Nullable [] stored = step.state().get(key);
        return new Kept(category, key, stored == null ? null : Row.decoded(stored));
    }

    /** Event time up to which a category has told. */
    static Instant progress(Step step, String category) {
        byte @Nullable [] stored = step.state().get(step.key(StateKeys.Kind.COVERAGE, category));
        return stored == null ? Instant.MIN : Row.decoded(stored).last();
    }

    /** The first event time of a category. */
    static Optional<Instant> first(Step step, String category) {
        byte @Nullable [] stored = step.state().get(step.key(StateKeys.Kind.COVERAGE, category));
        return stored == null
                ? Optional.empty()
                : Optional.of(Row.decoded(stored).first());
    }

    /** The silence that ends now, when it was longer than is expected. */
    private static Optional<Output.SourceSilence> silence(Step step, Row row, Instant now) {
        return step.book()
                .expectedSilence(row.category())
                .filter(expected -> now.isAfter(row.arrived().plus(expected)))
                .map(expected -> new Output.SourceSilence(row.category(), row.arrived(), now, expected));
    }

    /**
     * Sends those that have been silent for longer than is expected since this minute or a later one: each silence once,
     * as far as there is room. It is told again when it ends.
     *
     * @param since the full minute before the clock's own
     */
    static void sendSilent(Step step, Instant since, int roomToLeave) {
        Instant now = step.clock().truncatedTo(ChronoUnit.MINUTES);
        for (Row row : rows(step)) {
            Optional<Duration> expected = step.book().expectedSilence(row.category());
            if (expected.isPresent() && step.state().room() > roomToLeave) {
                Instant exceeded = row.arrived().plus(expected.get());
                if (!exceeded.isBefore(since) && exceeded.isBefore(now)) {
                    step.state().send(new Output.SourceSilence(row.category(), row.arrived(), null, expected.get()));
                }
            }
        }
    }

    /** Sends all categories. */
    static void send(Step step) {
        for (Row row : rows(step)) {
            step.state().send(told(row));
        }
    }

    /**
     * Sends those of which something has arrived since a time, as far as there is room: what is left is sent when more of
     * it arrives.
     */
    static void sendChanged(Step step, Instant since, int roomToLeave) {
        for (Row row : rows(step)) {
            if (!row.arrived().isBefore(since) && step.state().room() > roomToLeave) {
                step.state().send(told(row));
            }
        }
    }

    private static List<Row> rows(Step step) {
        byte[] prefix = step.key(StateKeys.Kind.COVERAGE);
        return step.state().scan(prefix, StateKeys.after(prefix), MOST_CATEGORIES).values().stream()
                .map(Row::decoded)
                .toList();
    }

    private static Output.SourceCoverage told(Row row) {
        Duration lag = Duration.between(row.latest(), row.arrived());
        return new Output.SourceCoverage(
                row.category(),
                row.events(),
                row.first(),
                row.last(),
                row.arrived(),
                lag.isNegative() ? Duration.ZERO : lag,
                row.usualSilence());
    }
}
