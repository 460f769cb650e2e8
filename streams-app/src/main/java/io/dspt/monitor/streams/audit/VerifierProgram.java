package io.dspt.monitor.streams.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.posture.SummaryMaker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;

/**
 * The program that goes into a pack: the jars in which this very class and what it needs were loaded, and one that names
 * them, so that {@code java -jar verifier/verify.jar} is all there is to type.
 */
final class VerifierProgram {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    /** One class of each jar, by the name that the jar has in the pack. */
    private static final SortedMap<String, Class<?>> NEEDED = new TreeMap<>(Map.of(
            "streams-app.jar", VerifierProgram.class,
            "monitor-core.jar", SummaryMaker.class,
            "jackson-annotations.jar", JsonProperty.class,
            "jackson-core.jar", JsonFactory.class,
            "jackson-databind.jar", ObjectMapper.class,
            "snakeyaml-engine.jar", Load.class));

    private VerifierProgram() {}

    /** Its files, by their path in a pack. */
    static SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try {
            for (var needed : NEEDED.entrySet()) {
                files.put(PackPaths.VERIFIER + needed.getKey(), jarOf(needed.getValue()));
            }
            files.put(PackPaths.VERIFIER + "verify.jar", starter());
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the verifier cannot be put into the pack: " + e.getMessage(), e);
        }
        return files;
    }

    private static byte[] jarOf(Class<?> one) throws IOException, URISyntaxException {
        Path place =
                Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        return Files.isDirectory(place) ? packed(place) : Files.readAllBytes(place);
    }

    /** Classes that were not put into a jar yet, such as in a test. */
    private static byte[] packed(Path folder) throws IOException {
        SortedMap<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                classes.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return jar(classes);
    }

    private static byte[] starter() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, AuditPackVerifier.class.getName());
        main.put(Attributes.Name.CLASS_PATH, String.join(" ", NEEDED.keySet()));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        manifest.write(written);
        return jar(new TreeMap<>(Map.of(MANIFEST, written.toByteArray())));
    }

    private static byte[] jar(SortedMap<String, byte[]> files) throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        ReproducibleZip.write(jar, "", files);
        return jar.toByteArray();
    }
}
