package io.dspt.monitor.benchmarks.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** What resources owe, judged by what one record says of one: five obligations. */
final class ResourceRules {
    static final String STORAGE_ACCOUNT = "microsoft.storage/storageaccounts";
    private static final String CONTAINER = STORAGE_ACCOUNT + "/blobservices/containers";
    private static final String SECURITY_RULE = "microsoft.network/networksecuritygroups/securityrules";
    private static final String ENCRYPTION = "microsoft.sql/servers/databases/transparentdataencryption";
    private static final Set<String> PERMITTED_REGIONS = Set.of("uksouth", "ukwest");
    private static final String GLOBAL = "global";
    private static final Set<String> NOT_JUDGED_BY_REGION = Set.of(
            "microsoft.authorization/locks",
            "microsoft.authorization/policyassignments",
            "microsoft.authorization/policydefinitions",
            "microsoft.authorization/policyexemptions",
            "microsoft.authorization/policysetdefinitions",
            "microsoft.authorization/roleassignments",
            "microsoft.authorization/roledefinitions",
            "microsoft.authorization/roleeligibilityscheduleinstances",
            "microsoft.authorization/roleeligibilityschedulerequests",
            "microsoft.insights/diagnosticsettings",
            "microsoft.management/managementgroups",
            "microsoft.managedservices/registrationassignments",
            "microsoft.managedservices/registrationdefinitions",
            "microsoft.policyinsights/policystates",
            "microsoft.policyinsights/remediations",
            "microsoft.resources/deployments",
            "microsoft.resources/subscriptions",
            "microsoft.resources/subscriptions/resourcegroups",
            "microsoft.resources/tags",
            "microsoft.resources/tenants",
            "microsoft.compute/disks",
            "microsoft.compute/galleries/images/versions",
            "microsoft.compute/snapshots",
            "microsoft.containerregistry/registries/replications",
            "microsoft.keyvault/managedhsms",
            "microsoft.keyvault/vaults");
    private static final Set<String> DATA_STORES = Set.of(
            "microsoft.cognitiveservices/accounts",
            "microsoft.dbformysql/flexibleservers",
            "microsoft.dbforpostgresql/flexibleservers",
            "microsoft.documentdb/databaseaccounts",
            "microsoft.healthcareapis/services",
            "microsoft.healthcareapis/workspaces",
            "microsoft.sql/managedinstances",
            "microsoft.sql/servers",
            "microsoft.sql/servers/databases",
            STORAGE_ACCOUNT,
            "microsoft.synapse/workspaces");
    private static final Set<String> INTERNET = Set.of("*", "0.0.0.0/0", "0.0.0.0", "::/0", "internet", "any");
    private static final int[] MANAGEMENT_PORTS = {22, 3389, 1433, 5432, 3306, 445, 5985, 5986};

    private ResourceRules() {}

    /**
     * Judges a resource.
     *
     * @param type in lower case
     * @param body what the record says of it
     * @param verdicts gets the rule and whether it is broken, for every rule that can be judged
     */
    static void judge(String type, JsonNode body, BiConsumer<String, Boolean> verdicts) {
        JsonNode properties = body.path("properties");
        region(type, body, verdicts);
        if (type.equals(STORAGE_ACCOUNT)
                && properties.path("allowBlobPublicAccess").isBoolean()) {
            verdicts.accept("ACC-032", properties.path("allowBlobPublicAccess").asBoolean());
        } else if (type.equals(CONTAINER) && properties.has("publicAccess")) {
            String access = properties.path("publicAccess").asText().toLowerCase(Locale.ROOT);
            verdicts.accept("ACC-032", access.equals("blob") || access.equals("container"));
        } else if (type.equals(ENCRYPTION) && (properties.has("state") || properties.has("status"))) {
            String state = properties
                    .path(properties.has("state") ? "state" : "status")
                    .asText();
            verdicts.accept("ENC-005", !state.equalsIgnoreCase("Enabled"));
        } else if (type.equals(SECURITY_RULE) && properties.has("access")) {
            verdicts.accept("NET-001", opensManagement(properties));
        }
        JsonNode tags = body.path("tags");
        if (DATA_STORES.contains(type) && tags.isObject()) {
            boolean complete = tags.has("data-classification")
                    && tags.has("record-type")
                    && tags.has("iao")
                    && tags.has("retention");
            verdicts.accept("GOV-004", !complete);
        }
    }

    /** The rules that a resource of this type may have broken, which end with it. */
    static void deleted(String type, BiConsumer<String, Boolean> verdicts) {
        if (!NOT_JUDGED_BY_REGION.contains(type)) {
            verdicts.accept("RES-001", false);
        }
        if (type.equals(STORAGE_ACCOUNT) || type.equals(CONTAINER)) {
            verdicts.accept("ACC-032", false);
        } else if (type.equals(ENCRYPTION)) {
            verdicts.accept("ENC-005", false);
        } else if (type.equals(SECURITY_RULE)) {
            verdicts.accept("NET-001", false);
        }
        if (DATA_STORES.contains(type)) {
            verdicts.accept("GOV-004", false);
        }
    }

    /** The type of a resource with this id in lower case; empty when it is none. */
    static String type(String id) {
        int providers = id.lastIndexOf("/providers/");
        if (providers < 0) {
            return "";
        }
        String[] parts = id.substring(providers + "/providers/".length()).split("/");
        StringBuilder type = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i += 2) {
            type.append('/').append(parts[i]);
        }
        return type.toString();
    }

    private static void region(String type, JsonNode body, BiConsumer<String, Boolean> verdicts) {
        String region =
                body.path("location").asText("").toLowerCase(Locale.ROOT).replace(" ", "");
        if (!region.isEmpty() && !region.equals(GLOBAL) && !NOT_JUDGED_BY_REGION.contains(type)) {
            verdicts.accept("RES-001", !PERMITTED_REGIONS.contains(region));
        }
    }

    private static boolean opensManagement(JsonNode properties) {
        return properties.path("access").asText().equalsIgnoreCase("Allow")
                && properties.path("direction").asText().equalsIgnoreCase("Inbound")
                && anyIsInternet(properties)
                && anyCoversManagement(properties);
    }

    private static boolean anyIsInternet(JsonNode properties) {
        if (isInternet(properties.path("sourceAddressPrefix"))) {
            return true;
        }
        for (JsonNode prefix : properties.path("sourceAddressPrefixes")) {
            if (isInternet(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInternet(JsonNode prefix) {
        return INTERNET.contains(prefix.asText("").toLowerCase(Locale.ROOT));
    }

    private static boolean anyCoversManagement(JsonNode properties) {
        if (coversManagement(properties.path("destinationPortRange").asText(""))) {
            return true;
        }
        for (JsonNode range : properties.path("destinationPortRanges")) {
            if (coversManagement(range.asText(""))) {
                return true;
            }
        }
        return false;
    }

    private static boolean coversManagement(String range) {
        if (range.equals("*")) {
            return true;
        } else if (range.isEmpty()) {
            return false;
        }
        int dash = range.indexOf('-');
        int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
        int last = Integer.parseInt(range.substring(dash + 1));
        for (int port : MANAGEMENT_PORTS) {
            if (first <= port && port <= last) {
                return true;
            }
        }
        return false;
    }
}
