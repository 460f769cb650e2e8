package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.inventory.ResourceUpdate;
import java.time.Instant;
import java.util.TreeMap;

/** Resources as the inventory knows them, for tests with more of them than records would be made for. */
final class LargeInventory {
    static final Instant KNOWN_SINCE = Instant.parse("2026-03-01T00:00:00Z");

    private LargeInventory() {}

    /** A storage account of group {@code rg-imaging-prod}. */
    static ResourceRow account(int number, String region) {
        return resource(AzureJson.storageAccount("st" + (1_000_000 + number)), region);
    }

    static ResourceRow resource(String id, String region) {
        TreeMap<String, FactValue> facts = new TreeMap<>();
        facts.put("resource.region", FactValue.text(region));
        return ResourceRow.unknown(ResourceId.parse(id).orElseThrow())
                .written(new ResourceUpdate(true, false, facts, new TreeMap<>()), KNOWN_SINCE);
    }
}
