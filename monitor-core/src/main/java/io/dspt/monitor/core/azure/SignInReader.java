package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads Entra sign-ins: diagnostic settings, Graph, and rows of Log Analytics. */
final class SignInReader implements FamilyReader {
    private static final String OPERATION = "Sign-in activity";

    /** Diagnostic category by lower-case name of the category or of the table in Log Analytics. */
    private static final Map<String, String> CATEGORIES = Map.ofEntries(
            Map.entry("signinlogs", "SignInLogs"),
            Map.entry("noninteractiveusersigninlogs", "NonInteractiveUserSignInLogs"),
            Map.entry("serviceprincipalsigninlogs", "ServicePrincipalSignInLogs"),
            Map.entry("managedidentitysigninlogs", "ManagedIdentitySignInLogs"),
            Map.entry("adfssigninlogs", "ADFSSignInLogs"),
            Map.entry("aadnoninteractiveusersigninlogs", "NonInteractiveUserSignInLogs"),
            Map.entry("aadserviceprincipalsigninlogs", "ServicePrincipalSignInLogs"),
            Map.entry("aadmanagedidentitysigninlogs", "ManagedIdentitySignInLogs"));

    private static final KnownWords<Optional<String>> KNOWN =
            new KnownWords<>(name -> Optional.ofNullable(CATEGORIES.get(name.toLowerCase(Locale.ROOT))));

    private static final DetailFacts<SignInRecord> FACTS = new DetailFacts<SignInRecord>()
            .with(Facts.SIGN_IN_USER, SignInRecord::user)
            .with(Facts.SIGN_IN_USER_TYPE, signIn -> signIn.details.textFact("userType"))
            .with(Facts.SIGN_IN_ERROR_CODE, SignInRecord::errorCode)
            .with(Facts.SIGN_IN_CLIENT_APP, signIn -> signIn.details.textFact("clientAppUsed"))
            .with(Facts.SIGN_IN_INTERACTIVE, SignInRecord::interactive)
            .with(Facts.SIGN_IN_MULTI_FACTOR, signIn -> MultiFactorEvidence.of(signIn.details))
            .with(Facts.SIGN_IN_LEGACY_TLS, signIn -> LegacyTransport.of(signIn.details))
            .with(Facts.SIGN_IN_TRUSTED_LOCATION, SignInRecord::trustedLocation)
            .with(Facts.SIGN_IN_APPLICATION, signIn -> signIn.details.textFact("appDisplayName"))
            .with(Facts.SIGN_IN_APPLICATION_ID, signIn -> signIn.details.textFact("appId"))
            .with(Facts.SIGN_IN_RESOURCE, signIn -> signIn.details.textFact("resourceDisplayName"))
            .with(Facts.SIGN_IN_RESOURCE_ID, SignInRecord::resourceId)
            .with(Facts.SIGN_IN_CONDITIONAL_ACCESS, signIn -> signIn.details.textFact("conditionalAccessStatus"))
            .with(Facts.SIGN_IN_PROTOCOL, signIn -> signIn.details.textFact("authenticationProtocol"))
            .with(Facts.SIGN_IN_TRANSFER_METHOD, signIn -> signIn.details.textFact("originalTransferMethod"))
            .with(Facts.SIGN_IN_DEVICE_COMPLIANT, signIn -> signIn.device("isCompliant"))
            .with(Facts.SIGN_IN_DEVICE_MANAGED, signIn -> signIn.device("isManaged"))
            .with(Facts.SIGN_IN_RISK_LEVEL, signIn -> IdentityRiskReader.level(signIn.details, "riskLevelDuringSignIn"))
            .with(
                    Facts.SIGN_IN_AGGREGATED_RISK_LEVEL,
                    signIn -> IdentityRiskReader.level(signIn.details, "riskLevelAggregated"))
            .with(Facts.SIGN_IN_RISK_STATE, signIn -> signIn.details.textFact("riskState"))
            .with(Facts.SIGN_IN_RISK_EVENT_TYPES, SignInRecord::riskEventTypes);

    /** The diagnostic category that a category or a table's name stands for; {@code null} when it is no sign-in's. */
    static @Nullable String category(@Nullable String name) {
        return name == null ? null : KNOWN.meaning(name).orElse(null);
    }

    /** Whether an object is a sign-in as Graph lists it, without the frame of a diagnostic record. */
    static boolean isGraphSignIn(JsonObject record) {
        return record.has("createdDateTime")
                && record.has("appId")
                && record.has("status")
                && (record.has("userPrincipalName") || record.has("servicePrincipalId"));
    }

    @Override
    public ReadResult read(JsonObject record) {
        JsonObject details = record.objectOrSelf("properties");
        RecordTime time = RecordTime.of(details, "createdDateTime").or(record, details);
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        String category = category(record.text("category"));
        if (category == null) {
            category = category(record.text("Type"));
        }
        SignInRecord signIn =
                new SignInRecord(category == null ? categoryByEventTypes(details) : category, record, details);
        EventHeader header = new EventHeader(signIn.category, OPERATION, time.instant(), signIn);
        return new ReadResult.Parsed(new AzureEvent.SignIn(header, FACTS.of(signIn)));
    }

    /** Graph lists sign-ins of all kinds together and tells them apart by a list of event types. */
    private static String categoryByEventTypes(JsonObject details) {
        List<JsonValue> types = details.list("signInEventTypes");
        String first = types == null || types.isEmpty() ? null : JsonObject.textOf(types.get(0));
        return switch (first == null ? "" : first.toLowerCase(Locale.ROOT)) {
            case "serviceprincipal" -> "ServicePrincipalSignInLogs";
            case "managedidentity" -> "ManagedIdentitySignInLogs";
            case "noninteractiveuser" -> "NonInteractiveUserSignInLogs";
            default -> "SignInLogs";
        };
    }

    /** One sign-in: the diagnostic record and what its properties hold. */
    private record SignInRecord(String category, JsonObject record, JsonObject details) implements EventHeader.Details {
        /** A sign-in is to an application, not to a resource of Azure. */
        @Override
        public @Nullable ResourceId resource() {
            return null;
        }

        @Override
        public @Nullable String tenant() {
            return Tenant.of(
                    Tenant.ofRecord(record),
                    Tenant.ofResource(record.text("resourceId")),
                    details.text("tenantId", "resourceTenantId", "homeTenantId"));
        }

        @Override
        public @Nullable String correlationId() {
            String correlation = record.text("correlationId");
            return correlation == null ? details.text("correlationId") : correlation;
        }

        boolean isWorkload() {
            return category.startsWith("ServicePrincipal") || category.startsWith("ManagedIdentity");
        }

        FactValue user() {
            return isWorkload() ? details.textFact("servicePrincipalId") : details.textFact("userId");
        }

        FactValue errorCode() {
            FactValue code = record.wholeFact("resultType");
            if (!code.isPresent()) {
                code = details.object("status", "Status_dynamic", "Status_string")
                        .wholeFact("errorCode");
            }
            boolean success = !code.isPresent() && OutcomeWords.of(record.text("resultType")) == Outcome.SUCCESS;
            return success ? FactValue.whole(0) : code;
        }

        @Override
        public Outcome outcome() {
            return errorCode() instanceof FactValue.Whole code
                    ? code.value() == 0 ? Outcome.SUCCESS : Outcome.FAILURE
                    : OutcomeWords.of(record.text("resultType"));
        }

        FactValue interactive() {
            FactValue carried = details.flagFact("isInteractive");
            boolean silent = isWorkload() || category.startsWith("NonInteractive");
            return !carried.isPresent() && silent ? FactValue.flag(false) : carried;
        }

        /** A device that is not registered has no id, and reads neither managed nor compliant: nothing is known of it. */
        FactValue device(String member) {
            JsonObject device = details.object("deviceDetail", "DeviceDetail_dynamic", "DeviceDetail_string");
            return device.text("deviceId") == null ? Missing.UNKNOWN : device.flagFact(member);
        }

        FactValue riskEventTypes() {
            List<JsonValue> types = details.list("riskEventTypes_v2");
            if (types == null || types.isEmpty()) {
                types = details.list("riskEventTypes");
            }
            return types == null
                    ? Missing.UNKNOWN
                    : FactSize.bounded(FactValue.texts(types.stream()
                            .map(JsonObject::textOf)
                            .filter(Objects::nonNull)
                            .toList()));
        }

        FactValue trustedLocation() {
            List<JsonValue> locations = details.list("networkLocationDetails");
            if (locations == null) {
                return Missing.UNKNOWN;
            }
            return FactValue.flag(details.objects("networkLocationDetails").stream()
                    .anyMatch(location -> "trustedNamedLocation".equalsIgnoreCase(location.text("networkType"))));
        }

        /** In a table {@code ResourceId} is the tenant's, in the properties of a record it is that of what was reached. */
        FactValue resourceId() {
            FactValue identity = details.textFact("ResourceIdentity");
            if (identity.isPresent()) {
                return identity;
            }
            FactValue reached = details.textFact("resourceId");
            return Tenant.ofResource(reached.textOrNull()) == null ? reached : identity;
        }

        @Override
        public Actor.Type actorType() {
            return category.startsWith("ManagedIdentity")
                    ? Actor.Type.MANAGED_IDENTITY
                    : isWorkload() ? Actor.Type.APPLICATION : Actor.Type.USER;
        }

        @Override
        public @Nullable String actorId() {
            return ActivityActor.id(isWorkload() ? details.text("servicePrincipalId") : details.text("userId"));
        }

        @Override
        public @Nullable String actorAddress() {
            String address = details.text("ipAddress");
            return NetworkAddress.withoutPort(address == null ? record.text("callerIpAddress") : address);
        }

        @Override
        public Actor actor() {
            String country = details.object(
                            "location", "LocationDetails", "LocationDetails_dynamic", "LocationDetails_string")
                    .text("countryOrRegion");
            if (country == null) {
                country = record.text("location");
            }
            return new Actor(
                    actorType(),
                    actorId(),
                    isWorkload()
                            ? details.text("servicePrincipalName")
                            : details.text("userPrincipalName", "userDisplayName"),
                    details.text("appId"),
                    actorAddress(),
                    country);
        }
    }
}
