package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who made a request to Azure Resource Manager or to a data service, from the claims of the token. */
final class ActivityActor {
    static final String OBJECT_ID = "http://schemas.microsoft.com/identity/claims/objectidentifier";
    static final String TENANT_ID = "http://schemas.microsoft.com/identity/claims/tenantid";
    private static final String USER_CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

    private static final int DIGITS_OF_A_GUID = 32;

    private ActivityActor() {}

    /**
     * @param claims claims of the token
     * @param evidence what Azure authorised the request by
     * @param caller principal name or object id, as the activity log's own column has it
     * @param address where the request came from, with or without port
     */
    static Actor of(JsonObject claims, JsonObject evidence, @Nullable String caller, @Nullable String address) {
        boolean callerIsId = caller != null && isGuid(caller);
        String principalName = claims.text(USER_CLAIMS + "upn", "upn");
        boolean namesUser = namesUser(principalName, caller);
        String id = claims.text(OBJECT_ID, "oid");
        if (id == null && isActor(evidence.text("principalType"), namesUser)) {
            id = evidence.text("principalId");
        }
        if (id == null && callerIsId) {
            id = caller;
        }
        String name = principalName;
        if (name == null) {
            name = claims.text(USER_CLAIMS + "name", USER_CLAIMS + "emailaddress", "unique_name", "email");
        }
        if (name == null && !callerIsId) {
            name = caller;
        }
        if (name == null) {
            name = claims.text("name");
        }
        Actor.Type type = type(claims, evidence, namesUser, callerIsId);
        return new Actor(type, id(id), name, claims.text("appid", "azp"), NetworkAddress.withoutPort(address), null);
    }

    /** The kind of identity alone, of which less has to be read. */
    static Actor.Type typeOf(JsonObject claims, JsonObject evidence, @Nullable String caller) {
        String principalName = claims.text(USER_CLAIMS + "upn", "upn");
        return type(claims, evidence, namesUser(principalName, caller), caller != null && isGuid(caller));
    }

    private static boolean namesUser(@Nullable String principalName, @Nullable String caller) {
        return principalName != null || (caller != null && caller.contains("@"));
    }

    /**
     * Who used Privileged Identity Management on Azure roles, whose records have no claims.
     *
     * @param callerInfo what is told of the caller, one kind of identity each
     */
    static Actor ofCallerInfo(List<JsonObject> callerInfo, @Nullable String address) {
        String name = callerValue(callerInfo, "UPN");
        boolean person = name != null;
        if (name == null) {
            name = callerValue(callerInfo, "Name");
        }
        return new Actor(
                person ? Actor.Type.USER : Actor.Type.UNKNOWN,
                id(callerValue(callerInfo, "ObjectID")),
                name,
                null,
                NetworkAddress.withoutPort(address),
                null);
    }

    private static @Nullable String callerValue(List<JsonObject> callerInfo, String kind) {
        return callerInfo.stream()
                .filter(one -> kind.equalsIgnoreCase(one.text("CallerIdentityType")))
                .map(one -> one.text("CallerIdentityValue"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Whether the principal that held the role is who acted: a user may act by the role of a group or an application. */
    private static boolean isActor(@Nullable String principalType, boolean namesUser) {
        return namesUser ? "User".equalsIgnoreCase(principalType) : !"Group".equalsIgnoreCase(principalType);
    }

    private static Actor.Type type(JsonObject claims, JsonObject evidence, boolean namesUser, boolean callerIsId) {
        if (claims.text("xms_mirid") != null) {
            return Actor.Type.MANAGED_IDENTITY;
        }
        String kind = claims.text("idtyp");
        if (kind == null) {
            kind = evidence.text("principalType");
        }
        if (namesUser || "user".equalsIgnoreCase(kind)) {
            return Actor.Type.USER;
        }
        boolean application = "app".equalsIgnoreCase(kind)
                || "ServicePrincipal".equalsIgnoreCase(kind)
                || (callerIsId && kind == null)
                || (claims.text("appid") != null && claims.text("name") == null);
        return application ? Actor.Type.APPLICATION : Actor.Type.UNKNOWN;
    }

    /** Whether a text is a GUID, with all, some or none of its hyphens. */
    static boolean isGuid(String text) {
        int digits = 0;
        boolean afterHyphen = false;
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            boolean hyphen =
                    one == '-' && !afterHyphen && (digits == 8 || digits == 12 || digits == 16 || digits == 20);
            if (!hyphen && !isHexDigit(one)) {
                return false;
            }
            digits += hyphen ? 0 : 1;
            afterHyphen = hyphen;
        }
        return digits == DIGITS_OF_A_GUID;
    }

    private static boolean isHexDigit(char one) {
        return (one >= '0' && one <= '9') || (one >= 'a' && one <= 'f') || (one >= 'A' && one <= 'F');
    }

    /** An object id in lower case with its hyphens, which some records leave out. */
    static @Nullable String id(@Nullable String written) {
        if (written == null) {
            return null;
        }
        String id = written.toLowerCase(Locale.ROOT);
        return id.length() == 32 && isGuid(id)
                ? id.substring(0, 8) + "-" + id.substring(8, 12) + "-" + id.substring(12, 16) + "-"
                        + id.substring(16, 20) + "-" + id.substring(20)
                : id;
    }
}
