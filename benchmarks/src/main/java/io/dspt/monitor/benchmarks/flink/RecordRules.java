package io.dspt.monitor.benchmarks.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one record alone says: the occurrences, and what resources owe. */
final class RecordRules {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UPN = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn";
    private static final String DATA_PURGER = "150f5e0c-0603-4f03-8c7f-cf70034c4e90";
    private static final String CODE_PHISHING_CLIENT = "aebc6443-996d-45c2-90f0-388ff96faa56";
    private static final Pattern VAULT_OBJECT = Pattern.compile(
            "(https?://[^/]+/)(?:deleted)?((?:keys|secrets|certificates|storage)/[^/?]+).*", Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> VAULT_OPERATIONS = Map.of(
            "KeyPurge", "ENC-006",
            "SecretPurge", "ENC-006",
            "CertificatePurge", "ENC-006",
            "KeyDelete", "ENC-007",
            "VaultDelete", "ENC-007",
            "VaultPatch", "NET-006",
            "VaultPut", "NET-006");
    private static final Map<String, String> ACTIVITY_OPERATIONS = Map.of(
            "microsoft.authorization/elevateaccess/action", "ACC-008",
            "microsoft.keyvault/vaults/keys/purge/action", "ENC-006",
            "microsoft.keyvault/vaults/secrets/purge/action", "ENC-006",
            "microsoft.keyvault/vaults/certificates/purge/action", "ENC-006",
            "microsoft.keyvault/locations/deletedvaults/purge/action", "ENC-006",
            "microsoft.keyvault/vaults/delete", "ENC-007",
            "microsoft.security/alertssuppressionrules/write", "LOG-005",
            "microsoft.operationalinsights/workspaces/delete", "LOG-010",
            "microsoft.operationalinsights/workspaces/purge/action", "LOG-010");
    private static final String ROLE_ASSIGNMENT = "microsoft.authorization/roleassignments/write";
    private static final String PERMANENT = "add member to role outside of pim (permanent)";
    private static final String MEMBER_ADDED = "add member to role";
    private static final Set<String> PRIVILEGED_ROLES = Set.of(
            "application administrator",
            "authentication administrator",
            "authentication extensibility administrator",
            "authentication policy administrator",
            "cloud application administrator",
            "cloud device administrator",
            "company administrator",
            "conditional access administrator",
            "directory synchronization accounts",
            "directory writers",
            "domain name administrator",
            "exchange administrator",
            "exchange service administrator",
            "external identity provider administrator",
            "global administrator",
            "global reader",
            "groups administrator",
            "helpdesk administrator",
            "hybrid identity administrator",
            "identity governance administrator",
            "intune administrator",
            "intune service administrator",
            "lifecycle workflows administrator",
            "partner tier1 support",
            "partner tier2 support",
            "password administrator",
            "privileged authentication administrator",
            "privileged role administrator",
            "security administrator",
            "security operator",
            "sharepoint administrator",
            "sharepoint service administrator",
            "user account administrator",
            "user administrator");
    private static final Set<Integer> PASSWORD_FAILURES = Set.of(50126, 50053, 50055, 50056, 50034, 50064);
    private static final Set<String> SIGN_INS = Set.of(
            "SignInLogs", "NonInteractiveUserSignInLogs", "ServicePrincipalSignInLogs", "ManagedIdentitySignInLogs");

    private RecordRules() {}

    /** Where what a record says goes to. */
    interface Sink {
        void verdict(Verdict verdict);

        void wrongPassword(Signal signal);

        void recoverySecret(Signal signal);
    }

    static void judge(ParsedEvent event, Sink sink) {
        JsonNode record = event.tree;
        String category = record.path("category").asText("");
        if (SIGN_INS.contains(category)) {
            signIn(event, category, sink);
        } else if (category.equals("AuditEvent")) {
            vault(event, sink);
        } else if (category.equals("AuditLogs")) {
            directory(event, sink);
        } else if (category.equals("Administrative")) {
            activity(event, sink);
        } else if (record.path("type")
                .asText("")
                .equals("Microsoft.ResourceNotifications.Resources.CreatedOrUpdated")) {
            JsonNode resource = record.path("data").path("resourceInfo");
            String id = lower(resource.path("id"));
            ResourceRules.judge(ResourceRules.type(id), resource, states(event, id, sink));
        }
    }

    private static void activity(ParsedEvent event, Sink sink) {
        JsonNode record = event.tree;
        String result = record.path("resultType").asText("");
        if (!result.equals("Success") && !result.equals("Succeeded")) {
            return;
        }
        String operation = lower(record.path("operationName"));
        String id = lower(record.path("resourceId"));
        String actor = record.path("identity").path("claims").path(UPN).asText("");
        String rule = ACTIVITY_OPERATIONS.get(operation);
        if (rule != null) {
            String subject = rule.equals("ACC-008") ? actor : id;
            sink.verdict(occurred(rule, subject, event, operation + " by " + actor));
        }
        if (operation.endsWith("/delete")) {
            ResourceRules.deleted(ResourceRules.type(id), states(event, id, sink));
        } else if (operation.endsWith("/write")) {
            JsonNode body = body(record.path("properties").path("requestbody"));
            ResourceRules.judge(ResourceRules.type(id), body, states(event, id, sink));
            boolean purger = operation.equals(ROLE_ASSIGNMENT)
                    && lower(body.path("properties").path("roleDefinitionId")).endsWith(DATA_PURGER);
            if (purger) {
                sink.verdict(occurred("LOG-010", id, event, operation + " by " + actor));
            }
        }
    }

    private static void directory(ParsedEvent event, Sink sink) {
        JsonNode details = event.tree.path("properties");
        if (!details.path("result").asText("").equalsIgnoreCase("success")) {
            return;
        }
        String activity = lower(event.tree.path("operationName"));
        JsonNode targets = details.path("targetResources");
        JsonNode initiator = details.path("initiatedBy");
        JsonNode by = initiator.path("user");
        switch (activity) {
            case PERMANENT, MEMBER_ADDED -> role(event, activity, details, sink);
            case "user has elevated their access to user access administrator for their azure resources" ->
                sink.verdict(occurred("ACC-008", lower(by.path("userPrincipalName")), event, activity));
            case "add named location", "update named location", "delete named location" ->
                sink.verdict(occurred(
                        "ACC-018",
                        joined(name(targets.path(0)), lower(targets.path(0).path("id"))),
                        event,
                        activity));
            case "add owner to application", "add owner to service principal" ->
                sink.verdict(occurred("ACC-028", joined(principal(targets), application(targets)), event, activity));
            case "set federation settings on domain",
                    "set domain authentication",
                    "add unverified domain",
                    "verify domain" -> sink.verdict(occurred("ACC-048", name(targets.path(0)), event, activity));
            case "read bitlocker key",
                    "recover device local administrator password",
                    "reveal local administrator password" -> {
                String reader = lower(by.path("id"));
                sink.verdict(occurred("ACC-050", reader, event, activity));
                sink.recoverySecret(new Signal(reader, lower(targets.path(0).path("id")), event.at, event.position));
            }
            case "device no longer compliant", "device no longer managed" ->
                sink.verdict(occurred("DEV-001", lower(targets.path(0).path("id")), event, activity));
            default -> {
                // No rule asks for it.
            }
        }
    }

    private static void role(ParsedEvent event, String activity, JsonNode details, Sink sink) {
        JsonNode targets = details.path("targetResources");
        String role = role(targets);
        boolean byPim = lower(details.path("initiatedBy").path("app").path("displayName"))
                .equals("ms-pim");
        if (PRIVILEGED_ROLES.contains(role) && (activity.equals(PERMANENT) || !byPim)) {
            sink.verdict(occurred("ACC-001", joined(principal(targets), role), event, role + " outside PIM"));
        }
    }

    private static String role(JsonNode targets) {
        for (JsonNode target : targets) {
            for (JsonNode property : target.path("modifiedProperties")) {
                if (property.path("displayName").asText("").equals("Role.DisplayName")) {
                    return lower(property.path("newValue")).replace("\"", "");
                }
            }
        }
        for (JsonNode target : targets) {
            if (target.path("type").asText("").equals("Role")) {
                return lower(target.path("displayName"));
            }
        }
        return "";
    }

    private static String principal(JsonNode targets) {
        for (JsonNode target : targets) {
            String type = target.path("type").asText("");
            if (type.equals("User") || type.equals("ServicePrincipal") || type.equals("Group")) {
                return lower(target.path("id"));
            }
        }
        return "";
    }

    private static String application(JsonNode targets) {
        for (JsonNode target : targets) {
            String type = target.path("type").asText("");
            if (type.equals("Application") || type.equals("ServicePrincipal")) {
                return lower(target.path("id"));
            }
        }
        return "";
    }

    private static void signIn(ParsedEvent event, String category, Sink sink) {
        JsonNode details = event.tree.path("properties");
        int error = event.tree.path("resultType").asInt(-1);
        boolean workload = category.startsWith("ServicePrincipal") || category.startsWith("ManagedIdentity");
        String user = lower(details.path(workload ? "servicePrincipalId" : "userId"));
        if (PASSWORD_FAILURES.contains(error)) {
            sink.wrongPassword(new Signal(user, "", event.at, event.position));
        } else if (error == 0 && phishable(details)) {
            sink.verdict(occurred("ACC-015", joined(user, lower(details.path("appId"))), event, "phishable sign-in"));
        }
    }

    private static boolean phishable(JsonNode details) {
        String protocol = details.path("authenticationProtocol").asText("");
        return protocol.equalsIgnoreCase("ropc")
                || protocol.equalsIgnoreCase("deviceCode")
                || details.path("originalTransferMethod").asText("").equalsIgnoreCase("deviceCodeFlow")
                || (details.path("appId").asText("").equalsIgnoreCase(CODE_PHISHING_CLIENT)
                        && details.path("resourceDisplayName").asText("").equalsIgnoreCase("Microsoft Graph"));
    }

    private static void vault(ParsedEvent event, Sink sink) {
        JsonNode record = event.tree;
        String operation = record.path("operationName").asText("");
        String rule = VAULT_OPERATIONS.get(operation);
        if (rule == null || !record.path("resultType").asText("").equalsIgnoreCase("Success")) {
            return;
        }
        JsonNode properties = record.path("properties");
        String id = lower(record.path("resourceId"));
        if (rule.equals("NET-006")) {
            boolean opened = properties
                            .path("networkAcls")
                            .path("defaultAction")
                            .asText("")
                            .equalsIgnoreCase("Allow")
                    || properties.has("addressAdded");
            if (opened) {
                sink.verdict(occurred(rule, id, event, operation));
            }
            return;
        }
        Matcher object = VAULT_OBJECT.matcher(properties.path("id").asText(""));
        boolean named = !operation.startsWith("Vault") && object.matches();
        String part = named ? (object.group(1) + object.group(2)).toLowerCase(Locale.ROOT) : "";
        sink.verdict(occurred(rule, joined(id, part), event, operation));
    }

    private static Verdict occurred(String rule, String subject, ParsedEvent event, String message) {
        return Verdict.occurred(rule, subject.toLowerCase(Locale.ROOT), event.at, event.position, message);
    }

    private static BiConsumer<String, Boolean> states(ParsedEvent event, String id, Sink sink) {
        return (rule, violated) -> sink.verdict(
                Verdict.state(rule, id, violated, event.at, event.position, violated ? rule + " broken by " + id : ""));
    }

    /** The body of a request stands as a text within the record. */
    private static JsonNode body(JsonNode text) {
        try {
            return text.isTextual() ? JSON.readTree(text.asText()) : text;
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String name(JsonNode target) {
        return lower(target.path(target.hasNonNull("userPrincipalName") ? "userPrincipalName" : "displayName"));
    }

    private static String joined(String... parts) {
        StringJoiner joined = new StringJoiner(" | ");
        for (String part : List.of(parts)) {
            if (!part.isEmpty()) {
                joined.add(part);
            }
        }
        return joined.toString();
    }

    private static String lower(JsonNode text) {
        return text.asText("").toLowerCase(Locale.ROOT);
    }
}
