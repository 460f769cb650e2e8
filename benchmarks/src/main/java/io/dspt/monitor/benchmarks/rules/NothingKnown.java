package io.dspt.monitor.benchmarks.rules;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.inventory.Inventory;
import io.dspt.monitor.core.inventory.PrincipalRow;
import io.dspt.monitor.core.inventory.ResourceRow;
import java.util.List;
import java.util.Optional;

/** An inventory that holds nothing: what a rule engine without state has. */
enum NothingKnown implements Inventory {
    INVENTORY;

    @Override
    public Optional<ResourceRow> resource(ResourceId id) {
        return Optional.empty();
    }

    @Override
    public List<ResourceRow> children(ResourceId container, String childType, int most) {
        return List.of();
    }

    @Override
    public Optional<ResourceRow> named(String type, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<PrincipalRow> principal(String objectId) {
        return Optional.empty();
    }

    @Override
    public long roleHolders(String role) {
        return 0;
    }
}
