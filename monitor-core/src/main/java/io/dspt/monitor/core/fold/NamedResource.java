package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.inventory.Inventory;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ResourceFacts;
import io.dspt.monitor.core.inventory.ResourceRow;
import org.jspecify.annotations.Nullable;

/** The resource an event names, looked up when a rule asks for it; every fact of it is absent where it names none. */
final class NamedResource implements FactSource {
    private final EventHeader header;
    private final Inventory inventory;
    private final ReferenceData reference;
    private @Nullable FactSource known;

    NamedResource(EventHeader header, Inventory inventory, ReferenceData reference) {
        this.header = header;
        this.inventory = inventory;
        this.reference = reference;
    }

    @Override
    public FactValue read(Fact fact) {
        if (known == null) {
            ResourceId id = header.resource();
            known = id == null
                    ? one -> Missing.ABSENT
                    : new ResourceFacts(
                            inventory.resource(id).orElseGet(() -> ResourceRow.unknown(id)), inventory, reference);
        }
        return known.read(fact);
    }
}
