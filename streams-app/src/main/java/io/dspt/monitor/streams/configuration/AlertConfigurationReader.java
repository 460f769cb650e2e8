package io.dspt.monitor.streams.configuration;

import static io.dspt.monitor.core.yaml.YamlNode.required;

import io.dspt.monitor.core.yaml.YamlNode;
import io.dspt.monitor.streams.alert.AlertSettings;
import io.dspt.monitor.streams.alert.AlertmanagerAddress;
import io.dspt.monitor.streams.alert.AlertmanagerAddress.BasicAuth;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section that says whom to tell of findings. */
final class AlertConfigurationReader {
    private static final String ALERTMANAGERS = "alertmanagers";
    private static final String RESEND_EVERY = "resend_every";
    private static final String ACKNOWLEDGED_FOR = "acknowledged_for";
    private static final String RUNBOOK_URL = "runbook_url";
    private static final String DEMONSTRATIONS = "demonstrations";
    private static final Set<String> KEYS =
            Set.of(ALERTMANAGERS, RESEND_EVERY, ACKNOWLEDGED_FOR, RUNBOOK_URL, DEMONSTRATIONS);
    private static final Set<String> ALERTMANAGER_KEYS =
            Set.of("name", "url", "basic_auth", "bearer_token_file", "ca_file");

    private final Path folder;

    /** @param folder that paths are relative to */
    AlertConfigurationReader(Path folder) {
        this.folder = folder;
    }

    AlertSettings read(YamlNode node, Optional<URI> consoleUrl) {
        Map<String, YamlNode> members = node.members(KEYS);
        YamlNode list = required(node, members, ALERTMANAGERS);
        List<AlertmanagerAddress> addresses = new ArrayList<>();
        for (YamlNode element : list.elements()) {
            addresses.add(address(element, addresses.size() + 1));
        }
        YamlNode runbook = members.get(RUNBOOK_URL);
        YamlNode demonstrations = members.get(DEMONSTRATIONS);
        Duration resend = duration(members.get(RESEND_EVERY), AlertSettings.USUAL_RESEND);
        Duration acknowledged = duration(members.get(ACKNOWLEDGED_FOR), AlertSettings.USUAL_ACKNOWLEDGEMENT);
        Optional<String> runbookUrl = runbook == null ? Optional.empty() : Optional.of(runbook.text());
        boolean acted = demonstrations != null && demonstrations.flag();
        try {
            return new AlertSettings(addresses, resend, acknowledged, consoleUrl, runbookUrl, acted);
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private AlertmanagerAddress address(YamlNode node, int number) {
        Map<String, YamlNode> members = node.members(ALERTMANAGER_KEYS);
        YamlNode name = members.get("name");
        YamlNode url = required(node, members, "url");
        Optional<BasicAuth> basicAuth =
                Optional.ofNullable(members.get("basic_auth")).map(this::basicAuth);
        Optional<Path> token = file(members.get("bearer_token_file"));
        Optional<Path> ca = file(members.get("ca_file"));
        try {
            return new AlertmanagerAddress(
                    name == null ? "alertmanager-" + number : name.text(), url(url), basicAuth, token, ca);
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private BasicAuth basicAuth(YamlNode node) {
        Map<String, YamlNode> members = node.members(Set.of("username", "password_file"));
        return new BasicAuth(
                required(node, members, "username").text(),
                file(required(node, members, "password_file")).orElseThrow());
    }

    /** A file that can be read now; what is in it is read when it is needed. */
    private Optional<Path> file(@Nullable YamlNode node) {
        if (node == null) {
            return Optional.empty();
        }
        Path file = folder.resolve(node.text());
        if (!Files.isReadable(file)) {
            throw node.refused("cannot read " + file);
        }
        return Optional.of(file);
    }

    static URI url(YamlNode node) {
        try {
            return URI.create(node.text());
        } catch (IllegalArgumentException e) {
            throw node.refused("'" + node.text() + "' is no URL");
        }
    }

    static Duration duration(@Nullable YamlNode node, Duration usual) {
        if (node == null) {
            return usual;
        }
        try {
            return Duration.parse(node.text());
        } catch (DateTimeParseException e) {
            throw node.refused("'" + node.text() + "' is no ISO 8601 duration such as PT1M or PT8H");
        }
    }
}
