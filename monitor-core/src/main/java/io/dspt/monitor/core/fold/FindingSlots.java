package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingId;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.ledger.LedgerEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Findings as rows of the state, and what is sent of them, and when. */
final class FindingSlots {
    private final Step step;
    private final DecodedRows memory;
    private final @Nullable Occasion occasion;

    /**
     * The slots of an estate, in one step.
     *
     * @param occasion the event in hand, whose record is sent when a finding changes; {@code null} when there is none
     */
    FindingSlots(Step step, @Nullable Occasion occasion) {
        this.step = step;
        this.memory = step.estate().decoded;
        this.occasion = occasion;
    }

    /** Which slot a finding is in: rule id and canonical subject. */
    record Place(String rule, String subject) {
        private static final int FORMAT = 1;

        byte[] encoded() {
            return new Encoder(FORMAT).text(rule).text(subject).toBytes();
        }

        static Place decoded(byte[] row) {
            Decoder decoder = new Decoder(row, FORMAT);
            return new Place(decoder.text(), decoder.text());
        }
    }

    /** The slot of a rule and a subject, empty when nothing has been kept. */
    FindingSlot load(String rule, String canonical) {
        Place place = new Place(rule, canonical);
        FindingSlot known = memory.slot(place);
        if (known == null) {
            byte[] row = step.state().get(slotKey(rule, canonical));
            known = row == null ? FindingSlot.EMPTY : FindingSlot.decoded(row);
            memory.remember(place, known, row == null ? 0 : row.length);
        }
        return known;
    }

    void save(String rule, String canonical, FindingSlot slot) {
        byte[] row = slot.encoded();
        step.state().put(slotKey(rule, canonical), row);
        memory.remember(new Place(rule, canonical), slot, row.length);
    }

    void forget(String rule, String canonical) {
        step.state().delete(slotKey(rule, canonical));
        memory.remember(new Place(rule, canonical), FindingSlot.EMPTY, 0);
    }

    /** Makes a finding known by its name, as people use it. */
    void name(FindingId id, String rule, String canonical) {
        step.state().put(nameKey(id), new Place(rule, canonical).encoded());
    }

    /** Where the finding of this name is. */
    Optional<Place> placeOf(FindingId id) {
        return Optional.ofNullable(step.state().get(nameKey(id))).map(Place::decoded);
    }

    /** Sends a changed finding with its ledger line and evidence, and keeps the counts by status. */
    FindingSlot publish(
            FindingSlot slot, @Nullable FindingStatus from, Finding finding, Transition transition, Instant at) {
        return publish(slot, from, finding, transition, at, null);
    }

    /** The same, with the reference of the person or the exemption that made it so. */
    FindingSlot publish(
            FindingSlot slot,
            @Nullable FindingStatus from,
            Finding finding,
            Transition transition,
            Instant at,
            @Nullable String by) {
        step.state().send(new Output.FindingState(finding, transition));
        step.state()
                .send(new Output.LedgerEntry(
                        new LedgerEvent.FindingChanged(finding, transition, at, step.clock(), by)));
        if (occasion != null) {
            step.state().sendOnce(occasion.evidence());
        }
        if (from != finding.status()) {
            if (from != null) {
                step.estate().findings.remove(from.printed());
            }
            step.estate().findings.add(finding.status().printed());
        }
        FindingSlot changed = slot.with(finding);
        Finding latest = changed.latest();
        // What a repeat has changed of the latest episode has still to be sent when an earlier one was published.
        boolean isLatest = latest != null && latest.id().equals(finding.id());
        return isLatest ? changed.sent(step.estate().clock) : changed;
    }

    /** Sends what a repeat has changed of the latest episode, if anything, before another becomes the latest. */
    FindingSlot sendUnsent(FindingSlot slot) {
        Finding latest = slot.latest();
        if (!slot.unsent() || latest == null) {
            return slot;
        }
        step.state().send(new Output.FindingState(latest, Transition.REFRESHED));
        return slot.sent(step.estate().clock);
    }

    /** Notes that a repeat has changed a finding; its state is sent when that is due. */
    FindingSlot refresh(String rule, String canonical, FindingSlot slot) {
        if (slot.unsent()) {
            return slot;
        }
        step.state()
                .put(
                        StateKeys.timed(step.estateName(), StateKeys.Kind.REFRESH, slot.refreshDue(), rule, canonical),
                        new Place(rule, canonical).encoded());
        step.estate().firstRefresh.written(slot.refreshDue());
        return slot.leftUnsent();
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
        FirstTimedRow first = step.estate().firstRefresh;
        Instant until = dueUntil == null ? FirstTimedRow.FOR_EVER : dueUntil;
        if (first.isAfter(until)) {
            return true;
        }
        FindingSlots slots = new FindingSlots(step, null);
        for (Map.Entry<byte[], byte[]> row : first.due(step, until, most).entrySet()) {
            if (step.state().room() < roomToLeave) {
                return false;
            }
            step.state().delete(row.getKey());
            Place place = Place.decoded(row.getValue());
            FindingSlot slot = slots.load(place.rule(), place.subject());
            Finding latest = slot.latest();
            boolean due = !slot.refreshDue().isAfter(until);
            if (slot.unsent() && latest != null && due) {
                step.state().send(new Output.FindingState(latest, Transition.REFRESHED));
                slots.save(place.rule(), place.subject(), slot.sent(step.estate().clock));
            }
        }
        first.lookAgain(step);
        return first.isAfter(until);
    }

    private byte[] slotKey(String rule, String canonical) {
        return step.key(StateKeys.Kind.FINDING, rule, canonical);
    }

    private byte[] nameKey(FindingId id) {
        return step.key(StateKeys.Kind.FINDING_NAME, id.value());
    }
}
