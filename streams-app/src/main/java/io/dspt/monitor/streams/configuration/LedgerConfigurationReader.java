package io.dspt.monitor.streams.configuration;

import static io.dspt.monitor.core.yaml.YamlNode.required;

import io.dspt.monitor.core.yaml.YamlNode;
import io.dspt.monitor.streams.ledger.HeadKeyFile;
import io.dspt.monitor.streams.ledger.HeadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Reads the section that says where signed heads of the ledger go. */
final class LedgerConfigurationReader {
    private static final String HEADS = "heads";
    private static final String FOLDER = "folder";
    private static final String KEY = "key";
    private static final String EVERY = "every";

    private final Path folder;

    /** @param folder that paths are relative to */
    LedgerConfigurationReader(Path folder) {
        this.folder = folder;
    }

    HeadSettings read(YamlNode node) {
        YamlNode heads = required(node, node.members(Set.of(HEADS)), HEADS);
        Map<String, YamlNode> members = heads.members(Set.of(FOLDER, KEY, EVERY));
        Path target = target(required(heads, members, FOLDER));
        KeyPair keys = keys(required(heads, members, KEY));
        Duration every = AlertConfigurationReader.duration(members.get(EVERY), HeadSettings.USUAL_PERIOD);
        try {
            return new HeadSettings(target, keys, every);
        } catch (IllegalArgumentException e) {
            throw heads.refused(String.valueOf(e.getMessage()));
        }
    }

    /** A folder that is made at the start; something else of that name is found out now. */
    private Path target(YamlNode node) {
        Path target = folder.resolve(node.text());
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw node.refused(target + " is no folder");
        }
        return target;
    }

    private KeyPair keys(YamlNode node) {
        Path file = folder.resolve(node.text());
        try {
            return HeadKeyFile.read(file);
        } catch (IOException e) {
            throw node.refused("cannot read " + file);
        } catch (IllegalArgumentException e) {
            throw node.refused(file + " " + e.getMessage());
        }
    }
}
