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
 * What something has to follow, for one value of {@code by}, and what has followed lately. Rows of another version of
 * the rule count as none.
 */
final class AbsenceRow {
    private static final int FORMAT = 1;
    private static final int MOST_WATCHES = 16;
    private static final int MOST_FOLLOWED = 32;

    /** An event that was expected. */
    record Followed(Instant at, long identity) {}

    /**
     * An event that something has to follow.
     *
     * @param identity its identity
     * @param subject what breaks the rule if nothing follows
     * @param violation what the finding says then
     * @param cause the event as findings keep it
     * @param opened whether that has been found
     * @param unheard whether it was counted that the source is silent
     */
    record Watch(long identity, String subject, Violation violation, Cause cause, boolean opened, boolean unheard) {
        Instant at() {
            return cause.at();
        }

        Watch found() {
            return new Watch(identity, subject, violation, cause, true, unheard);
        }

        Watch notHeardOf() {
            return new Watch(identity, subject, violation, cause, opened, true);
        }
    }

    private final String digest;
    /** When the row is looked at next; {@code null} when no timer runs. */
    @Nullable
    Instant armedAt;
    /** Up to here expected events are missing for which there was no room. */
    @Nullable
    Instant lostUntil;

    final List<Watch> watches = new ArrayList<>();
    final List<Followed> followed = new ArrayList<>();

    private AbsenceRow(String digest) {
        this.digest = digest;
    }

    static AbsenceRow read(byte @Nullable [] bytes, String digest) {
        AbsenceRow row = new AbsenceRow(digest);
        if (bytes == null) {
            return row;
        }
        Decoder decoder = new Decoder(bytes, FORMAT);
        if (!decoder.text().equals(digest)) {
            return row;
        }
        row.armedAt = decoder.timeOrNull();
        row.lostUntil = decoder.timeOrNull();
        for (int i = decoder.count(); i > 0; i--) {
            row.watches.add(new Watch(
                    decoder.whole(),
                    decoder.text(),
                    FindingRow.violation(decoder),
                    Objects.requireNonNull(Cause.read(decoder)),
                    decoder.flag(),
                    decoder.flag()));
        }
        for (int i = decoder.count(); i > 0; i--) {
            row.followed.add(new Followed(decoder.time(), decoder.whole()));
        }
        return row;
    }

    byte[] encoded() {
        Encoder encoder = new Encoder(FORMAT).text(digest).timeOrNull(armedAt).timeOrNull(lostUntil);
        encoder.whole(watches.size());
        for (Watch watch : watches) {
            encoder.whole(watch.identity()).text(watch.subject());
            FindingRow.write(encoder, watch.violation());
            Cause.write(encoder, watch.cause());
            encoder.flag(watch.opened()).flag(watch.unheard());
        }
        encoder.whole(followed.size());
        followed.forEach(event -> encoder.time(event.at()).whole(event.identity()));
        return encoder.toBytes();
    }

    boolean isEmpty() {
        return watches.isEmpty() && followed.isEmpty();
    }

    boolean watches(long identity) {
        return watches.stream().anyMatch(watch -> watch.identity() == identity);
    }

    /** Keeps an expected event; false for a repeat. */
    boolean add(Followed event) {
        if (followed.contains(event)) {
            return false;
        }
        followed.add(event);
        followed.sort(Comparator.comparing(Followed::at).thenComparingLong(Followed::identity));
        if (followed.size() > MOST_FOLLOWED) {
            lostUntil = followed.remove(0).at();
        }
        return true;
    }

    /** Keeps a watch; false when one that has not been decided had to go for it. */
    boolean add(Watch watch) {
        watches.add(watch);
        watches.sort(Comparator.comparing(Watch::at).thenComparingLong(Watch::identity));
        if (watches.size() <= MOST_WATCHES) {
            return true;
        }
        for (int i = 0; i < watches.size(); i++) {
            if (watches.get(i).opened()) {
                watches.remove(i);
                return true;
            }
        }
        watches.remove(0);
        return false;
    }

    /** The first expected event that did not happen before this time; {@code null} when none is known. */
    @Nullable
    Followed firstSince(Instant at, long besides) {
        return followed.stream()
                .filter(event -> !event.at().isBefore(at) && event.identity() != besides)
                .findFirst()
                .orElse(null);
    }
}
