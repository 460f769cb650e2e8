package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.util.List;
import java.util.Locale;

/**
 * What the activity log says of Customer Lockbox: a request of Microsoft's support to see customer content, and what was
 * decided of it. Approval and denial are one operation; the name it is shown by, or its body, tells which.
 */
final class LockboxFacts implements FactSource {
    private static final String PROVIDER = "microsoft.customerlockbox/";

    private final FactSource resource;
    private final EventHeader header;
    private final JsonObject properties;

    private LockboxFacts(FactSource resource, EventHeader header, JsonObject properties) {
        this.resource = resource;
        this.header = header;
        this.properties = properties;
    }

    /** The facts of a record, with those of Customer Lockbox when it is about that. */
    static FactSource around(FactSource resource, EventHeader header, JsonObject properties) {
        String operation = header.operation().toLowerCase(Locale.ROOT);
        return operation.startsWith(PROVIDER) || operation.contains("lockbox request")
                ? new LockboxFacts(resource, header, properties)
                : resource;
    }

    @Override
    public FactValue read(Fact fact) {
        if (fact.equals(Facts.LOCKBOX_REQUEST)) {
            ResourceId id = header.resource();
            return FactValue.textOr(id == null ? header.correlationId() : id.display(), Missing.UNKNOWN);
        }
        return fact.equals(Facts.LOCKBOX_DECISION) ? decision() : resource.read(fact);
    }

    private FactValue decision() {
        String operation = header.operation().toLowerCase(Locale.ROOT);
        if (operation.startsWith("approve ") || operation.startsWith("deny ")) {
            return FactValue.text(operation.startsWith("approve ") ? "approved" : "denied");
        }
        if (!operation.startsWith(PROVIDER + "requests/updateapproval")) {
            return Missing.ABSENT;
        }
        String written = ResourceOperationFacts.bodyIn(properties)
                .map(body -> body.firstText(List.of("status", "properties.status", "decision")))
                .orElse(null);
        if (written == null) {
            return Missing.UNKNOWN;
        }
        String status = written.toLowerCase(Locale.ROOT);
        return status.startsWith("approve")
                ? FactValue.text("approved")
                : status.startsWith("den") || status.startsWith("reject")
                        ? FactValue.text("denied")
                        : FactValue.text(status);
    }
}
