package io.dspt.monitor.core.azure;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who Microsoft 365 means by a list of {@code {ID, Type}}: one entry holds the kind and object id together, such as {@code
 * User_<id>}; others hold names, and ids of applications on whose behalf it acted.
 *
 * @param kind {@code User}, {@code ServicePrincipal} and so on
 * @param id object id
 * @param principalName user principal name
 * @param displayName display name
 */
record OfficeIdentity(
        @Nullable String kind,
        @Nullable String id,
        @Nullable String principalName,
        @Nullable String displayName) {
    private static final Set<String> KINDS =
            Set.of("User", "Group", "ServicePrincipal", "Application", "Role", "Device", "Policy");
    private static final Pattern KIND_AND_ID = Pattern.compile("([A-Za-z]+)_(.+)");
    private static final String TYPE_DISPLAY_NAME = "1";
    private static final String TYPE_PRINCIPAL_NAME = "5";

    static OfficeIdentity of(List<JsonObject> entries) {
        String kind = null;
        String id = null;
        String onlyId = null;
        String principalName = null;
        String displayName = null;
        for (JsonObject entry : entries) {
            String value = entry.text("ID");
            if (value == null) {
                continue;
            }
            Matcher both = KIND_AND_ID.matcher(value);
            if (id == null && both.matches() && KINDS.contains(both.group(1))) {
                kind = both.group(1);
                id = both.group(2);
            } else if (kind == null && KINDS.contains(value)) {
                kind = value;
            } else if (onlyId == null && ActivityActor.isGuid(value)) {
                onlyId = value;
            } else if (TYPE_PRINCIPAL_NAME.equals(entry.text("Type"))) {
                principalName = value;
            } else if (TYPE_DISPLAY_NAME.equals(entry.text("Type"))) {
                displayName = value;
            }
        }
        return new OfficeIdentity(kind, ActivityActor.id(id == null ? onlyId : id), principalName, displayName);
    }

    boolean isApplication() {
        return "ServicePrincipal".equals(kind) || "Application".equals(kind);
    }

    /** The name people know it by. */
    @Nullable
    String name() {
        return principalName == null ? displayName : principalName;
    }
}
