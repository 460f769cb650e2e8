package io.dspt.monitor.ingest.configuration;

import static io.dspt.monitor.ingest.configuration.IngestConfigurationReader.required;

import io.dspt.monitor.core.yaml.YamlNode;
import io.dspt.monitor.ingest.eventhubs.EntraCredential;
import io.dspt.monitor.ingest.inventory.InventoryScope;
import io.dspt.monitor.ingest.inventory.InventorySource;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code inventory}. */
final class InventorySourceReader {
    private static final String SUBSCRIPTIONS = "subscriptions";
    private static final String MANAGEMENT_GROUPS = "management_groups";
    private static final String TENANT = "whole_tenant";
    private static final Set<String> KEYS = Set.of(
            "name",
            "credential",
            "endpoint",
            SUBSCRIPTIONS,
            MANAGEMENT_GROUPS,
            TENANT,
            "estate",
            "whole_every",
            "changes_every",
            "settling");

    private InventorySourceReader() {}

    static InventorySource read(YamlNode node) {
        Map<String, YamlNode> members = node.members(KEYS);
        InventoryScope scope = scope(node, members);
        Optional<EntraCredential> credential =
                Optional.ofNullable(members.get("credential")).map(HubSourceReader::credential);
        URI endpoint = endpoint(members.get("endpoint"));
        YamlNode estate = members.get("estate");
        Duration whole = duration(members.get("whole_every"), InventorySource.USUAL_WHOLE);
        Duration changes = duration(members.get("changes_every"), InventorySource.USUAL_CHANGES);
        Duration settling = duration(members.get("settling"), InventorySource.USUAL_SETTLING);
        try {
            return new InventorySource(
                    required(node, members, "name").text(),
                    credential,
                    endpoint,
                    scope,
                    estate == null ? null : estate.text(),
                    whole,
                    changes,
                    settling);
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private static InventoryScope scope(YamlNode node, Map<String, YamlNode> members) {
        List<String> written = List.of(SUBSCRIPTIONS, MANAGEMENT_GROUPS, TENANT).stream()
                .filter(members::containsKey)
                .toList();
        if (written.size() != 1) {
            throw node.refused("one of '" + SUBSCRIPTIONS + "', '" + MANAGEMENT_GROUPS + "' and '" + TENANT
                    + "' says what is told, and no more than one");
        }
        YamlNode scope = required(node, members, written.get(0));
        if (written.get(0).equals(TENANT)) {
            if (!scope.flagIfOne().orElse(false)) {
                throw scope.refused("true, or left out");
            }
            return new InventoryScope.Tenant();
        }
        List<String> names = scope.elements().stream().map(YamlNode::text).toList();
        try {
            return written.get(0).equals(SUBSCRIPTIONS)
                    ? new InventoryScope.Subscriptions(names)
                    : new InventoryScope.ManagementGroups(names);
        } catch (IllegalArgumentException e) {
            throw scope.refused(String.valueOf(e.getMessage()));
        }
    }

    private static URI endpoint(@Nullable YamlNode node) {
        if (node == null) {
            return InventorySource.PUBLIC_CLOUD;
        }
        try {
            return new URI(node.text());
        } catch (URISyntaxException e) {
            throw node.refused("no address: '" + node.text() + "'");
        }
    }

    private static Duration duration(@Nullable YamlNode node, Duration usual) {
        if (node == null) {
            return usual;
        }
        try {
            return Duration.parse(node.text());
        } catch (DateTimeParseException e) {
            throw node.refused("a time such as PT15M or P1D, not '" + node.text() + "'");
        }
    }
}
