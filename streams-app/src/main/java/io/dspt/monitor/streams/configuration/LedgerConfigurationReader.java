package io.dspt.monitor.streams.configuration;

import static io.dspt.monitor.core.yaml.YamlNode.required;

import io.dspt.monitor.core.yaml.YamlNode;
import io.dspt.monitor.streams.ledger.HeadKeyFile;
import io.dspt.monitor.streams.ledger.HeadSigning;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Reads the section that says where signed heads of the ledger go: into a folder or into a container, and never both. */
final class LedgerConfigurationReader {
    private static final String HEADS = "heads";
    private static final String FOLDER = "folder";
    private static final String BLOB = "blob";
    private static final String KEY = "key";
    private static final String EVERY = "every";

    private final Path folder;

    /** @param folder that paths are relative to */
    LedgerConfigurationReader(Path folder) {
        this.folder = folder;
    }

    HeadConfiguration read(YamlNode node) {
        YamlNode heads = required(node, node.members(Set.of(HEADS)), HEADS);
        Map<String, YamlNode> members = heads.members(Set.of(FOLDER, BLOB, KEY, EVERY));
        HeadPlace place = place(heads, members);
        KeyPair keys = keys(required(heads, members, KEY));
        Duration every = AlertConfigurationReader.duration(members.get(EVERY), HeadSigning.USUAL_PERIOD);
        try {
            return new HeadConfiguration(place, new HeadSigning(keys, every));
        } catch (IllegalArgumentException e) {
            throw heads.refused(String.valueOf(e.getMessage()));
        }
    }

    private HeadPlace place(YamlNode heads, Map<String, YamlNode> members) {
        YamlNode target = members.get(FOLDER);
        YamlNode blob = members.get(BLOB);
        if (target != null && blob != null) {
            throw blob.refused("heads are kept in one place, and 'folder' names another");
        }
        if (blob != null) {
            return container(blob);
        }
        if (target == null) {
            throw heads.refused("the key '" + FOLDER + "' is missing, or '" + BLOB + "' in its place");
        }
        return folder(target);
    }

    /** One that is made at the start; something else of that name is found out now. */
    private HeadPlace folder(YamlNode node) {
        Path target = folder.resolve(node.text());
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw node.refused(target + " is no folder");
        }
        return new HeadPlace.Folder(target);
    }

    private static HeadPlace container(YamlNode node) {
        URI address;
        try {
            address = new URI(node.text());
        } catch (URISyntaxException e) {
            throw node.refused("no address: it has a character that stands in none");
        }
        try {
            return new HeadPlace.BlobContainer(address);
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
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
