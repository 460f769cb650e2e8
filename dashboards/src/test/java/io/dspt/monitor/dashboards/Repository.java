package io.dspt.monitor.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of this folder, as an operator gets them. */
final class Repository {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Repository() {}

    /** The folder {@code dashboards}, or something in it. */
    static Path path(String... parts) {
        return Path.of("", parts).toAbsolutePath();
    }

    /** Files of a folder whose names end so, in the order of their names. */
    static List<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.list(path(folder))) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stem of a file's name, up to its first dot. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.indexOf('.'));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A YAML file as a tree. */
    static JsonNode yaml(Path file) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text(file)));
    }
}
