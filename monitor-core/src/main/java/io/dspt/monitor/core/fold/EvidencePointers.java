package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How to find in Azure the record that an event was read from: its ids, and a query for a Log Analytics workspace that
 * receives the same logs.
 */
final class EvidencePointers {
    /** Clocks and delivery differ: the query looks this far around the event. */
    private static final Duration AROUND = Duration.ofHours(1);

    private EvidencePointers() {}

    static SortedMap<String, String> of(AzureEvent event) {
        EventHeader header = event.header();
        SortedMap<String, String> pointers = new TreeMap<>();
        pointers.put("category", header.category());
        if (header.correlationId() != null) {
            pointers.put("correlation-id", header.correlationId());
        }
        if (header.resource() != null) {
            pointers.put("resource-id", header.resource().display());
        }
        if (header.tenant() != null) {
            pointers.put("tenant-id", header.tenant());
        }
        Instant time = header.time();
        if (time != null) {
            pointers.put("event-time", time.toString());
            table(event).ifPresent(table -> pointers.put("kql", query(table, header, time)));
        }
        return pointers;
    }

    /** The table that holds such records; empty where that depends on the workspace's settings. */
    private static Optional<String> table(AzureEvent event) {
        return switch (event.kind()) {
            case RESOURCE_OPERATION -> Optional.of("AzureActivity");
            case DIRECTORY_CHANGE -> Optional.of("AuditLogs");
            case SIGN_IN ->
                Optional.of(
                        event.header().category().equalsIgnoreCase("NonInteractiveUserSignInLogs")
                                ? "AADNonInteractiveUserSignInLogs"
                                : "SigninLogs");
            case OFFICE_ACTIVITY -> Optional.of("OfficeActivity");
            case SECURITY_ALERT -> Optional.of("SecurityAlert");
            default -> Optional.empty();
        };
    }

    private static String query(String table, EventHeader header, Instant time) {
        StringBuilder query = new StringBuilder(table)
                .append(" | where TimeGenerated between (datetime(")
                .append(time.minus(AROUND))
                .append(") .. datetime(")
                .append(time.plus(AROUND))
                .append("))");
        if (header.correlationId() != null) {
            query.append(" | where CorrelationId =~ ").append(quoted(header.correlationId()));
        } else if (header.resource() != null && table.equals("AzureActivity")) {
            query.append(" | where _ResourceId =~ ")
                    .append(quoted(header.resource().display()));
        }
        return query.toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
