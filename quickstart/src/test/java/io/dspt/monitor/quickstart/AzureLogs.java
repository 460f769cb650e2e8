package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Azure records kept beside the project, in the folder that {@code DSPT_AZURE_LOGS} names. */
final class AzureLogs {
    private AzureLogs() {}

    /** Its folders, in name order; skips the test, visibly, where there are none. */
    static List<Path> folders() throws IOException {
        String given = System.getenv("DSPT_AZURE_LOGS");
        Path logs = given == null ? Path.of("..", "..", "shared", "data", "azure-logs") : Path.of(given);
        boolean there = Files.isDirectory(logs);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("no Azure logs in " + logs.toAbsolutePath() + "; set DSPT_AZURE_LOGS");
        }
        assumeTrue(there, () -> "SKIPPED: no Azure logs in " + logs.toAbsolutePath() + "; set DSPT_AZURE_LOGS");
        try (Stream<Path> content = Files.list(logs)) {
            return content.filter(Files::isDirectory).sorted().toList();
        }
    }
}
