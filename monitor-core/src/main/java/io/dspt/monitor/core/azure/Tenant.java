package io.dspt.monitor.core.azure;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the Entra tenant of a record that does not name it outright. */
final class Tenant {
    private static final String TENANTS = "/tenants/";

    private Tenant() {}

    /** The first tenant id given, in lower case. */
    static @Nullable String of(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isBlank()) {
                return candidate.strip().toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    /** The tenant of an id that begins with {@code /tenants/}. */
    static @Nullable String ofResource(@Nullable String resourceId) {
        if (resourceId == null || !resourceId.toLowerCase(Locale.ROOT).startsWith(TENANTS)) {
            return null;
        }
        String rest = resourceId.substring(TENANTS.length());
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    /**
     * The tenant a record names. In the tables of Log Analytics {@code TenantId} is the workspace, and {@code
     * AADTenantId} the tenant.
     */
    static @Nullable String ofRecord(JsonObject record) {
        boolean table = record.has("TimeGenerated") || record.has("SourceSystem") || record.has("Type");
        return of(record.text("AADTenantId"), table ? null : record.text("tenantId"));
    }
}
