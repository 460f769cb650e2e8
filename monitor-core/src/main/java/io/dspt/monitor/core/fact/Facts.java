package io.dspt.monitor.core.fact;

import static io.dspt.monitor.core.fact.Fact.Origin.DERIVED;
import static io.dspt.monitor.core.fact.Fact.Origin.HEADER;
import static io.dspt.monitor.core.fact.Fact.Origin.RECORD;
import static io.dspt.monitor.core.fact.Fact.Origin.RESOURCE;
import static io.dspt.monitor.core.fact.FactType.FLAG;
import static io.dspt.monitor.core.fact.FactType.TEXT;
import static io.dspt.monitor.core.fact.FactType.TEXTS;
import static io.dspt.monitor.core.fact.FactType.WHOLE;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The facts every event can be asked for. Configuration properties of resources come from the resource property table
 * instead, so that a new one is a row of data.
 */
public final class Facts {
    /** Facts that begin so are columns of registers. */
    public static final String REGISTER_PREFIX = "register.";

    /** Facts that begin so name one tag each. */
    public static final String TAG_PREFIX = "resource.tags.";

    private static final List<Fact> ALL = new ArrayList<>();

    // What happened: known for every event.
    public static final Fact EVENT_KIND = define("event.kind", TEXT, HEADER, "kind of event, such as sign-in");
    public static final Fact EVENT_OPERATION =
            define("event.operation", TEXT, HEADER, "operation or activity name, as Azure spells it");
    public static final Fact EVENT_CATEGORY = define("event.category", TEXT, HEADER, "diagnostic category");
    public static final Fact EVENT_OUTCOME =
            define("event.outcome", TEXT, HEADER, "start, accepted, success, failure or unknown");

    public static final Fact EVENT_TIME = define("event.time", TEXT, RECORD, "when it happened, UTC");
    public static final Fact EVENT_CORRELATION =
            define("event.correlationId", TEXT, RECORD, "joins the records of one request");
    public static final Fact EVENT_BODY =
            define("event.bodyCarried", FLAG, RECORD, "whether the record carries the request or response body");
    public static final Fact EVENT_CREATED =
            define("event.created", FLAG, RECORD, "whether Azure answered that the resource was created");

    public static final Fact EVENT_WORKING_HOURS = define(
            "event.workingHours", FLAG, DERIVED, "whether it happened in working hours, by the rule set's calendar");
    public static final Fact EVENT_WORKING_DAY =
            define("event.workingDay", FLAG, DERIVED, "whether it happened on a working day, by the same calendar");

    // Who did it.
    public static final Fact ACTOR_TYPE =
            define("actor.type", TEXT, RECORD, "user, application, managed-identity, system or unknown");
    public static final Fact ACTOR_ID = define("actor.id", TEXT, RECORD, "object id of the actor");
    public static final Fact ACTOR_NAME = define("actor.name", TEXT, RECORD, "user principal name or display name");
    public static final Fact ACTOR_APPLICATION = define("actor.application", TEXT, RECORD, "application id used");
    public static final Fact ACTOR_ADDRESS = define("actor.address", TEXT, RECORD, "IP address without port");
    public static final Fact ACTOR_IDENTITY = define(
            "actor.identity", TEXT, RECORD, "object id, else application id, name or address, whichever is known");
    public static final Fact ACTOR_PUBLIC_ADDRESS =
            define("actor.publicAddress", FLAG, RECORD, "whether the address is one of the internet");
    public static final Fact ACTOR_COUNTRY = define("actor.country", TEXT, RECORD, "country of the address");
    public static final Fact ACTOR_PRIVILEGED =
            define("actor.privileged", FLAG, DERIVED, "whether the actor is known to hold a privileged Entra role");

    // Which resource, and what the inventory knows of it.
    public static final Fact RESOURCE_ID = define("resource.id", TEXT, RESOURCE, "ARM resource id");
    public static final Fact RESOURCE_TYPE = define("resource.type", TEXT, HEADER, "ARM resource type");
    public static final Fact RESOURCE_NAME = define("resource.name", TEXT, RESOURCE, "last segment of the id");
    public static final Fact RESOURCE_GROUP = define("resource.group", TEXT, RESOURCE, "resource group");
    public static final Fact RESOURCE_SUBSCRIPTION = define("resource.subscription", TEXT, RESOURCE, "subscription id");
    public static final Fact RESOURCE_SCOPE =
            define("resource.scope", TEXT, RESOURCE, "for an extension resource, the id of what it is attached to");
    public static final Fact RESOURCE_REGION =
            define("resource.region", TEXT, RESOURCE, "Azure region in its short form, such as uksouth");
    public static final Fact RESOURCE_REGION_SOURCE =
            define("resource.regionSource", TEXT, RESOURCE, "where the region was learned: body, snapshot or parent");
    public static final Fact RESOURCE_REPLICA_REGIONS = define(
            "resource.replicaRegions", TEXTS, DERIVED, "regions that hold a full copy besides the resource's own");
    public static final Fact RESOURCE_SKU = define("resource.sku", TEXT, RESOURCE, "SKU name");
    public static final Fact RESOURCE_TAGS =
            define("resource.tags", FactType.TAGS, RESOURCE, "all tags; rules read resource.tags.<name>");
    public static final Fact RESOURCE_PATIENT_DATA = define(
            "resource.patientData", FLAG, DERIVED, "whether tags of the resource or what contains it say patient data");
    public static final Fact RESOURCE_RECORD_TYPE =
            define("resource.recordType", TEXT, DERIVED, "record type by tag of the resource or what contains it");

    // Entra sign-ins.
    public static final Fact SIGN_IN_USER = define("signIn.user", TEXT, RECORD, "object id of who signed in");
    public static final Fact SIGN_IN_USER_TYPE = define("signIn.userType", TEXT, RECORD, "member or guest");
    public static final Fact SIGN_IN_ERROR_CODE = define("signIn.errorCode", WHOLE, RECORD, "0 is success");
    public static final Fact SIGN_IN_CLIENT_APP =
            define("signIn.clientApp", TEXT, RECORD, "client application type, such as IMAP4");
    public static final Fact SIGN_IN_INTERACTIVE = define("signIn.interactive", FLAG, RECORD, "whether interactive");
    public static final Fact SIGN_IN_MULTI_FACTOR = define(
            "signIn.multiFactor",
            FLAG,
            RECORD,
            "whether a second factor was shown to be used, from the authentication details");
    public static final Fact SIGN_IN_TRUSTED_LOCATION =
            define("signIn.trustedLocation", FLAG, RECORD, "whether from a trusted named location");
    public static final Fact SIGN_IN_APPLICATION = define("signIn.application", TEXT, RECORD, "application name");
    public static final Fact SIGN_IN_APPLICATION_ID = define("signIn.applicationId", TEXT, RECORD, "application id");
    public static final Fact SIGN_IN_RESOURCE = define("signIn.resource", TEXT, RECORD, "name of the resource reached");
    public static final Fact SIGN_IN_RESOURCE_ID = define("signIn.resourceId", TEXT, RECORD, "id of that resource");
    public static final Fact SIGN_IN_CONDITIONAL_ACCESS =
            define("signIn.conditionalAccess", TEXT, RECORD, "conditional access status");
    public static final Fact SIGN_IN_PROTOCOL = define("signIn.protocol", TEXT, RECORD, "authentication protocol");
    public static final Fact SIGN_IN_TRANSFER_METHOD =
            define("signIn.transferMethod", TEXT, RECORD, "how the session first came about, such as deviceCodeFlow");
    public static final Fact SIGN_IN_DEVICE_COMPLIANT = define(
            "signIn.deviceCompliant", FLAG, RECORD, "whether the device is compliant; unknown without a device id");
    public static final Fact SIGN_IN_DEVICE_MANAGED =
            define("signIn.deviceManaged", FLAG, RECORD, "whether the device is managed; unknown without a device id");
    public static final Fact SIGN_IN_RISK_LEVEL =
            define("signIn.riskLevel", TEXT, RECORD, "risk of the sign-in itself: none, low, medium or high");
    public static final Fact SIGN_IN_AGGREGATED_RISK_LEVEL =
            define("signIn.aggregatedRiskLevel", TEXT, RECORD, "risk after all detections, later ones included");
    public static final Fact SIGN_IN_RISK_STATE =
            define("signIn.riskState", TEXT, RECORD, "atRisk, confirmedCompromised, remediated, dismissed and so on");
    public static final Fact SIGN_IN_RISK_EVENT_TYPES =
            define("signIn.riskEventTypes", TEXTS, RECORD, "what Entra detected, such as impossibleTravel");
    public static final Fact SIGN_IN_USER_DISABLED = define(
            "signIn.userDisabled",
            FLAG,
            DERIVED,
            "whether the account was seen to be disabled or deleted before, and not enabled since");

    // What Entra ID Protection says of a user or a workload.
    public static final Fact RISK_LEVEL = define("risk.level", TEXT, RECORD, "none, low, medium or high");
    public static final Fact RISK_STATE =
            define("risk.state", TEXT, RECORD, "atRisk, confirmedCompromised, remediated, dismissed and so on");
    public static final Fact RISK_EVENT_TYPE =
            define("risk.eventType", TEXT, RECORD, "what was detected, such as leakedCredentials");
    public static final Fact RISK_DETAIL = define("risk.detail", TEXT, RECORD, "why the state is what it is");

    // Entra directory changes.
    public static final Fact DIRECTORY_SERVICE = define("directory.service", TEXT, RECORD, "service that logged it");
    public static final Fact DIRECTORY_PRINCIPAL =
            define("directory.principal", TEXT, RECORD, "object id of the user, group or application acted on");
    public static final Fact DIRECTORY_PRINCIPAL_NAME =
            define("directory.principalName", TEXT, RECORD, "its principal or display name");
    public static final Fact DIRECTORY_PRINCIPAL_TYPE =
            define("directory.principalType", TEXT, RECORD, "User, Group, ServicePrincipal or Application");
    public static final Fact DIRECTORY_ROLE = define("directory.role", TEXT, RECORD, "directory role concerned");
    public static final Fact DIRECTORY_TARGET = define("directory.target", TEXT, RECORD, "display name of the target");
    public static final Fact DIRECTORY_TARGET_ID = define("directory.targetId", TEXT, RECORD, "id of the target");
    public static final Fact DIRECTORY_INITIATING_APPLICATION =
            define("directory.initiatingApplication", TEXT, RECORD, "display name of the application that acted");
    public static final Fact DIRECTORY_GUEST =
            define("directory.guest", FLAG, RECORD, "whether the user acted on is a guest, by name or by user type");
    public static final Fact DIRECTORY_GUEST_DOMAIN =
            define("directory.guestDomain", TEXT, RECORD, "mail domain of the guest acted on");
    public static final Fact DIRECTORY_APPLICATION = define(
            "directory.application", TEXT, RECORD, "name of the application that was given an owner or a permission");
    public static final Fact DIRECTORY_APPLICATION_ID =
            define("directory.applicationId", TEXT, RECORD, "object id of that application");
    public static final Fact DIRECTORY_PERMISSIONS =
            define("directory.permissions", TEXTS, RECORD, "permissions an application was given");
    public static final Fact DIRECTORY_ADMIN_CONSENT =
            define("directory.adminConsent", FLAG, RECORD, "whether an administrator consented, for everybody");
    public static final Fact DIRECTORY_CREDENTIALS_ADDED =
            define("directory.credentialsAdded", TEXTS, RECORD, "ids of secrets and certificates that are new");
    public static final Fact DIRECTORY_PARTNER_TENANT =
            define("directory.partnerTenant", TEXT, RECORD, "other tenant that a cross-tenant setting concerns");
    public static final Fact DIRECTORY_ASSIGNMENT =
            define("directory.assignment", TEXT, RECORD, "active or eligible, where a role is given or taken");
    public static final Fact DIRECTORY_JUSTIFICATION =
            define("directory.justification", TEXT, RECORD, "reason given with a request for a role");
    public static final Fact DIRECTORY_TICKET =
            define("directory.ticket", TEXT, RECORD, "ticket number given with a request for a role");
    public static final Fact DIRECTORY_EXPIRES =
            define("directory.expiresAt", TEXT, RECORD, "when an assignment of a role ends by itself, UTC");
    public static final Fact DIRECTORY_CHANGES = add(Fact.structures(
            "directory.changes",
            RECORD,
            Map.of("property", TEXT, "before", TEXT, "after", TEXT),
            "properties that changed, with their values before and after"));
    public static final Fact DIRECTORY_PRINCIPAL_PRIVILEGED = define(
            "directory.principalPrivileged",
            FLAG,
            DERIVED,
            "whether the principal acted on is known to hold a privileged Entra role");
    public static final Fact DIRECTORY_ROLE_HOLDERS = define(
            "directory.roleHolders",
            WHOLE,
            DERIVED,
            "how many principals are known to hold the role concerned, after the event");
    public static final Fact CONDITIONAL_ACCESS_STATE = define(
            "conditionalAccess.state",
            TEXT,
            RECORD,
            "enabled, disabled or enabledForReportingButNotEnforced; has a before and an after");
    public static final Fact CONDITIONAL_ACCESS_GRANT_CONTROLS = define(
            "conditionalAccess.grantControls", TEXTS, RECORD, "built-in grant controls; has a before and an after");

    // Data plane.
    public static final Fact VAULT_OBJECT =
            define("vault.object", TEXT, RECORD, "id of the key, secret or certificate acted on");

    public static final Fact VAULT_POLICY_ADDED_FOR =
            define("vault.policyAddedFor", TEXT, RECORD, "object id for which an access policy was added to the vault");
    public static final Fact VAULT_NETWORK_DEFAULT =
            define("vault.networkDefault", TEXT, RECORD, "what the vault's firewall was set to: Allow or Deny");
    public static final Fact VAULT_ADDRESS_ADDED =
            define("vault.addressAdded", TEXT, RECORD, "address that the vault's firewall was told to let in");
    public static final Fact SIGN_IN_LEGACY_TLS =
            define("signIn.legacyTls", FLAG, RECORD, "whether the sign-in came by TLS 1.0 or 1.1");
    public static final Fact ACCESS_STATUS_CODE =
            define("access.statusCode", WHOLE, RECORD, "HTTP status of an access to data");
    public static final Fact ACCESS_TLS_VERSION =
            define("access.tlsVersion", TEXT, RECORD, "transport encryption used, such as TLS 1.2");
    public static final Fact STORAGE_ACCOUNT = define("storage.account", TEXT, RECORD, "name of the storage account");
    public static final Fact STORAGE_CONTAINER_NAME =
            define("storage.containerName", TEXT, RECORD, "container, share, queue or table reached");
    public static final Fact STORAGE_OBJECT =
            define("storage.object", TEXT, RECORD, "object reached, its name below the container masked");
    public static final Fact STORAGE_AUTHENTICATION = define(
            "storage.authentication",
            TEXT,
            RECORD,
            "how the caller was let in: OAuth, AccountKey, SAS, DelegationSAS, Anonymous");
    public static final Fact STORAGE_RESPONSE_BYTES =
            define("storage.responseBytes", WHOLE, RECORD, "bytes of the answer's body");
    public static final Fact STORAGE_STATUS_TEXT =
            define("storage.statusText", TEXT, RECORD, "Success, or the name of the error");
    public static final Fact STORAGE_SAS_PERMISSIONS = define(
            "storage.sas.permissions", TEXT, RECORD, "letters of what a shared access signature allows, such as rwdl");
    public static final Fact STORAGE_SAS_PROTOCOLS = define(
            "storage.sas.protocols", TEXT, RECORD, "protocols a shared access signature names: https or https,http");
    public static final Fact STORAGE_SAS_LIFETIME_HOURS = define(
            "storage.sas.lifetimeHours",
            WHOLE,
            RECORD,
            "hours for which a shared access signature holds; from this access on where it names no beginning");
    public static final Fact FHIR_RESOURCE_TYPE =
            define("fhir.resourceType", TEXT, RECORD, "FHIR resource type, such as Patient");
    public static final Fact FHIR_ACTION =
            define("fhir.action", TEXT, RECORD, "interaction with a health data service, such as search-type");
    public static final Fact FHIR_REQUEST =
            define("fhir.request", TEXT, RECORD, "address asked for without its query, ids masked");
    public static final Fact SQL_ACTION = define("sql.action", TEXT, RECORD, "audited action of a database");
    public static final Fact SQL_PRINCIPAL = define("sql.principal", TEXT, RECORD, "login that acted");
    public static final Fact SQL_RESPONSE_ROWS = define("sql.responseRows", WHOLE, RECORD, "rows of the answer");
    public static final Fact SQL_SENSITIVITY = define(
            "sql.sensitivity", TEXT, RECORD, "sensitivity labels of the columns read; absent when none is labelled");
    // Defender alerts.
    public static final Fact ALERT_ID = define("alert.id", TEXT, RECORD, "id that every record of one alert carries");
    public static final Fact ALERT_NAME = define("alert.name", TEXT, RECORD, "what the alert says happened");
    public static final Fact ALERT_SEVERITY =
            define("alert.severity", TEXT, RECORD, "high, medium, low or informational");
    public static final Fact ALERT_STATUS =
            define("alert.status", TEXT, RECORD, "new, active, inProgress, resolved or dismissed");
    public static final Fact ALERT_ENTITY = define("alert.entity", TEXT, RECORD, "what was attacked");

    // What the monitor remembers of Defender's states.
    public static final Fact DIAGNOSTIC_ENABLED_LOGS = define(
            "diagnosticSetting.enabledLogs", TEXTS, DERIVED, "categories and groups that a diagnostic setting sends");
    public static final Fact UNHEALTHY_SINCE = define(
            "assessment.unhealthySince",
            FactType.TIME,
            DERIVED,
            "since when a Defender assessment or sub-assessment has been unhealthy without a break");
    public static final Fact RESOURCE_PLATFORM = define(
            "resource.platform",
            TEXT,
            DERIVED,
            "operating system image, database version or runtime, as the register endOfLife names it");
    public static final Fact SCORE_FALL = define(
            "score.fallInSevenDays",
            WHOLE,
            DERIVED,
            "percentage points by which a secure score is below the highest of seven days");

    // What the monitor observed about its own log.
    public static final Fact MONITOR_REJECTION =
            define("monitor.rejection", TEXT, RECORD, "why a control record was rejected");
    public static final Fact EXEMPTION_ID = define("exemption.id", TEXT, RECORD, "id of an exemption that changed");
    public static final Fact EXEMPTION_SCOPE =
            define("exemption.scope", TEXT, RECORD, "what the exemption covers, in words");
    public static final Fact EXEMPTION_RULES =
            define("exemption.rules", TEXTS, RECORD, "the rules it covers, or the letters of their family");
    public static final Fact EXEMPTION_HAS_LAWFUL_BASIS =
            define("exemption.hasLawfulBasis", FLAG, RECORD, "whether it states its lawful basis");
    public static final Fact EXEMPTION_HAS_TRANSFER_MECHANISM =
            define("exemption.hasTransferMechanism", FLAG, RECORD, "whether it names a transfer mechanism");

    // What schedules look through.
    public static final Fact PRINCIPAL_ID = scheduled("principal.id", TEXT, "object id");
    public static final Fact PRINCIPAL_PRIVILEGED =
            scheduled("principal.privileged", FLAG, "whether it is known to hold a privileged role");
    public static final Fact PRINCIPAL_ROLES =
            scheduled("principal.roles", TEXTS, "directory roles it is known to hold");
    public static final Fact PRINCIPAL_ENABLED =
            scheduled("principal.enabled", FLAG, "whether the account can be used");
    public static final Fact PRINCIPAL_DELETED = scheduled("principal.deleted", FLAG, "whether the account is gone");
    public static final Fact PRINCIPAL_GUEST = scheduled("principal.guest", FLAG, "whether it is a guest");
    public static final Fact PRINCIPAL_LAST_SIGN_IN =
            scheduled("principal.lastSignIn", FactType.TIME, "last successful sign-in seen; unknown while none was");
    public static final Fact PRINCIPAL_LAST_USED = scheduled(
            "principal.lastUsed",
            FactType.TIME,
            "last successful sign-in seen; while none was, since when sign-ins are read and a role is held");
    public static final Fact SOURCE_CATEGORY = scheduled("source.category", TEXT, "diagnostic category");
    public static final Fact SOURCE_EVENTS = scheduled("source.events", WHOLE, "events read of it");
    public static final Fact SOURCE_MINUTES_SINCE_LAST =
            scheduled("source.minutesSinceLast", WHOLE, "minutes since its latest event arrived");
    public static final Fact SOURCE_KNOWN_FOR_HOURS =
            scheduled("source.knownForHours", WHOLE, "hours since its first event arrived");
    public static final Fact SOURCE_USUAL_SILENCE_MINUTES = scheduled(
            "source.usualSilenceMinutes", WHOLE, "longest time between arrivals in its first seven days, in minutes");
    public static final Fact SOURCE_LAG_MINUTES =
            scheduled("source.lagMinutes", WHOLE, "minutes from the time of its latest event to its arrival");
    public static final Fact SUBSCRIPTION_HEARD = scheduled(
            "subscription.heard",
            FLAG,
            "whether anything of its activity log has arrived since an inventory told of it");
    public static final Fact SUBSCRIPTION_MINUTES_SILENT = scheduled(
            "subscription.minutesSilent",
            WHOLE,
            "minutes since the latest record of its activity log arrived, or since an inventory told of it first");
    public static final Fact FINDING_ID = scheduled("finding.id", TEXT, "id of the finding");
    public static final Fact FINDING_RULE = scheduled("finding.rule", TEXT, "id of its rule");
    public static final Fact FINDING_TITLE = scheduled("finding.title", TEXT, "title of its rule");
    public static final Fact FINDING_SUBJECT = scheduled("finding.subject", TEXT, "who or what broke the rule");
    public static final Fact FINDING_SEVERITY = scheduled("finding.severity", TEXT, "low, medium, high or critical");
    public static final Fact FINDING_STATUS =
            scheduled("finding.status", TEXT, "open, acknowledged, exempt, resolved or disposed");
    public static final Fact FINDING_OPENED_AT = scheduled("finding.openedAt", FactType.TIME, "when it was opened");
    public static final Fact FINDING_ENDED_AT =
            scheduled("finding.endedAt", FactType.TIME, "when it ended; absent while it stands");
    public static final Fact FINDING_COUNT = scheduled("finding.count", WHOLE, "how often it was seen");
    public static final Fact FINDING_PATIENT_DATA = scheduled(
            "finding.patientData", FLAG, "whether it concerns patient data, by its facts or the resource it is about");

    // Computed from registers and the time.
    public static final Fact EVENT_IN_CHANGE_WINDOW =
            joined("event.inChangeWindow", FLAG, "whether register changeWindows covers the resource when it happened");
    public static final Fact ACTOR_ADDRESS_COUNTRY =
            joined("actor.addressCountry", TEXT, "country of the actor's address by register addressCountries");
    public static final Fact ACTOR_TRAVEL_APPROVED =
            joined("actor.travelApproved", FLAG, "whether register travel lets the actor work from their country now");
    public static final Fact DATASET_RECORD_TYPE =
            joined("dataset.recordType", TEXT, "record type by register datasets, otherwise by tag");
    public static final Fact DATASET_MINIMUM_DAYS = joined(
            "dataset.minimumDays", WHOLE, "minimum retention of that record type; adult records when there is none");
    public static final Fact DATASET_HOLD =
            joined("dataset.hold", FLAG, "whether register datasets says that nothing may be destroyed");
    public static final Fact RESOURCE_DPIA_KNOWN = joined(
            "resource.dpiaKnown",
            FLAG,
            "whether register dpias covers the resource, or has the one its tag dpia-id names");
    public static final Fact DISPOSAL_APPROVED = joined(
            "disposal.approved", FLAG, "whether register disposals has an approval for it that is not yet executed");
    public static final Fact CLOCK_NOW = define(
            "clock.now", FactType.TIME, Fact.Origin.JOINED, "when it is judged: the event's time, or the clock's");

    // Computed from inventory and reference data.
    public static final Fact ROLE_NAME = define(
            "roleAssignment.roleName", TEXT, DERIVED, "name of the role assigned; its id when it is no built-in role");
    public static final Fact RETENTION_MINIMUM_DAYS = define(
            "retention.minimumDays",
            WHOLE,
            DERIVED,
            "minimum retention of the resource's record type; adult records when no type is tagged");
    public static final Fact WORKSPACE_AUDIT_TABLE_RETENTION_DAYS = define(
            "workspace.auditTableRetentionDays",
            WHOLE,
            DERIVED,
            "shortest total retention set on audit tables; unknown while only some are known to be set");

    // Residency: where a resource's data goes besides its own region.
    public static final Fact RESOURCE_ROOT =
            define("resource.root", TEXT, RESOURCE, "id of the top-level resource that it is or stands in");
    public static final Fact RESOURCE_PAIR_REGION = define(
            "resource.pairRegion",
            TEXT,
            DERIVED,
            "paired region of the region it, or what contains it, stands in; absent when there is none");
    public static final Fact DESTINATION_RESOURCES = structures(
            "destination.resources",
            DERIVED,
            Map.of("id", TEXT, "region", TEXT, "subscription", TEXT, "known", FLAG),
            "resources its data is sent to, each with its region as far as the inventory knows it");
    public static final Fact DESTINATION_IDS =
            define("destination.ids", TEXTS, DERIVED, "ids, or names, of the resources its data is sent to");
    public static final Fact LIGHTHOUSE_TENANT =
            define("lighthouse.tenant", TEXT, DERIVED, "tenant that a registration assignment gives the management to");
    public static final Fact MARKETPLACE_PUBLISHER = define(
            "marketplace.publisher",
            TEXT,
            DERIVED,
            "publisher of a marketplace offer, or provider of a partner service");
    public static final Fact LOCKBOX_REQUEST =
            define("lockbox.request", TEXT, RECORD, "the Customer Lockbox request concerned");
    public static final Fact LOCKBOX_STATE = define(
            "lockbox.state",
            TEXT,
            RECORD,
            "how it stands now: requested, approved, denied, cancelled, expired or removed");
    public static final Fact DATA_FACTORY_RUNTIME_REGION = define(
            "dataFactory.runtimeRegion", TEXT, RECORD, "region of the integration runtime that an activity ran on");
    public static final Fact DATA_FACTORY_PIPELINE =
            define("dataFactory.pipeline", TEXT, RECORD, "pipeline that an activity run belongs to");
    public static final Fact POWER_BI_WORKSPACE =
            define("powerBi.workspace", TEXT, RECORD, "id of the Power BI or Fabric workspace acted in");
    public static final Fact POWER_BI_ITEM =
            define("powerBi.item", TEXT, RECORD, "report, dataset or other item acted on");

    // Retention and backup.
    public static final Fact RESOURCE_BLOB_CONTAINER =
            define("resource.blobContainer", TEXT, RESOURCE, "id of the blob container that it is or stands in");
    public static final Fact DATA_ACCESS_CONTAINER =
            define("dataAccess.container", TEXT, RECORD, "id of the blob container that an access to storage was in");
    public static final Fact BACKUP_ITEM = define("backup.item", TEXT, RECORD, "what a backup job protects");
    public static final Fact BACKUP_OPERATION =
            define("backup.operation", TEXT, RECORD, "what a backup job does, such as Backup or Restore");
    public static final Fact BACKUP_STATUS =
            define("backup.status", TEXT, RECORD, "how a backup job stands, such as Completed or Failed");

    private Facts() {}

    private static Fact structures(String name, Fact.Origin origin, Map<String, FactType> members, String description) {
        Fact fact = Fact.structures(name, origin, members, description);
        ALL.add(fact);
        return fact;
    }

    private static Fact define(String name, FactType type, Fact.Origin origin, String description) {
        return add(new Fact(name, type, origin, description));
    }

    private static Fact add(Fact fact) {
        ALL.add(fact);
        return fact;
    }

    private static Fact scheduled(String name, FactType type, String description) {
        return define(name, type, Fact.Origin.SCHEDULED, description);
    }

    private static Fact joined(String name, FactType type, String description) {
        return define(name, type, Fact.Origin.JOINED, description);
    }

    /** The fact that reads one tag, whatever the case of its name. */
    public static Fact tag(String tagName) {
        return new Fact(TAG_PREFIX + tagName.toLowerCase(Locale.ROOT), TEXT, RESOURCE, "the tag " + tagName);
    }

    /** The fact that reads a column of the register that is looked through. */
    public static Fact ofRegister(String register, String column, FactType type, String meaning) {
        return new Fact(REGISTER_PREFIX + register + "." + column, type, Fact.Origin.REGISTER, meaning);
    }

    /** The tag's name in lower case, when the fact is of one tag. */
    public static Optional<String> tagName(Fact fact) {
        return fact.name().startsWith(TAG_PREFIX)
                ? Optional.of(fact.name().substring(TAG_PREFIX.length()))
                : Optional.empty();
    }

    /** All facts of this class, in the order in which they are declared. */
    public static List<Fact> all() {
        return List.copyOf(ALL);
    }
}
