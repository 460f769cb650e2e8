package io.dspt.monitor.core.azure.policy;

import io.dspt.monitor.core.fact.FactType;
import io.dspt.monitor.core.inventory.ResourceProperty;
import io.dspt.monitor.core.inventory.ResourceProperty.Location;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the fact that reads what an alias of Azure Policy names. Most aliases are the resource type and the path in the
 * body without its leading {@code properties}: {@code Microsoft.Storage/storageAccounts/minimumTlsVersion}. So the table
 * of properties decides which are taken; those few whose names go their own way stand here.
 */
final class PolicyAliases {
    private static final String EACH = "[*]";
    private static final String PROPERTIES = "properties.";

    /** Aliases that are not the type and path of what they name, lower case. */
    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("microsoft.sql/auditingsettings.state", "microsoft.sql/servers/auditingsettings#state"),
            Map.entry(
                    "microsoft.sql/servers/auditingsettings/default.state",
                    "microsoft.sql/servers/auditingsettings#state"),
            Map.entry(
                    "microsoft.sql/servers/auditingsettings/default.retentiondays",
                    "microsoft.sql/servers/auditingsettings#retentiondays"),
            Map.entry(
                    "microsoft.sql/auditingsettings.retentiondays",
                    "microsoft.sql/servers/auditingsettings#retentiondays"),
            Map.entry(
                    "microsoft.sql/transparentdataencryption.status",
                    "microsoft.sql/servers/databases/transparentdataencryption#state"),
            Map.entry(
                    "microsoft.sql/servers/databases/transparentdataencryption/status",
                    "microsoft.sql/servers/databases/transparentdataencryption#state"),
            Map.entry(
                    "microsoft.compute/imagepublisher",
                    "microsoft.compute/virtualmachines#storageprofile.imagereference.publisher"),
            Map.entry(
                    "microsoft.compute/imageoffer",
                    "microsoft.compute/virtualmachines#storageprofile.imagereference.offer"),
            Map.entry(
                    "microsoft.compute/imagesku",
                    "microsoft.compute/virtualmachines#storageprofile.imagereference.sku"),
            Map.entry(
                    "microsoft.compute/virtualmachines/sku.name",
                    "microsoft.compute/virtualmachines#hardwareprofile.vmsize"));

    private final ResourcePropertyTable table;

    PolicyAliases(ResourcePropertyTable table) {
        this.table = table;
    }

    /** The field an alias names; empty when no property is read from there. */
    Optional<PolicyField> find(String alias) {
        String lower = alias.toLowerCase(Locale.ROOT);
        String irregular = IRREGULAR.get(lower);
        if (irregular != null) {
            int hash = irregular.indexOf('#');
            return property(irregular.substring(0, hash), irregular.substring(hash + 1));
        }
        int slash = lower.lastIndexOf('/');
        while (slash > 0) {
            Optional<PolicyField> field = property(
                    lower.substring(0, slash), lower.substring(slash + 1).replace('/', '.'));
            if (field.isPresent()) {
                return field;
            }
            slash = lower.lastIndexOf('/', slash - 1);
        }
        return Optional.empty();
    }

    /** The field at a path of a body, such as {@code kind}. */
    Optional<PolicyField> property(String type, String path) {
        if (path.equals("sku.name")) {
            return Optional.of(PolicyField.single("resource.sku", FactType.TEXT));
        }
        List<String> candidates = List.of(PROPERTIES + path, path);
        for (ResourceProperty property : table.of(type)) {
            for (String candidate : candidates) {
                Optional<PolicyField> field = at(property, candidate);
                if (field.isPresent()) {
                    return field;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<PolicyField> at(ResourceProperty property, String path) {
        String fact = property.fact().name();
        if (property.location() instanceof Location.Single single) {
            return !single.lastSegment() && single.path().equalsIgnoreCase(path)
                    ? Optional.of(PolicyField.single(fact, property.fact().type()))
                    : Optional.empty();
        }
        if (property.location() instanceof Location.Listed listed) {
            return listed(listed, fact, path);
        }
        return each((Location.Each) property.location(), fact, path);
    }

    /** A list that is read from several paths is none of them. */
    private static Optional<PolicyField> listed(Location.Listed listed, String fact, String path) {
        if (listed.paths().size() != 1) {
            return Optional.empty();
        }
        String list = listed.paths().get(0);
        String element = list + EACH + (listed.element().isEmpty() ? "" : "." + listed.element());
        if (element.equalsIgnoreCase(path)) {
            return Optional.of(new PolicyField(fact + EACH, FactType.TEXT, fact + EACH, false));
        }
        return list.equalsIgnoreCase(path) || (list + EACH).equalsIgnoreCase(path)
                ? Optional.of(new PolicyField(fact, FactType.TEXTS, fact + EACH, false))
                : Optional.empty();
    }

    private static Optional<PolicyField> each(Location.Each each, String fact, String path) {
        String list = each.each();
        if (list.equalsIgnoreCase(path) || (list + EACH).equalsIgnoreCase(path)) {
            return Optional.of(new PolicyField(fact, FactType.STRUCTURES, fact + EACH, false));
        }
        for (Map.Entry<String, ResourceProperty.Member> member : each.members().entrySet()) {
            List<String> paths = member.getValue().paths();
            boolean nested = member.getValue().type().isList();
            // Azure names elements with and without the star: logs.enabled and logs[*].enabled.
            boolean named = paths.size() == 1
                    && !nested
                    && ((list + EACH + "." + paths.get(0)).equalsIgnoreCase(path)
                            || (list + "." + paths.get(0)).equalsIgnoreCase(path));
            if (named) {
                return Optional.of(new PolicyField(
                        fact + EACH + "." + member.getKey(), member.getValue().type(), fact + EACH, false));
            }
        }
        return Optional.empty();
    }
}
