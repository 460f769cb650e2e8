package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactType;
import io.dspt.monitor.core.fact.FactValue;
import java.util.List;
import java.util.SortedMap;

/**
 * Where one configuration property stands in a resource's ARM body, and what the provider sets when a creation leaves
 * it out.
 *
 * @param fact the fact that reads it
 * @param resourceType resource type in lower case
 * @param location how to find it in the body
 * @param atCreation value after a proven creation whose body does not name it; {@link FactValue.Missing#UNKNOWN} where
 *     the provider's default is not known
 */
public record ResourceProperty(Fact fact, String resourceType, Location location, FactValue atCreation) {

    /** How to find a property in a body; member names compare without regard to case. */
    public sealed interface Location {

        /**
         * A single value.
         *
         * @param path dotted path from the root of the body
         * @param lastSegment whether only what follows the last slash counts, as for ids
         */
        record Single(String path, boolean lastSegment) implements Location {}

        /**
         * One list of texts from one or several paths, each a text or a list.
         *
         * @param paths dotted paths
         * @param element for a list of objects the dotted path of the member to take of each, else empty
         */
        record Listed(List<String> paths, String element) implements Location {}

        /**
         * A list of structures.
         *
         * @param each dotted path of the list
         * @param members what to read of each element, by member name
         */
        record Each(String each, SortedMap<String, Member> members) implements Location {}
    }

    /**
     * One member of a structure.
     *
     * @param type shape of its value
     * @param paths dotted paths within the element; of whole numbers the least one counts
     */
    public record Member(FactType type, List<String> paths) {}
}
