package io.dspt.monitor.core.azure;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder of real Azure records, which stands beside the repository and is not part of it. */
public final class AzureLogSamples {
    private AzureLogSamples() {}

    /** The sample files by name; skips the test where the folder is not at hand, except in continuous integration. */
    public static List<Path> files() {
        Path folder = folder();
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.getParent().equals(folder))
                    .sorted()
                    .toList();
            assertTrue(files.size() > 100, () -> folder + " holds only " + files.size() + " files");
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder; skips the test where it is not at hand, except in continuous integration. */
    public static Path folder() {
        String named = System.getenv("DSPT_AZURE_LOGS");
        Path folder = named != null ? Path.of(named) : repository().resolveSibling("shared/data/azure-logs");
        if (!Files.isDirectory(folder)) {
            boolean required = "true".equals(System.getenv("CI"));
            assertTrue(!required, () -> "sample records are missing: " + folder);
            abort("no sample records at " + folder + "; name their folder in DSPT_AZURE_LOGS");
        }
        return folder;
    }

    private static Path repository() {
        Path at = Path.of("").toAbsolutePath();
        while (at.getParent() != null && !Files.exists(at.resolve(".mvn"))) {
            at = at.getParent();
        }
        return at;
    }
}
