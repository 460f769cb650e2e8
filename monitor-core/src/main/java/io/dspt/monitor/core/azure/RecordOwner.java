package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.ResourceId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose a record is, as far as the record itself says: what a hub that several organisations share is told apart by.
 *
 * @param subscription id of the Azure subscription, lower case, of the resource it is about
 * @param tenant id of the Entra tenant, lower case
 */
public record RecordOwner(Optional<String> subscription, Optional<String> tenant) {
    private static final RecordOwner UNKNOWN = new RecordOwner(Optional.empty(), Optional.empty());

    /** Whose this element is; nothing is known of what is no record. */
    public static RecordOwner of(byte[] element) {
        if (!(JsonObject.read(element) instanceof JsonObject.Read.Whole whole)) {
            return UNKNOWN;
        }
        JsonObject record = whole.object();
        String resource = resource(record);
        Optional<String> subscription = Optional.ofNullable(resource)
                .flatMap(ResourceId::parse)
                .flatMap(ResourceId::subscription)
                .or(() -> Optional.ofNullable(record.text("subscriptionId", "SubscriptionId")))
                .map(id -> id.toLowerCase(Locale.ROOT));
        return new RecordOwner(subscription, Optional.ofNullable(tenant(record, resource)));
    }

    /** The resource, where the families of records have it; Event Grid's {@code topic} is where it was subscribed to. */
    private static @Nullable String resource(JsonObject record) {
        String resource = record.text("resourceId", "_ResourceId");
        if (resource == null) {
            resource = record.text("AzureResourceId");
        }
        if (resource == null) {
            resource = record.object("data").text("resourceUri");
        }
        if (resource == null) {
            resource = record.text("topic", "source");
        }
        return resource == null ? record.text("id") : resource;
    }

    private static @Nullable String tenant(JsonObject record, @Nullable String resource) {
        JsonObject data = record.object("data");
        return Tenant.of(
                Tenant.ofRecord(record),
                record.object("properties").text("tenantId"),
                data.text("tenantId"),
                record.text("OrganizationId"),
                Tenant.ofResource(resource),
                Tenant.ofClaims(record.object("identity").object("claims")),
                Tenant.ofHierarchy(record.object("properties").text("hierarchy")));
    }
}
