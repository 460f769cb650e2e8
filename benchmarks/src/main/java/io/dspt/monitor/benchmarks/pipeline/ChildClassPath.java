package io.dspt.monitor.benchmarks.pipeline;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * The class path of this JVM, entry by entry, for the JVMs it starts. Flink brings a RocksDB of its own with the same
 * class names as that of Kafka Streams: a child gets one of the two.
 */
public final class ChildClassPath {
    private static final String OURS = "rocksdbjni";
    private static final String CLIENTS = "kafka-clients";
    private static final String FLINKS = "frocksdbjni";

    private ChildClassPath() {}

    /** For Kafka's broker, plain clients and Kafka Streams. */
    public static String forKafka() {
        return joined(entries().stream()
                .filter(entry -> !name(entry).startsWith(FLINKS) && !name(entry).startsWith("flink-"))
                .toList());
    }

    /**
     * For Flink, whose connector needs older clients of Kafka's than everybody else has.
     *
     * @throws IllegalStateException when the module was not built as a whole
     */
    public static String forFlink() {
        List<Path> entries = new ArrayList<>(clientsOfFlink());
        entries().stream()
                .filter(entry -> !name(entry).startsWith(OURS)
                        && !name(entry).startsWith("kafka-streams")
                        && !name(entry).startsWith(CLIENTS))
                .forEach(entries::add);
        return joined(entries);
    }

    /** They lie beside the folder of the libraries. */
    private static List<Path> clientsOfFlink() {
        try {
            Path here = Path.of(ChildClassPath.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path built = Files.isDirectory(here)
                    ? here.resolveSibling("benchmarks")
                    : here.resolve("../..").normalize();
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(built.resolve("flink"), CLIENTS + "*.jar")) {
                List<Path> found = new ArrayList<>();
                jars.forEach(found::add);
                return found;
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the clients of Flink's connector are missing: build the module", e);
        }
    }

    private static String name(Path entry) {
        return String.valueOf(entry.getFileName());
    }

    private static String joined(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Jars that name others come last: the JVM looks through what they name before it goes on, whatever is left out here. */
    private static List<Path> entries() {
        Set<Path> entries = new LinkedHashSet<>();
        Set<Path> naming = new LinkedHashSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            add(Path.of(entry).toAbsolutePath(), entries, naming);
        }
        List<Path> ordered = new ArrayList<>(entries);
        ordered.removeAll(naming);
        ordered.addAll(naming);
        return List.copyOf(ordered);
    }

    /** A jar may name others in its manifest: the module's own does, and that of a test run. */
    private static void add(Path entry, Set<Path> entries, Set<Path> naming) {
        if (!Files.exists(entry) || !entries.add(entry) || !Files.isRegularFile(entry)) {
            return;
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            Manifest manifest = jar.getManifest();
            String named =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (named != null) {
                naming.add(entry);
                for (String reference : named.trim().split("\\s+")) {
                    URI uri = entry.toUri().resolve(reference);
                    add(Path.of(uri), entries, naming);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the class path entry " + entry + " cannot be read", e);
        }
    }
}
