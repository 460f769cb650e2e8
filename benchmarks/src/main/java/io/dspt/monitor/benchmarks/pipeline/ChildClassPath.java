package io.dspt.monitor.benchmarks.pipeline;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final String FLINKS = "frocksdbjni";

    private ChildClassPath() {}

    /** For Kafka's broker, plain clients and Kafka Streams. */
    public static String forKafka() {
        return joined(entries().stream()
                .filter(entry -> !name(entry).startsWith(FLINKS) && !name(entry).startsWith("flink-"))
                .toList());
    }

    /** For Flink. */
    public static String forFlink() {
        return joined(entries().stream()
                .filter(entry -> !name(entry).startsWith(OURS) && !name(entry).startsWith("kafka-streams"))
                .toList());
    }

    private static String name(Path entry) {
        return String.valueOf(entry.getFileName());
    }

    private static String joined(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> entries() {
        Set<Path> entries = new LinkedHashSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            add(Path.of(entry).toAbsolutePath(), entries);
        }
        return List.copyOf(entries);
    }

    /** A jar may name others in its manifest: the module's own does, and that of a test run. */
    private static void add(Path entry, Set<Path> entries) {
        if (!Files.exists(entry) || !entries.add(entry) || !Files.isRegularFile(entry)) {
            return;
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            Manifest manifest = jar.getManifest();
            String named =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (named != null) {
                for (String reference : named.trim().split("\\s+")) {
                    URI uri = entry.toUri().resolve(reference);
                    add(Path.of(uri), entries);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the class path entry " + entry + " cannot be read", e);
        }
    }
}
