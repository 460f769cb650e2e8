package io.dspt.monitor.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus and Alertmanager say of the files themselves. */
final class ToolsIT {
    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)");
    /** The receiver for Teams came with Alertmanager 0.28. */
    private static final Pattern TEAMS = Pattern.compile("    msteamsv2_configs:\n(?:      .*\n)+");

    @TempDir
    private Path folder;

    @Test
    void shouldHaveRulesThatPrometheusAccepts() throws Exception {
        Tool promtool = Tool.named("promtool");
        List<String> arguments = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
        PrometheusRule.files().forEach(file -> arguments.add(file.toString()));

        assertSucceeds(promtool.run(Repository.path("alerts"), arguments));
        assertSucceeds(promtool.run(Repository.path("local"), List.of("check", "config", "prometheus.yml")));
    }

    @Test
    void shouldHaveRulesThatDoWhatTheirTestsSay() throws Exception {
        Tool promtool = Tool.named("promtool");
        List<String> arguments = new ArrayList<>(List.of("test", "rules"));
        Repository.files("alerts", ".test.yaml").forEach(file -> arguments.add(file.toString()));

        assertSucceeds(promtool.run(Repository.path("alerts"), arguments));
    }

    @Test
    void shouldHaveAnExampleThatAlertmanagerAcceptsAndThatTellsWhomItShould() throws Exception {
        Tool amtool = Tool.named("amtool");
        Path configuration = example(amtool);
        assertSucceeds(amtool.run(configuration.getParent(), List.of("check-config", configuration.toString())));

        for (String line : Repository.text(Repository.path("alertmanager", "routes.test.tsv"))
                .lines()
                .toList()) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] receiversAndLabels = line.split("\t");
            List<String> arguments = new ArrayList<>(List.of(
                    "config",
                    "routes",
                    "test",
                    "--config.file=" + configuration,
                    "--verify.receivers=" + receiversAndLabels[0]));
            arguments.addAll(List.of(receiversAndLabels[1].split(" ")));
            assertSucceeds(amtool.run(configuration.getParent(), arguments));
        }
    }

    private Path example(Tool amtool) throws IOException, InterruptedException {
        String text = Repository.text(Repository.path("alertmanager", "alertmanager.yaml"));
        Matcher version =
                VERSION.matcher(amtool.run(folder, List.of("--version")).output());
        assertTrue(version.find());
        if (Integer.parseInt(version.group(1)) == 0 && Integer.parseInt(version.group(2)) < 28) {
            System.err.println(
                    "SKIPPED: the receiver for Teams, which amtool 0." + version.group(2) + " does not know");
            text = TEAMS.matcher(text).replaceAll("");
        }
        Files.createDirectories(folder.resolve("templates"));
        for (Path template : Repository.files("alertmanager/templates", ".tmpl")) {
            Files.copy(template, folder.resolve("templates").resolve(template.getFileName()));
        }
        return Files.writeString(folder.resolve("alertmanager.yaml"), text);
    }

    private static void assertSucceeds(Tool.Run run) {
        assertEquals(0, run.exitCode(), run::output);
    }
}
