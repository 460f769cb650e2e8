package io.dspt.monitor.core.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The catalogue as files: what the tests of its form and its neatness read. */
final class CatalogueFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = root();

    private CatalogueFiles() {}

    /** All files below a folder of the catalogue whose name ends so, in path order. */
    static List<Path> below(String folder, String nameEnd) {
        try (Stream<Path> walk = Files.walk(ROOT.resolve(folder))) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(nameEnd))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> rules() {
        return below("rules", ".rule.yaml");
    }

    static List<Path> cases() {
        return below("rules", ".cases.yaml");
    }

    static List<Path> standards() {
        return below("standards", ".yaml");
    }

    static List<Path> registers() {
        return below("registers", ".register.yaml");
    }

    static Path file(String path) {
        return ROOT.resolve(path);
    }

    /** The path as the catalogue names it, with forward slashes. */
    static String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A YAML file as the tree that a JSON file of the same content would be. */
    static JsonNode tree(Path file) {
        return tree(text(file));
    }

    /** A YAML text as the tree that a JSON text of the same content would be. */
    static JsonNode tree(String yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        URL parameters = Objects.requireNonNull(CatalogueFiles.class.getResource("/rules/parameters.yaml"));
        try {
            return Objects.requireNonNull(
                    Path.of(parameters.toURI()).getParent().getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the catalogue must stand in a folder: " + parameters, e);
        }
    }
}
