package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.finding.FindingRow;
import io.dspt.monitor.core.finding.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a sequence has come for one value of {@code by}: the latest events of each step, and of the latest that may
 * have completed it, what a finding would say. Rows of another version of the rule count as none.
 */
final class SequenceRow {
    private static final int FORMAT = 1;
    private static final int MOST_EVENTS_OF_A_STEP = 128;
    private static final int MOST_LAST_EVENTS = 8;
    private static final Comparator<Event> IN_ORDER =
            Comparator.comparing(Event::at).thenComparingLong(Event::identity);

    /** One event of a step. */
    record Event(Instant at, long identity) {}

    /**
     * An event of the last step that has not completed the sequence yet: an earlier step may still be told.
     *
     * @param subject what would break the rule
     * @param violation what a finding would say
     * @param cause the event as findings keep it
     * @param evidenceSent whether its record was sent
     */
    record Last(Event event, String subject, Violation violation, Cause cause, boolean evidenceSent) {}

    private final String digest;
    /** Arrival clock when an event last came. */
    Instant touchedAt = Instant.EPOCH;
    /** Up to here events are missing for which there was no room. */
    @Nullable
    Instant lostUntil;

    final List<List<Event>> steps = new ArrayList<>();
    final List<Last> open = new ArrayList<>();

    private SequenceRow(String digest, int steps) {
        this.digest = digest;
        for (int i = 0; i < steps; i++) {
            this.steps.add(new ArrayList<>());
        }
    }

    static SequenceRow read(byte @Nullable [] bytes, String digest, int steps) {
        SequenceRow row = new SequenceRow(digest, steps);
        if (bytes == null) {
            return row;
        }
        Decoder decoder = new Decoder(bytes, FORMAT);
        if (!decoder.text().equals(digest)) {
            return row;
        }
        row.touchedAt = decoder.time();
        row.lostUntil = decoder.timeOrNull();
        for (List<Event> events : row.steps) {
            for (int i = decoder.count(); i > 0; i--) {
                events.add(event(decoder));
            }
        }
        for (int i = decoder.count(); i > 0; i--) {
            row.open.add(new Last(
                    event(decoder),
                    decoder.text(),
                    FindingRow.violation(decoder),
                    Objects.requireNonNull(Cause.read(decoder)),
                    decoder.flag()));
        }
        return row;
    }

    /** Arrival clock when an event last came, whatever the version of the rule. */
    static Instant touchedAt(byte[] row) {
        Decoder decoder = new Decoder(row, FORMAT);
        decoder.text();
        return decoder.time();
    }

    private static Event event(Decoder decoder) {
        return new Event(decoder.time(), decoder.whole());
    }

    byte[] encoded() {
        Encoder encoder = new Encoder(FORMAT).text(digest).time(touchedAt).timeOrNull(lostUntil);
        for (List<Event> events : steps) {
            encoder.whole(events.size());
            events.forEach(event -> encoder.time(event.at()).whole(event.identity()));
        }
        encoder.whole(open.size());
        for (Last last : open) {
            encoder.time(last.event().at()).whole(last.event().identity()).text(last.subject());
            FindingRow.write(encoder, last.violation());
            Cause.write(encoder, last.cause());
            encoder.flag(last.evidenceSent());
        }
        return encoder.toBytes();
    }

    boolean has(int step, Event event) {
        return steps.get(step).contains(event);
    }

    void add(int step, Event event) {
        List<Event> events = steps.get(step);
        events.add(event);
        events.sort(IN_ORDER);
        if (events.size() > MOST_EVENTS_OF_A_STEP) {
            lost(events.remove(0).at());
        }
    }

    void add(Last last) {
        open.add(last);
        open.sort(Comparator.comparing(Last::event, IN_ORDER));
        if (open.size() > MOST_LAST_EVENTS) {
            lost(open.remove(0).event().at());
        }
    }

    private void lost(Instant at) {
        lostUntil = lostUntil == null || at.isAfter(lostUntil) ? at : lostUntil;
    }

    @Nullable
    Instant latest() {
        return steps.stream()
                .filter(events -> !events.isEmpty())
                .map(events -> events.get(events.size() - 1).at())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    void forgetBefore(Instant time) {
        steps.forEach(events -> events.removeIf(event -> event.at().isBefore(time)));
        open.removeIf(last -> last.event().at().isBefore(time));
    }
}
