package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectImageResponse;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** What is in the image that the environment names, and how much of it there is. */
final class ImageContentsIT {
    private static final long MOST_BYTES_OF_STREAMS = 200_000_000;
    private static final long MOST_BYTES_OF_INGESTORS = 150_000_000;

    @TempDir
    private Path folder;

    private static String image;

    @BeforeAll
    static void findImage() {
        image = ImageContainer.requiredImage();
    }

    @Test
    void shouldBeSmallAndNobody() {
        InspectImageResponse inspected =
                DockerClientFactory.instance().client().inspectImageCmd(image).exec();

        long bytes = Objects.requireNonNull(inspected.getSize());
        System.err.println("image " + image + ", for the streams application and ingestors: " + bytes + " bytes");
        assertEquals(
                "65532:65532", Objects.requireNonNull(inspected.getConfig()).getUser());
        assertTrue(bytes < MOST_BYTES_OF_STREAMS, () -> bytes + " bytes");
        assertTrue(bytes < MOST_BYTES_OF_INGESTORS, () -> bytes + " bytes");
    }

    @Test
    void shouldSayWhatIsInIt() throws Exception {
        try (ImageContainer help = ImageContainer.run(image, folder, "--help")) {
            JsonNode components = new ObjectMapper()
                    .readTree(help.file("/opt/dspt-monitor/sbom.cdx.json"))
                    .path("components");
            Properties build = new Properties();
            build.load(new StringReader(help.file("/opt/dspt-monitor/build.properties")));

            TreeSet<String> names = new TreeSet<>();
            components.forEach(component -> names.add(component.path("name").asText()));
            assertTrue(names.containsAll(Set.of("monitor-core", "kafka-streams", "rocksdbjni")), names::toString);
            assertTrue(build.getProperty("revision").matches("[0-9a-f]{40}(-changed)?"), build::toString);
            assertNotEquals("", build.getProperty("version"));
        }
    }
}
