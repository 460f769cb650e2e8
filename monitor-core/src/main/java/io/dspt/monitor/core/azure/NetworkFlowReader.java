package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads flow logs of network security groups and of virtual networks. */
final class NetworkFlowReader implements FamilyReader {
    private static final Set<String> CATEGORIES =
            Set.of("networksecuritygroupflowevent", "networksecuritygroupflowevents", "flowlogflowevent");

    /** Whether this category is of flow logs, or this operation, which is named alike. */
    static boolean handles(String categoryOrOperation) {
        return CATEGORIES.contains(categoryOrOperation.toLowerCase(Locale.ROOT));
    }

    private static String categoryOf(@Nullable String operation) {
        return operation != null && operation.toLowerCase(Locale.ROOT).startsWith("networksecuritygroup")
                ? "NetworkSecurityGroupFlowEvent"
                : "FlowLogFlowEvent";
    }

    @Override
    public ReadResult read(JsonObject record) {
        RecordTime time = RecordTime.of(record, JsonObject.EMPTY);
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        String category = record.text("category");
        String operation = record.text("operationName");
        String resource = record.text("resourceId", "targetResourceID", "flowLogResourceID");
        EventHeader header = new EventHeader(
                category == null ? categoryOf(operation) : CategoryName.capped(category),
                operation == null ? "" : operation,
                Outcome.UNKNOWN,
                resource == null ? null : ResourceId.parse(resource).orElse(null),
                null,
                Actor.NOBODY,
                null,
                time.instant());
        return new ReadResult.Parsed(new AzureEvent.NetworkFlow(header, DetailFacts.none()));
    }
}
