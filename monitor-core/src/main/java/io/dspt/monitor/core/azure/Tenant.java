package io.dspt.monitor.core.azure;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the Entra tenant of a record that does not name it outright. */
final class Tenant {
    private static final String TENANTS = "/tenants/";
    private static final Pattern ISSUER =
            Pattern.compile("https://(?:sts\\.windows\\.net|login\\.microsoftonline\\.com)/([0-9a-fA-F-]{36})(?:/|$)");

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

    /** The tenant that issued a token, by its claims. */
    static @Nullable String ofClaims(JsonObject claims) {
        String tenant = claims.text(ActivityActor.TENANT_ID, "tid");
        String issuer = claims.text("iss");
        if (tenant != null || issuer == null) {
            return tenant;
        }
        Matcher match = ISSUER.matcher(issuer);
        return match.lookingAt() ? match.group(1) : null;
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

    /** The tenant at the root of a path of management groups down to a subscription. */
    static @Nullable String ofHierarchy(@Nullable String hierarchy) {
        if (hierarchy == null) {
            return null;
        }
        int slash = hierarchy.indexOf('/');
        String root = slash < 0 ? "" : hierarchy.substring(0, slash).strip();
        return ActivityActor.isGuid(root) ? root : null;
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
