package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last known state of one resource. Each property keeps the event time of the record that set it, and the last
 * writer by event time wins, so that the order of arrival does not matter.
 *
 * @param id the resource
 * @param known properties by fact name
 * @param changedAt event time of the latest write or deletion
 * @param deletedAt event time of its latest deletion; what was known before is gone
 */
public record ResourceRow(
        ResourceId id,
        SortedMap<String, KnownFact> known,
        Instant changedAt,
        @Nullable Instant deletedAt) {
    private static final int FORMAT = 1;
    /** Among the properties, the inventory snapshot that last told of it: like them it is gone with a deletion. */
    private static final String TOLD_BY = "snapshot.told";

    public ResourceRow {
        known = Collections.unmodifiableSortedMap(new TreeMap<>(known));
    }

    /** A resource of which nothing is known. */
    public static ResourceRow unknown(ResourceId id) {
        return new ResourceRow(id, new TreeMap<>(), Instant.MIN, null);
    }

    /** True when its latest known event is its deletion. */
    public boolean deleted() {
        return deletedAt != null && !changedAt.isAfter(deletedAt);
    }

    /** The row after a write. */
    public ResourceRow written(ResourceUpdate update, Instant at) {
        if (deletedAt != null && !at.isAfter(deletedAt)) {
            return this;
        }
        SortedMap<String, KnownFact> merged = new TreeMap<>(known);
        for (Map.Entry<String, FactValue> fact : update.facts().entrySet()) {
            KnownFact present = merged.get(fact.getKey());
            if (present == null || !at.isBefore(present.since())) {
                merged.put(fact.getKey(), new KnownFact(fact.getValue(), at));
            }
        }
        return new ResourceRow(id, merged, at.isAfter(changedAt) ? at : changedAt, deletedAt);
    }

    /** The row after a deletion. */
    public ResourceRow deleted(Instant at) {
        if (deletedAt != null && !at.isAfter(deletedAt)) {
            return this;
        }
        SortedMap<String, KnownFact> later = new TreeMap<>(known);
        later.values().removeIf(fact -> !fact.since().isAfter(at));
        return new ResourceRow(id, later, at.isAfter(changedAt) ? at : changedAt, at);
    }

    /** The row once a snapshot taken at that time has told of it; a later one has said more. */
    public ResourceRow toldBy(String snapshot, Instant takenAt) {
        KnownFact last = toldBy();
        boolean goneSince = deletedAt != null && !takenAt.isAfter(deletedAt);
        if (goneSince || (last != null && last.since().isAfter(takenAt))) {
            return this;
        }
        SortedMap<String, KnownFact> told = new TreeMap<>(known);
        told.put(TOLD_BY, new KnownFact(FactValue.text(snapshot), takenAt));
        return new ResourceRow(id, told, changedAt, deletedAt);
    }

    /** The name of the snapshot that last told of it, and when that was taken; {@code null} when none has. */
    public @Nullable KnownFact toldBy() {
        return known.get(TOLD_BY);
    }

    /** The row of the same resource under the id that a move has given it. */
    public ResourceRow movedTo(ResourceId newId, Instant at) {
        return new ResourceRow(newId, known, at.isAfter(changedAt) ? at : changedAt, null);
    }

    /** What is still certain after a write that does not tell what it changed: ARM never changes a resource's region. */
    public ResourceRow certainAfterUntoldWrite() {
        SortedMap<String, KnownFact> certain = new TreeMap<>(known);
        certain.keySet().retainAll(Set.of(Facts.RESOURCE_REGION.name()));
        return new ResourceRow(id, certain, changedAt, deletedAt);
    }

    /** The last known value of a property. */
    public FactValue read(String factName) {
        KnownFact fact = known.get(factName);
        return fact == null ? Missing.UNKNOWN : fact.value();
    }

    /** The row form. */
    public byte[] encoded() {
        Encoder encoder = new Encoder(FORMAT)
                .text(id.display())
                .time(changedAt)
                .timeOrNull(deletedAt)
                .whole(known.size());
        known.forEach((name, fact) -> encoder.text(name).time(fact.since()).fact(fact.value()));
        return encoder.toBytes();
    }

    /** Reads the row form. */
    public static ResourceRow decoded(byte[] row) {
        Decoder decoder = new Decoder(row, FORMAT);
        ResourceId id = ResourceId.parse(decoder.text()).orElseThrow();
        Instant changedAt = decoder.time();
        Instant deletedAt = decoder.timeOrNull();
        SortedMap<String, KnownFact> known = new TreeMap<>();
        for (int i = decoder.count(); i > 0; i--) {
            String name = decoder.text();
            Instant since = decoder.time();
            known.put(name, new KnownFact(decoder.fact(), since));
        }
        return new ResourceRow(id, known, changedAt, deletedAt);
    }
}
