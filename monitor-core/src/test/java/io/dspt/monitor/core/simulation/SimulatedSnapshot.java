package io.dspt.monitor.core.simulation;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An inventory of the storage accounts. It need not agree with what events tell: things change that nobody tells of.
 *
 * @param takenAt as of when it is so; no event has the same time
 * @param stores what it tells, by store
 * @param whole whether it says that it has told all
 * @param lost whether one store more was told, whose row did not arrive
 */
record SimulatedSnapshot(long number, Instant takenAt, Map<Integer, Told> stores, boolean whole, boolean lost) {
    private static final List<String> REGIONS = List.of("uksouth", "ukwest", "westeurope");
    private static final List<String> SKUS = List.of("Standard_ZRS", "Standard_GRS");
    private static final String SUBSCRIPTION =
            SimulatedEvent.SUBSCRIPTION.substring(SimulatedEvent.SUBSCRIPTION.lastIndexOf('/') + 1);

    /** What is told of one store. */
    record Told(String region, String sku) {}

    SimulatedSnapshot {
        stores = new TreeMap<>(stores);
    }

    /** Some snapshots between these events, of a source of randomness of their own. */
    static List<SimulatedSnapshot> between(List<SimulatedEvent> events, SplittableRandom random) {
        List<SimulatedSnapshot> snapshots = new ArrayList<>();
        for (SimulatedEvent event : events) {
            if (random.nextInt(8) > 0) {
                continue;
            }
            Map<Integer, Told> stores = new TreeMap<>();
            for (int store = 0; store < SimulatedHistory.STORES; store++) {
                if (random.nextInt(3) > 0) {
                    stores.put(
                            store,
                            new Told(
                                    REGIONS.get(random.nextInt(REGIONS.size())),
                                    SKUS.get(random.nextInt(SKUS.size()))));
                }
            }
            boolean whole = random.nextInt(3) > 0;
            Instant takenAt = event.at().plus(Duration.ofNanos(500_000)); // Events are whole milliseconds apart.
            snapshots.add(
                    new SimulatedSnapshot(snapshots.size(), takenAt, stores, whole, whole && random.nextInt(5) == 0));
        }
        return snapshots;
    }

    /** Its records, in order. */
    List<LogRecord> records() {
        List<LogRecord> records = new ArrayList<>();
        String name = "sim-" + number;
        stores.forEach((store, told) -> {
            String id = SimulatedEvent.storeId(store);
            byte[] bytes = ("{\"id\":\"" + id + "\",\"type\":\"microsoft.storage/storageaccounts\",\"location\":\""
                            + told.region() + "\",\"sku\":{\"name\":\"" + told.sku()
                            + "\"},\"tags\":null,\"properties\":{}}")
                    .getBytes(StandardCharsets.UTF_8);
            records.add(new LogRecord.SnapshotResource(
                    bytes, new Origin("sim-inventory", name + "#" + store, Sha256.hex(bytes)), takenAt, name));
        });
        if (whole) {
            long count = (long) records.size() + (lost ? 1 : 0);
            records.add(new LogRecord.SnapshotEnd(name, takenAt, new TreeSet<>(List.of(SUBSCRIPTION)), count));
        }
        return records;
    }
}
