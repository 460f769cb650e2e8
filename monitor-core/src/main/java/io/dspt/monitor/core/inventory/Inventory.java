package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.event.ResourceId;
import java.util.List;
import java.util.Optional;

/** Read access to what is known of an estate's resources and principals. */
public interface Inventory {

    /** The row of this resource. */
    Optional<ResourceRow> resource(ResourceId id);

    /**
     * The children of one type.
     *
     * @param container the containing resource
     * @param childType last segment of the children's type, lower case
     * @param most how many at most
     * @return in the order of their ids, deleted ones left out
     */
    List<ResourceRow> children(ResourceId container, String childType, int most);

    /**
     * The resource of a type whose names are unique in all of Azure, such as a storage account.
     *
     * @param type resource type in lower case
     * @param name in any case
     * @return empty also when it was deleted
     */
    Optional<ResourceRow> named(String type, String name);

    /** The row of this principal. */
    Optional<PrincipalRow> principal(String objectId);

    /** How many principals are known to hold this directory role. */
    long roleHolders(String role);
}
