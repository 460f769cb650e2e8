package io.dspt.monitor.core.simulation;

import io.dspt.monitor.core.simulation.Arrival.Happened;
import io.dspt.monitor.core.simulation.Arrival.SnapshotTaken;
import io.dspt.monitor.core.simulation.SimulatedEvent.StoreDeleted;
import io.dspt.monitor.core.simulation.SimulatedEvent.StoreWritten;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that a log tells of one store, by event and by snapshot, in the order of its times. */
final class StoreTimeline {
    private final List<Item> items = new ArrayList<>();
    private Instant lastWhole = Instant.MIN;

    private StoreTimeline() {}

    /** How it comes to be known. */
    enum Kind {
        WRITTEN,
        DELETED,
        TOLD,
        MISSED
    }

    /**
     * Something that is known of the store.
     *
     * @param place where in the log it first stands
     * @param region as told; {@code null} when it is not
     * @param sku likewise
     */
    record Item(
            Kind kind,
            Instant at,
            int place,
            @Nullable String region,
            @Nullable String sku) {
        boolean isGone() {
            return kind == Kind.DELETED || kind == Kind.MISSED;
        }
    }

    static List<Item> of(List<Arrival> arrivals, int store) {
        StoreTimeline timeline = new StoreTimeline();
        Set<Long> seen = new HashSet<>();
        for (int place = 0; place < arrivals.size(); place++) {
            Arrival arrival = arrivals.get(place);
            if (arrival instanceof Happened happened
                    && seen.add(happened.event().number())) {
                timeline.happened(happened.event(), place, store);
            } else if (arrival instanceof SnapshotTaken taken) {
                timeline.told(taken.snapshot(), place, store);
            }
        }
        timeline.items.sort(Comparator.comparing(Item::at));
        return timeline.items;
    }

    private void happened(SimulatedEvent event, int place, int store) {
        if (event instanceof StoreWritten written && written.store() == store) {
            items.add(new Item(Kind.WRITTEN, written.at(), place, written.region(), written.sku()));
        } else if (event instanceof StoreDeleted deleted && deleted.store() == store) {
            items.add(new Item(Kind.DELETED, deleted.at(), place, null, null));
        }
    }

    private void told(SimulatedSnapshot snapshot, int place, int store) {
        SimulatedSnapshot.Told told = snapshot.stores().get(store);
        boolean counts =
                snapshot.whole() && !snapshot.lost() && snapshot.takenAt().isAfter(lastWhole);
        if (told != null) {
            items.add(new Item(Kind.TOLD, snapshot.takenAt(), place, told.region(), told.sku()));
        } else if (counts && isMissed(snapshot.takenAt())) {
            items.add(new Item(Kind.MISSED, snapshot.takenAt(), place, null, null));
        }
        if (counts) {
            lastWhole = snapshot.takenAt();
        }
    }

    /** An earlier snapshot told of it, it was not deleted since, and nothing has changed it after this one was taken. */
    private boolean isMissed(Instant takenAt) {
        Instant lastTold = latest(Kind.TOLD);
        Instant lastGone =
                latest(Kind.DELETED).isAfter(latest(Kind.MISSED)) ? latest(Kind.DELETED) : latest(Kind.MISSED);
        boolean changedSince = items.stream().anyMatch(item -> item.at().isAfter(takenAt));
        return lastTold.isAfter(lastGone) && lastTold.isBefore(takenAt) && !changedSince;
    }

    private Instant latest(Kind kind) {
        return items.stream()
                .filter(item -> item.kind() == kind)
                .map(Item::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }
}
