package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.fact.Fact;
import java.util.List;

/**
 * The versioned table of configuration properties and provider defaults, {@code reference/resource-properties.yaml}.
 * It is data, so that a new property needs no code.
 */
public interface ResourcePropertyTable {

    /** Reads the table that ships with this module. */
    static ResourcePropertyTable builtIn() {
        return YamlResourcePropertyTable.builtIn();
    }

    /** A list in a container's body that describes its children in full. */
    record Contained(String resourceType, String each, String nameMember, String childType) {}

    /**
     * A property that names another resource, to which data of this one goes.
     *
     * @param fact the property; a text, or a list of texts
     * @param namedType for a bare name instead of an id, the type of resource that it names; else empty
     */
    record Reference(Fact fact, String namedType) {}

    /** Whether a write of this type (lower case) carries all of it, so that what a body leaves out is not set. */
    boolean isWrittenWhole(String resourceType);

    /** The properties of resources of this type (lower case) that name where their data goes. */
    List<Reference> destinationsOf(String resourceType);

    /** The table's version, part of the engine's. */
    String version();

    /** The properties of resources of this type (lower case), in the order of their fact names; empty when none. */
    List<ResourceProperty> of(String resourceType);

    /** Where a resource of this type describes children in its own body. */
    List<Contained> containedIn(String resourceType);

    /** The facts the table defines, in the order of their names. */
    List<Fact> facts();
}
