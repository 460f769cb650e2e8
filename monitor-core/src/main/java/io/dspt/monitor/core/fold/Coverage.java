package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was seen of each category, and when. */
final class Coverage {
    private static final int FORMAT = 2;
    static final int MOST_CATEGORIES = 250;

    private static final String OTHERS = "others";

    /**
     * One category.
     *
     * @param first earliest event time
     * @param last latest event time
     * @param arrived arrival clock at its latest record
     * @param latest event time of that record
     */
    record Row(String category, long events, Instant first, Instant last, Instant arrived, Instant latest) {
        byte[] encoded() {
            return new Encoder(FORMAT)
                    .text(category)
                    .whole(events)
                    .time(first)
                    .time(last)
                    .time(arrived)
                    .time(latest)
                    .toBytes();
        }

        static Row decoded(byte[] row) {
            Decoder decoder = new Decoder(row, FORMAT);
            return new Row(
                    decoder.text(), decoder.whole(), decoder.time(), decoder.time(), decoder.time(), decoder.time());
        }
    }

    private Coverage() {}

    /** Notes an event whose time is believed. */
    static void seen(Step step, String named, Instant at) {
        String category = named;
        byte[] key = step.key(StateKeys.Kind.COVERAGE, category);
        byte @Nullable [] stored = step.state().get(key);
        if (stored == null && ++step.estate().categories >= MOST_CATEGORIES) {
            category = OTHERS;
            key = step.key(StateKeys.Kind.COVERAGE, category);
            stored = step.state().get(key);
        }
        Row row = stored == null ? new Row(category, 0, at, at, step.clock(), at) : Row.decoded(stored);
        Row seen = new Row(
                category,
                row.events() + 1,
                at.isBefore(row.first()) ? at : row.first(),
                at.isAfter(row.last()) ? at : row.last(),
                step.clock(),
                at);
        step.state().put(key, seen.encoded());
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

    /** Sends all categories. */
    static void send(Step step) {
        byte[] prefix = step.key(StateKeys.Kind.COVERAGE);
        for (byte[] stored : step.state()
                .scan(prefix, StateKeys.after(prefix), MOST_CATEGORIES)
                .values()) {
            Row row = Row.decoded(stored);
            step.state().send(new Output.SourceCoverage(row.category(), row.events(), row.first(), row.last()));
        }
    }
}
