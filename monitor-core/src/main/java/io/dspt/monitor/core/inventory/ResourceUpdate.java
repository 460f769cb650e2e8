package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.Fact;
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
 * unchanged, what a proven creation leaves out has the provider's default. That it was a creation may be told by another
 * record than the one with the body, so the defaults are kept until it is known.
 *
 * @param bodyCarried whether the record had a body at all
 * @param created whether it is proven that the resource was created, or that the body tells all of it
 * @param carried what the body names, by fact name; nothing unknown
 * @param defaults what the provider sets where a creation leaves it out, by fact name
 */
public record ResourceUpdate(
        boolean bodyCarried,
        boolean created,
        SortedMap<String, FactValue> carried,
        SortedMap<String, FactValue> defaults) {
    private static final int FORMAT = 1;

    public ResourceUpdate {
        carried = Collections.unmodifiableSortedMap(new TreeMap<>(carried));
        defaults = Collections.unmodifiableSortedMap(new TreeMap<>(defaults));
    }

    /**
     * Reads what a record says.
     *
     * @param id the resource
     * @param source the record's own facts
     */
    public static ResourceUpdate of(ResourceId id, FactSource source, ResourcePropertyTable table) {
        return of(id, source, table, false);
    }

    /**
     * The same, of a record that may be known to tell all of the resource.
     *
     * @param tellsAll whether what the body leaves out has the provider's default, as at a creation
     */
    public static ResourceUpdate of(ResourceId id, FactSource source, ResourcePropertyTable table, boolean tellsAll) {
        boolean bodyCarried = source.read(Facts.EVENT_BODY).equals(new Flag(true));
        boolean created =
                tellsAll || source.read(Facts.EVENT_CREATED).equals(new Flag(true)) || table.isWrittenWhole(id.type());
        SortedMap<String, FactValue> carried = new TreeMap<>();
        SortedMap<String, FactValue> defaults = new TreeMap<>();
        if (bodyCarried) {
            sort(source.read(Facts.RESOURCE_REGION), Facts.RESOURCE_REGION, Missing.UNKNOWN, carried, defaults);
            sort(source.read(Facts.RESOURCE_SKU), Facts.RESOURCE_SKU, Missing.UNKNOWN, carried, defaults);
            sort(source.read(Facts.RESOURCE_TAGS), Facts.RESOURCE_TAGS, Missing.ABSENT, carried, defaults);
            for (ResourceProperty property : table.of(id.type())) {
                sort(source.read(property.fact()), property.fact(), property.atCreation(), carried, defaults);
            }
        }
        return new ResourceUpdate(bodyCarried, created, carried, defaults);
    }

    private static void sort(
            FactValue value,
            Fact fact,
            FactValue atCreation,
            SortedMap<String, FactValue> carried,
            SortedMap<String, FactValue> defaults) {
        if (value.isPresent()) {
            carried.put(fact.name(), value);
        } else if (value == Missing.ABSENT && atCreation != Missing.UNKNOWN) {
            defaults.put(fact.name(), atCreation);
        }
    }

    /**
     * What this request and the answer to it say together: the answer speaks where it names something, the request where
     * the answer does not.
     */
    public ResourceUpdate answeredBy(ResourceUpdate answer) {
        SortedMap<String, FactValue> allCarried = new TreeMap<>(carried);
        allCarried.putAll(answer.carried);
        SortedMap<String, FactValue> allDefaults = new TreeMap<>(defaults);
        allDefaults.putAll(answer.defaults);
        return new ResourceUpdate(
                bodyCarried || answer.bodyCarried, created || answer.created, allCarried, allDefaults);
    }

    /** This and one thing more that the body tells. */
    public ResourceUpdate with(String name, FactValue value) {
        SortedMap<String, FactValue> more = new TreeMap<>(carried);
        more.put(name, value);
        return new ResourceUpdate(bodyCarried, created, more, defaults);
    }

    /** What is known of the resource by this, by fact name. */
    public SortedMap<String, FactValue> facts() {
        if (!created) {
            return carried;
        }
        SortedMap<String, FactValue> facts = new TreeMap<>(defaults);
        facts.putAll(carried);
        return facts;
    }

    /** The row form. */
    public byte[] encoded() {
        return new Encoder(FORMAT)
                .flag(bodyCarried)
                .flag(created)
                .facts(carried)
                .facts(defaults)
                .toBytes();
    }

    /** Reads the row form. */
    public static ResourceUpdate decoded(byte[] row) {
        Decoder decoder = new Decoder(row, FORMAT);
        return new ResourceUpdate(decoder.flag(), decoder.flag(), decoder.facts(), decoder.facts());
    }
}
