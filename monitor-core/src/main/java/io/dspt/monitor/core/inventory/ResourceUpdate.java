package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one record says of a resource's configuration. A body tells only what it carries: what a PATCH leaves out is
 * unchanged, what a proven creation leaves out has the provider's default.
 *
 * @param bodyCarried whether the record had a body at all
 * @param facts what it says, by fact name; nothing unknown
 */
public record ResourceUpdate(boolean bodyCarried, SortedMap<String, FactValue> facts) {
    private static final int FORMAT = 1;

    /** A record without a body. */
    public static final ResourceUpdate NOTHING = new ResourceUpdate(false, new TreeMap<>());

    public ResourceUpdate {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /**
     * Reads what a record says.
     *
     * @param id the resource
     * @param source the record's own facts
     */
    public static ResourceUpdate of(ResourceId id, FactSource source, ResourcePropertyTable table) {
        boolean carried = source.read(Facts.EVENT_BODY).equals(new Flag(true));
        if (!carried) {
            return NOTHING;
        }
        boolean created = source.read(Facts.EVENT_CREATED).equals(new Flag(true));
        SortedMap<String, FactValue> facts = new TreeMap<>();
        keep(facts, Facts.RESOURCE_REGION.name(), source.read(Facts.RESOURCE_REGION), Missing.UNKNOWN);
        keep(facts, Facts.RESOURCE_SKU.name(), source.read(Facts.RESOURCE_SKU), Missing.UNKNOWN);
        keep(
                facts,
                Facts.RESOURCE_TAGS.name(),
                source.read(Facts.RESOURCE_TAGS),
                created ? Missing.ABSENT : Missing.UNKNOWN);
        for (ResourceProperty property : table.of(id.type())) {
            keep(
                    facts,
                    property.fact().name(),
                    source.read(property.fact()),
                    created ? property.atCreation() : Missing.UNKNOWN);
        }
        return new ResourceUpdate(true, facts);
    }

    private static void keep(
            SortedMap<String, FactValue> facts, String name, FactValue carried, FactValue whenLeftOut) {
        FactValue value = carried == Missing.ABSENT ? whenLeftOut : carried;
        if (value != Missing.UNKNOWN) {
            facts.put(name, value);
        }
    }

    /** The row form. */
    public byte[] encoded() {
        return new Encoder(FORMAT).flag(bodyCarried).facts(facts).toBytes();
    }

    /** Reads the row form. */
    public static ResourceUpdate decoded(byte[] row) {
        Decoder decoder = new Decoder(row, FORMAT);
        return new ResourceUpdate(decoder.flag(), decoder.facts());
    }
}
