package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads resources as Azure Resource Manager answers a read or a list, and Resource Graph a query: what is, not what
 * happened. When it was so is known to who asked; in a file it stands only where an export has added it.
 *
 * <p>When somebody last wrote a resource ({@code systemData.lastModifiedAt}, {@code changedTime}) is not taken for its
 * time: the platform changes resources too, and that the state was the same ever since nobody has said.
 */
final class ResourceStateReader implements FamilyReader {
    private static final String GROUP_TYPE = "microsoft.resources/subscriptions/resourcegroups";
    /** What ARM itself calls the type of a resource group. */
    private static final String GROUP_TYPE_OF_ARM = "Microsoft.Resources/resourceGroups";

    private final ResourcePropertyTable table;

    ResourceStateReader(ResourcePropertyTable table) {
        this.table = table;
    }

    /** Whether an object without a category is a resource: its id is one of the type that it says it is of. */
    static boolean isResource(JsonObject record) {
        String type = record.text("type");
        ResourceId id = type == null || record.has("operationName") ? null : id(record.text("id"));
        return id != null
                && (id.type().equalsIgnoreCase(type)
                        || (id.type().equals(GROUP_TYPE) && GROUP_TYPE_OF_ARM.equalsIgnoreCase(type)));
    }

    /** The id a text is; {@code null} when it names no resource of Azure Resource Manager. */
    private static @Nullable ResourceId id(@Nullable String written) {
        return written == null || !written.startsWith("/")
                ? null
                : ResourceId.parse(written).filter(id -> !id.type().isEmpty()).orElse(null);
    }

    @Override
    public ReadResult read(JsonObject resource) {
        RecordTime time = RecordTime.of(resource, "time", "timeStamp", "TimeGenerated");
        return time.unreadable() ? new ReadResult.Unreadable("time-unreadable") : read(resource, time.instant());
    }

    /**
     * Reads the state as it was at a time.
     *
     * @param takenAt {@code null} where nobody knows
     */
    ReadResult read(JsonObject resource, @Nullable Instant takenAt) {
        String written = resource.text("id");
        if (written == null) {
            return new ReadResult.Unreadable("resource-unnamed");
        }
        ResourceId id = id(written);
        if (id == null) {
            return new ReadResult.Unreadable("not-a-resource-id");
        }
        EventHeader header = new EventHeader(
                AzureEvent.ResourceSnapshot.CATEGORY,
                AzureEvent.ResourceSnapshot.OPERATION,
                Outcome.SUCCESS,
                id,
                Tenant.of(resource.text("tenantId")),
                Actor.NOBODY,
                null,
                takenAt);
        ResourceOperationFacts body =
                new ResourceOperationFacts(table, id, Optional.of(ResourceBody.of(resource)), FactValue.flag(false));
        return new ReadResult.Parsed(
                new AzureEvent.ResourceSnapshot(header, ResourceStateFacts.of(body, resource), body.contained()));
    }
}
