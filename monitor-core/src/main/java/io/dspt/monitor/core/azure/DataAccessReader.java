package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads accesses to data: storage, Key Vault, FHIR and DICOM services, SQL audit. */
final class DataAccessReader implements FamilyReader {
    private static final String STORAGE = "microsoft.storage";
    private static final String KEY_VAULT = "microsoft.keyvault";
    private static final String HEALTHCARE = "microsoft.healthcareapis";

    private static final Set<String> STORAGE_CATEGORIES = caseless("StorageRead", "StorageWrite", "StorageDelete");
    private static final Set<String> SQL_CATEGORIES = caseless("SQLSecurityAuditEvents", "DevOpsOperationsAudit");

    /** What a record of a category says beyond its header. */
    private static final KnownWords<DetailFacts<JsonObject>> FACTS = new KnownWords<>(DataAccessReader::facts);

    private static final String VAULT_CATEGORY = "AuditEvent";
    private static final String HEALTHCARE_CATEGORY = "AuditLogs";

    private static final Pattern VAULT_OPERATION = Pattern.compile("(?:Vault|Key|Secret|Certificate)[A-Z][A-Za-z]+");

    /** How the claims are named in the table that holds the logs of all services, with a column for each. */
    private static final String FLAT_CLAIM = "identity_claim_";

    private static final String USER_CLAIM = "http_schemas_xmlsoap_org_ws_2005_05_identity_claims_";

    /** Whether this category is of data access, whichever service has it. */
    static boolean handles(String category) {
        return STORAGE_CATEGORIES.contains(category) || SQL_CATEGORIES.contains(category);
    }

    /** Whether other services have this category, too. */
    static boolean isShared(String category) {
        return category.equalsIgnoreCase(VAULT_CATEGORY) || category.equalsIgnoreCase(HEALTHCARE_CATEGORY);
    }

    /**
     * Whether this shared category of this provider is of data access. The category alone does not say: Entra, Intune and health
     * data services all have {@code AuditLogs}.
     *
     * @param provider resource provider in lower case, empty when the record names no resource with one
     */
    static boolean handles(JsonObject record, String provider, String category) {
        return (category.equalsIgnoreCase(VAULT_CATEGORY) && isVault(record, provider))
                || (category.equalsIgnoreCase(HEALTHCARE_CATEGORY) && provider.equals(HEALTHCARE));
    }

    /** The diagnostic category that a table of Log Analytics holds; {@code null} when it is none of these services'. */
    static @Nullable String categoryOfTable(String table) {
        return switch (table.toLowerCase(Locale.ROOT)) {
            case "storagebloblogs", "storagequeuelogs", "storagetablelogs", "storagefilelogs" -> "Storage";
            case "azkvauditlogs" -> VAULT_CATEGORY;
            case "microsofthealthcareapisauditlogs", "ahdsdicomauditlogs" -> HEALTHCARE_CATEGORY;
            default -> null;
        };
    }

    /** Whether a record is a vault's; where its resource id does not say, as in redacted ones, its operation does. */
    private static boolean isVault(JsonObject record, String provider) {
        if (!provider.isEmpty()) {
            return provider.equals(KEY_VAULT);
        }
        String operation = record.text("operationName");
        return operation != null && VAULT_OPERATION.matcher(operation).matches();
    }

    /** Whether a record without category is one of storage all the same: some forwarders leave the category out. */
    static boolean isStorage(JsonObject record) {
        String resource = record.text("resourceId");
        return resource != null
                && resource.toLowerCase(Locale.ROOT)
                        .matches(".*/" + STORAGE + "/storageaccounts/[^/]+/[a-z]+services/.*")
                && record.text("operationName") != null
                && record.has("properties");
    }

    @Override
    public ReadResult read(JsonObject record) {
        JsonObject properties = record.objectOrSelf("properties");
        RecordTime time = RecordTime.of(record, properties);
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        String operation = record.text("operationName");
        if (operation == null) {
            operation = properties.text("action_name");
        }
        EventHeader header = new EventHeader(
                category(record, operation),
                operation == null ? "" : OperationName.activity(operation),
                time.instant(),
                new Access(record, properties));
        return new ReadResult.Parsed(new AzureEvent.DataAccess(
                header, FACTS.meaning(header.category()).of(record)));
    }

    /** One access: the record and what its properties hold. */
    private record Access(JsonObject record, JsonObject properties) implements EventHeader.Details {
        @Override
        public Outcome outcome() {
            return DataAccessReader.outcome(record, properties);
        }

        @Override
        public @Nullable ResourceId resource() {
            String resource = resourceId(record);
            return resource == null || resource.indexOf('/') < 0
                    ? null
                    : ResourceId.parse(resource).orElse(null);
        }

        @Override
        public @Nullable String tenant() {
            JsonObject claims = claims(record);
            return Tenant.of(
                    Tenant.ofRecord(record),
                    claims.text("tenantId"),
                    Tenant.ofClaims(claims),
                    record.text("RequesterTenantId"));
        }

        @Override
        public Actor actor() {
            return DataAccessReader.actor(record, properties, claims(record));
        }

        @Override
        public @Nullable String actorAddress() {
            return NetworkAddress.withoutPort(address(record, properties));
        }

        @Override
        public @Nullable String correlationId() {
            return record.text("correlationId");
        }
    }

    private static DetailFacts<JsonObject> facts(String category) {
        if (STORAGE_CATEGORIES.contains(category)) {
            return StorageAccessFacts.TABLE;
        } else if (SQL_CATEGORIES.contains(category)) {
            return ServiceAccessFacts.SQL;
        }
        return category.equalsIgnoreCase(VAULT_CATEGORY) ? ServiceAccessFacts.VAULT : ServiceAccessFacts.HEALTHCARE;
    }

    /** The id of the resource that a record of a service is about, as it names it. */
    static @Nullable String resourceId(JsonObject record) {
        String resource = record.text("resourceId", "_ResourceId");
        return resource == null ? record.object("properties").text("entity") : resource;
    }

    private static String category(JsonObject record, @Nullable String operation) {
        String written = record.text("category");
        if (written != null) {
            return CategoryName.capped(written);
        }
        String table = record.text("Type", "$table");
        String ofTable = table == null ? null : categoryOfTable(table);
        return ofTable == null || ofTable.equals("Storage") ? storageCategory(operation) : ofTable;
    }

    /** The claims of the caller's token: storage calls them the requester, Key Vault the claim, FHIR the claims. */
    private static JsonObject claims(JsonObject record) {
        JsonObject identity = record.object("identity");
        JsonObject requester = identity.object("requester");
        return requester == JsonObject.EMPTY ? identity.object("claim", "claims") : requester;
    }

    private static Actor actor(JsonObject record, JsonObject properties, JsonObject claims) {
        String name = properties.text("server_principal_name");
        if (name == null) {
            name = record.text("RequesterUpn", FLAT_CLAIM + USER_CLAIM + "upn_s", FLAT_CLAIM + "upn_s");
        }
        Actor actor = ActivityActor.of(claims, JsonObject.EMPTY, name, address(record, properties));
        return new Actor(
                actor.type(),
                actor.id() == null ? ActivityActor.id(requester(record, claims)) : actor.id(),
                actor.name(),
                actor.application() == null
                        ? record.text("RequesterAppId", FLAT_CLAIM + "appid_g")
                        : actor.application(),
                actor.address(),
                null);
    }

    private static @Nullable String address(JsonObject record, JsonObject properties) {
        String address = record.text("callerIpAddress");
        return address == null ? properties.text("clientIp", "callerIpAddress") : address;
    }

    private static @Nullable String requester(JsonObject record, JsonObject claims) {
        String requester = claims.text("objectId");
        return requester == null
                ? record.text(
                        "RequesterObjectId",
                        FLAT_CLAIM + "oid_g",
                        FLAT_CLAIM + "http_schemas_microsoft_com_identity_claims_objectidentifier_g")
                : requester;
    }

    /**
     * How the access ended. An HTTP status that says failure wins: Key Vault calls a request a success that it answered
     * with 401 or 403.
     */
    private static Outcome outcome(JsonObject record, JsonObject properties) {
        Outcome status = OutcomeWords.ofHttpStatus(record.text("statusCode"));
        Outcome inner = OutcomeWords.ofHttpStatus(properties.text("httpStatusCode", "statusCode", "httpStatusCode_d"));
        String signature = record.text("resultSignature");
        if (status == Outcome.FAILURE || inner == Outcome.FAILURE || OutcomeWords.of(signature) == Outcome.FAILURE) {
            return Outcome.FAILURE;
        }
        Outcome told = OutcomeWords.of(
                record.text("resultType"),
                record.text("statusText"),
                properties.text("metricResponseType"),
                properties.text("succeeded"),
                signature);
        boolean success = status == Outcome.SUCCESS || inner == Outcome.SUCCESS;
        return told == Outcome.UNKNOWN && success ? Outcome.SUCCESS : told;
    }

    private static String storageCategory(@Nullable String operation) {
        String verb = operation == null ? "" : operation.toLowerCase(Locale.ROOT);
        if (verb.startsWith("get") || verb.startsWith("list") || verb.startsWith("query")) {
            return "StorageRead";
        }
        return verb.startsWith("delete") ? "StorageDelete" : "StorageWrite";
    }

    private static Set<String> caseless(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }
}
