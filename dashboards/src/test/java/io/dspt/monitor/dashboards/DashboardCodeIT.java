package io.dspt.monitor.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the dashboards are what their code makes, and that Grafana's own types accept them. */
final class DashboardCodeIT {

    @Test
    void shouldBeWhatTheCodeMakesAndWhatGrafanasSchemaAccepts() throws Exception {
        Tool npm = Tool.named("npm");
        Tool.named("node");
        // What is installed is told by the lock file; nothing of what is installed runs a script of its own then.
        if (!Files.exists(Repository.path("node_modules", "typescript"))) {
            Tool.Run installed = npm.run(
                    Repository.path(),
                    List.of("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"));
            assertEquals(0, installed.exitCode(), installed::output);
        }

        Tool.Run checked = npm.run(Repository.path(), List.of("run", "check"));

        assertEquals(0, checked.exitCode(), checked::output);
    }
}
