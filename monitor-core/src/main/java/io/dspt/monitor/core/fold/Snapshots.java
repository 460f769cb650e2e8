package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.Evidence;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.inventory.KnownFact;
import io.dspt.monitor.core.inventory.ResourceRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Inventory snapshots: how much of each has been told, which subscriptions have been told whole, and what is gone because
 * a whole snapshot no longer tells of it. What a snapshot says of a resource is merged and judged like any record's word.
 */
final class Snapshots {
    /** The log and the end of a snapshot disagree about how much it told. */
    static final String INCOMPLETE = "snapshot-incomplete";

    private static final int FORMAT = 1;
    /** What has not come to its end by then never will: it tells of changes only, or its writer has given up. */
    private static final Duration KEPT = Duration.ofDays(2);

    private static final String SOURCE = "snapshot";

    /**
     * The last snapshot that told a subscription whole.
     *
     * @param sha256 of the record that ended it
     */
    private record Whole(String snapshot, Instant takenAt, String sha256) {
        byte[] encoded() {
            return new Encoder(FORMAT).text(snapshot).time(takenAt).text(sha256).toBytes();
        }

        static Whole decoded(byte[] row) {
            Decoder decoder = new Decoder(row, FORMAT);
            return new Whole(decoder.text(), decoder.time(), decoder.text());
        }

        /** That it has been told to its end, as the reason for what is gone. */
        Cause cause() {
            return new Cause(
                    takenAt,
                    Sha256.name(SOURCE, snapshot),
                    AzureEvent.ResourceSnapshot.CATEGORY,
                    AzureEvent.ResourceSnapshot.OPERATION,
                    null,
                    new Evidence(SOURCE, snapshot, sha256));
        }
    }

    private Snapshots() {}

    /** What the canonical ids of a subscription's resources begin with. */
    static String resourcesOf(String subscription) {
        return "/subscriptions/" + subscription + "/";
    }

    /**
     * What the origin is of findings that a snapshot's word of this resource opens: the baseline, as long as nothing had
     * told of the resource before, nor any snapshot of all of its subscription.
     */
    static String opensAs(Step step, ResourceId id) {
        boolean known = step.inventory().resource(id).isPresent()
                || id.subscription().flatMap(one -> whole(step, one)).isPresent();
        return known ? Finding.FROM_EVENT : Finding.FROM_BASELINE;
    }

    /**
     * Notes that a snapshot has told of a resource.
     *
     * @param at event time, as far as it is believed
     */
    static void told(Step step, ResourceId id, String snapshot, Instant at) {
        Optional<ResourceRow> row = step.inventory().resource(id);
        if (row.filter(one -> isToldBy(one, snapshot)).isPresent()) {
            return; // The same record again: counted twice it would hide that another was lost.
        }
        byte[] key = step.key(StateKeys.Kind.SNAPSHOT, snapshot);
        byte[] counted = step.state().get(key);
        if (counted == null) {
            Timers.set(step, new Timers.Timer(step.clock().plus(KEPT), Timers.Purpose.FORGET_SNAPSHOT, snapshot, ""));
        }
        step.state().put(key, new Encoder(FORMAT).whole(count(counted) + 1).toBytes());
        row.map(one -> one.toldBy(snapshot, at)).ifPresent(step.inventory()::save);
    }

    private static boolean isToldBy(ResourceRow row, String snapshot) {
        KnownFact told = row.toldBy();
        return told != null && told.value().equals(FactValue.text(snapshot));
    }

    private static long count(byte @Nullable [] row) {
        return row == null ? 0 : new Decoder(row, FORMAT).whole();
    }

    /** Forgets how much of a snapshot has been told. */
    static void forget(Step step, String snapshot) {
        step.state().delete(step.key(StateKeys.Kind.SNAPSHOT, snapshot));
    }

    /**
     * A snapshot has been told to its end: what earlier ones told of and this one does not is gone.
     *
     * @param origin where the record stands
     * @param bytes its value
     * @return why it does not count; empty when it does, or has counted before
     */
    static Optional<String> ended(Step step, LogRecord.SnapshotEnd end, Origin origin, byte[] bytes) {
        byte[] key = step.key(StateKeys.Kind.SNAPSHOT, end.snapshotId());
        byte[] counted = step.state().get(key);
        boolean repeated = counted == null
                && end.subscriptions().stream()
                        .allMatch(one -> whole(step, one)
                                .filter(last -> last.snapshot().equals(end.snapshotId()))
                                .isPresent());
        if (repeated) {
            return Optional.empty();
        }
        if (counted != null) {
            step.state().delete(key);
        }
        if (count(counted) != end.resources()) {
            return Optional.of(INCOMPLETE);
        }
        Whole now = new Whole(end.snapshotId(), end.takenAt(), origin.sha256());
        List<String> subscriptions = new ArrayList<>();
        for (String subscription : end.subscriptions()) {
            Optional<Whole> last = whole(step, subscription);
            if (last.isEmpty() || last.get().takenAt().isBefore(end.takenAt())) {
                step.state().put(wholeKey(step, subscription), now.encoded());
                subscriptions.add(subscription);
            }
        }
        TreeMap<String, String> pointers = new TreeMap<>(Map.of(
                "event-time", end.takenAt().toString(),
                "resources", Long.toString(end.resources()),
                "snapshot", end.snapshotId()));
        step.state().sendOnce(new Output.EvidenceRecord(origin, bytes, pointers));
        WorkQueue.begin(
                step,
                Judge.goingOn(step, now.cause()),
                new Work.SweepUntold(now.cause(), end.snapshotId(), subscriptions, ""));
        return Optional.empty();
    }

    /** Where the record stands that ended a snapshot: in no source of Azure's. */
    static Origin originOf(LogRecord.SnapshotEnd end, byte[] bytes) {
        return new Origin(SOURCE, end.snapshotId(), Sha256.hex(bytes));
    }

    /**
     * Ends a resource that a whole snapshot no longer tells of, if that is not yet done, before a later record tells of it:
     * what comes of both must not depend on how far the sweep has come.
     */
    static void settle(Step step, ResourceId id) {
        if (step.estate().workWaiting == 0) {
            return;
        }
        Optional<ResourceRow> row = step.inventory().resource(id).filter(one -> one.toldBy() != null);
        if (row.isPresent()) {
            id.subscription()
                    .flatMap(subscription -> whole(step, subscription))
                    .ifPresent(
                            last -> endIfUntold(step, Judge.goingOn(step, last.cause()), row.get(), last.snapshot()));
        }
    }

    /** Ends a resource that an earlier snapshot told of and this one does not, unless something has changed it since. */
    static void endIfUntold(Step step, Judge judge, ResourceRow row, String snapshot) {
        Instant takenAt = judge.now();
        KnownFact told = row.toldBy();
        boolean toldEarlier = told != null && told.since().isBefore(takenAt) && !isToldBy(row, snapshot);
        if (toldEarlier && !row.deleted() && !row.changedAt().isAfter(takenAt)) {
            new ResourceWriter(step, judge).deleteWithContents(row);
        }
    }

    /**
     * Whether a snapshot, taken no earlier than the one that misses something, tells of what that contains: of this
     * resource, or of one between the two. It is there then, whatever has become of the row of what contains it.
     *
     * @param cause what made it vanish; nothing is told within by anything but a snapshot
     * @param prefix beginning of the ids of all that it contains
     */
    static boolean tellsWithin(Step step, @Nullable Cause cause, String prefix, ResourceRow row) {
        if (cause == null || !cause.isState()) {
            return false;
        }
        Optional<ResourceRow> next = Optional.of(row);
        Optional<ResourceId> id = Optional.of(row.id());
        while (id.isPresent() && id.get().canonical().startsWith(prefix)) {
            KnownFact told = next.map(ResourceRow::toldBy).orElse(null);
            if (told != null && !told.since().isBefore(cause.at())) {
                return true;
            }
            id = id.get().container();
            next = id.flatMap(step.inventory()::resource);
        }
        return false;
    }

    private static Optional<Whole> whole(Step step, String subscription) {
        return Optional.ofNullable(step.state().get(wholeKey(step, subscription)))
                .map(Whole::decoded);
    }

    private static byte[] wholeKey(Step step, String subscription) {
        return step.key(StateKeys.Kind.SNAPSHOT_WHOLE, subscription);
    }
}
