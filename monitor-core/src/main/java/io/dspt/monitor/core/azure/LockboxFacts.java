package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the activity log and Entra's audit log say of Customer Lockbox: a request of Microsoft's support to see customer
 * content, and what has become of it. Names of activities as Microsoft documents them. In the activity log approval and
 * denial may be one operation, of which only the body tells which.
 */
final class LockboxFacts implements FactSource {
    private static final String PROVIDER = "microsoft.customerlockbox/";
    private static final String DECISION = PROVIDER + "requests/updateapproval";
    /** The category of Entra's audit log in which these requests stand; their activities have common names. */
    private static final String DIRECTORY_CATEGORY = "MicrosoftSupportAccessManagement";

    private static final Map<String, String> STATES = new HashMap<>(Map.ofEntries(
            Map.entry("create lockbox request", "requested"),
            Map.entry("approve lockbox request", "approved"),
            Map.entry("deny lockbox request", "denied"),
            Map.entry("cancel lockbox request", "cancelled"),
            Map.entry("lockbox request expiry", "expired"),
            Map.entry("request created", "requested"),
            Map.entry("request approved", "approved"),
            Map.entry("approval approved", "approved"),
            Map.entry("request rejected", "denied"),
            Map.entry("request canceled", "cancelled"),
            Map.entry("approval removed", "removed")));

    private final FactSource others;
    private final FactValue request;
    private final FactValue state;

    private LockboxFacts(FactSource others, FactValue request, FactValue state) {
        this.others = others;
        this.request = request;
        this.state = state;
    }

    /** The facts of a record of the activity log, with those of Customer Lockbox when it is about that. */
    static FactSource around(FactSource resource, EventHeader header, JsonObject properties) {
        boolean ofLockbox = header.operation().regionMatches(true, 0, PROVIDER, 0, PROVIDER.length());
        boolean named = header.operation().indexOf('/') < 0;
        if (!ofLockbox && !named) {
            return resource;
        }
        String operation = header.operation().toLowerCase(Locale.ROOT);
        if (!ofLockbox && !STATES.containsKey(operation)) {
            return resource;
        }
        ResourceId id = header.resource();
        return new LockboxFacts(
                resource,
                FactValue.textOr(id == null ? header.correlationId() : id.display(), Missing.UNKNOWN),
                operation.startsWith(DECISION) ? decision(properties) : stateOf(operation));
    }

    /** The same change, with the facts of Customer Lockbox when it is about that. */
    static AzureEvent around(AzureEvent event, JsonObject details) {
        if (!(event instanceof AzureEvent.DirectoryChange change)
                || !DIRECTORY_CATEGORY.equalsIgnoreCase(details.text("category"))) {
            return event;
        }
        FactValue target = change.facts().read(Facts.DIRECTORY_TARGET_ID);
        FactSource facts = new LockboxFacts(
                change.facts(),
                target.isPresent() ? target : FactValue.textOr(change.header().correlationId(), Missing.UNKNOWN),
                stateOf(change.header().operation().toLowerCase(Locale.ROOT)));
        return new AzureEvent.DirectoryChange(change.header(), facts, change.factsBefore());
    }

    @Override
    public FactValue read(Fact fact) {
        if (fact.equals(Facts.LOCKBOX_REQUEST)) {
            return request;
        }
        return fact.equals(Facts.LOCKBOX_STATE) ? state : others.read(fact);
    }

    private static FactValue stateOf(String activity) {
        return FactValue.textOr(STATES.get(activity), Missing.ABSENT);
    }

    private static FactValue decision(JsonObject properties) {
        @Nullable
        String written = ResourceOperationFacts.bodyIn(properties)
                .map(body -> body.firstText(List.of("status", "properties.status", "decision")))
                .orElse(null);
        String status = written == null ? "" : written.toLowerCase(Locale.ROOT);
        if (status.startsWith("approve")) {
            return FactValue.text("approved");
        }
        return status.startsWith("den") || status.startsWith("reject") ? FactValue.text("denied") : Missing.UNKNOWN;
    }
}
