package io.dspt.monitor.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleBundleFolderTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadTheFilesOfAMountedConfigMapOnce() throws IOException {
        // Given files as Kubernetes mounts them: links to a link to a folder of this generation
        Path generation = Files.createDirectory(folder.resolve("..2026_03_10_09_15_00.123456789"));
        Files.writeString(generation.resolve("RES-001-region.rule.yaml"), "id: RES-001\n");
        Files.writeString(generation.resolve("RES-001-region.cases.yaml"), "cases: []\n");
        Files.createSymbolicLink(folder.resolve("..data"), generation.getFileName());
        for (String name : Set.of("RES-001-region.rule.yaml", "RES-001-region.cases.yaml")) {
            Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
        }

        // When
        RuleBundle bundle = RuleBundle.of(folder);

        // Then
        assertEquals(Set.of("rules/RES-001-region.rule.yaml"), bundle.rules().keySet());
        assertEquals(
                Set.of("rules/RES-001-region.cases.yaml"),
                RuleBundle.casesOf(folder).keySet());
    }
}
