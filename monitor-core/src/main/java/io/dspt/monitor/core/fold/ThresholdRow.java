package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a threshold has measured for one value of {@code by}: the latest events one by one, a bounded number of them,
 * and what came before them in spans of time. Rows of another version of the rule count as none.
 */
final class ThresholdRow {
    private static final int FORMAT = 1;
    private static final Comparator<Event> IN_ORDER =
            Comparator.comparing(Event::at).thenComparingLong(Event::identity);

    /**
     * One event.
     *
     * @param figures for each window: 1, the amount, or a name for the value; 0 when it has none
     */
    record Event(Instant at, long identity, long[] figures) {}

    /**
     * Events that are no longer told apart, counted as if all had happened with the first of them: they leave a window
     * early rather than late.
     */
    record Span(Instant first, long[] figures) {}

    private final String digest;
    /** Arrival clock when an event last came. */
    Instant touchedAt = Instant.EPOCH;
    /** Event time since when the usual figure is learned; {@code null} when nothing is learned. */
    @Nullable
    Instant learnsSince;
    /** For each window the highest figure seen while learning. */
    final long[] highest;

    final List<Event> events = new ArrayList<>();
    final List<Span> spans = new ArrayList<>();
    /** Up to here events are no longer told apart. */
    @Nullable
    Instant mergedUntil;
    /** Up to here values are missing that did not come again. */
    @Nullable
    Instant valuesLostUntil;

    ThresholdRow(String digest, int windows) {
        this.digest = digest;
        this.highest = new long[windows];
    }

    static ThresholdRow read(byte @Nullable [] row, String digest, int windows) {
        ThresholdRow empty = new ThresholdRow(digest, windows);
        if (row == null) {
            return empty;
        }
        Decoder decoder = new Decoder(row, FORMAT);
        if (!decoder.text().equals(digest)) {
            return empty;
        }
        empty.readRest(decoder);
        return empty;
    }

    /** Arrival clock when an event last came, whatever the version of the rule. */
    static Instant touchedAt(byte[] row) {
        Decoder decoder = new Decoder(row, FORMAT);
        decoder.text();
        return decoder.time();
    }

    private void readRest(Decoder decoder) {
        touchedAt = decoder.time();
        learnsSince = decoder.timeOrNull();
        mergedUntil = decoder.timeOrNull();
        valuesLostUntil = decoder.timeOrNull();
        figures(decoder, highest);
        for (int i = decoder.count(); i > 0; i--) {
            events.add(new Event(decoder.time(), decoder.whole(), figures(decoder, new long[highest.length])));
        }
        for (int i = decoder.count(); i > 0; i--) {
            spans.add(new Span(decoder.time(), figures(decoder, new long[highest.length])));
        }
    }

    private static long[] figures(Decoder decoder, long[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = decoder.whole();
        }
        return into;
    }

    byte[] encoded() {
        Encoder encoder = new Encoder(FORMAT)
                .text(digest)
                .time(touchedAt)
                .timeOrNull(learnsSince)
                .timeOrNull(mergedUntil)
                .timeOrNull(valuesLostUntil);
        write(encoder, highest);
        encoder.whole(events.size());
        for (Event event : events) {
            encoder.time(event.at()).whole(event.identity());
            write(encoder, event.figures());
        }
        encoder.whole(spans.size());
        for (Span span : spans) {
            encoder.time(span.first());
            write(encoder, span.figures());
        }
        return encoder.toBytes();
    }

    private static void write(Encoder encoder, long[] figures) {
        for (long figure : figures) {
            encoder.whole(figure);
        }
    }

    boolean has(Event event) {
        return events.stream().anyMatch(other -> other.identity() == event.identity());
    }

    @Nullable
    Instant latest() {
        return events.isEmpty() ? null : events.get(events.size() - 1).at();
    }

    /** Adds an event where it belongs. */
    void add(Event event) {
        int place = events.size();
        while (place > 0 && IN_ORDER.compare(events.get(place - 1), event) > 0) {
            place--;
        }
        events.add(place, event);
    }

    /** Forgets events that no window of an event that is late at most so much can reach. */
    void forgetBefore(Instant time) {
        events.removeIf(event -> event.at().isBefore(time));
        spans.removeIf(span -> span.first().isBefore(time));
    }

    /**
     * Merges the oldest events into spans until so many are left.
     *
     * @param width how long a span is at most
     * @param reach how far back the longest window looks
     * @param valued for each window whether its figures name values, which do not add up
     */
    void mergeDownTo(int most, Duration width, Duration reach, boolean[] valued) {
        while (events.size() > most) {
            Event oldest = events.remove(0);
            mergedUntil = oldest.at();
            for (int i = 0; i < valued.length; i++) {
                if (valued[i] && oldest.figures()[i] != 0 && !comesAgain(i, oldest.figures()[i])) {
                    valuesLostUntil = oldest.at();
                }
            }
            merge(oldest, width, valued);
            Instant oldestNeeded = oldest.at().minus(reach);
            spans.removeIf(span -> span.first().isBefore(oldestNeeded));
        }
    }

    private boolean comesAgain(int window, long value) {
        return events.stream().anyMatch(event -> event.figures()[window] == value);
    }

    private void merge(Event event, Duration width, boolean[] valued) {
        Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last == null || event.at().isAfter(last.first().plus(width))) {
            last = new Span(event.at(), new long[valued.length]);
            spans.add(last);
        }
        for (int i = 0; i < valued.length; i++) {
            last.figures()[i] = valued[i] ? 0 : added(last.figures()[i], event.figures()[i]);
        }
    }

    /** The sum, or the greatest number when it is greater still. */
    static long added(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
