package io.dspt.monitor.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dspt.monitor.helm.Manifests.PodTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** That every command of every container is one that the product understands, with these options. */
final class CommandsIT {
    private static final String MAIN = "io.dspt.monitor.quickstart.Main";
    private static final int WRONG_USAGE = 2;

    @Test
    void shouldBeUnderstood() throws Exception {
        // Given every command, one of each form
        SortedMap<String, List<String>> commands = new TreeMap<>();
        Chart chart = Chart.packaged();
        for (Values values : Values.matrix()) {
            for (PodTemplate pod : chart.render(values).pods()) {
                for (JsonNode container : pod.containers()) {
                    List<String> arguments = new ArrayList<>();
                    container.path("args").forEach(argument -> arguments.add(argument.asText()));
                    commands.putIfAbsent(form(arguments), arguments);
                }
            }
        }
        assertTrue(commands.size() >= 8, commands::toString);

        // When they are taken as they stand, then each is understood, and stops at the first file, which is not there
        for (List<String> command : commands.values()) {
            Tool.Run run = run(command);
            assertEquals(WRONG_USAGE, run.exitCode(), () -> command + "\n" + run.output());
            assertTrue(run.output().contains("/etc/dspt-monitor/"), run::output);
            assertFalse(run.output().contains("Usage:"), run::output);
        }
        assertTrue(run(List.of("stream", "--config", "/etc/dspt-monitor/none", "--surprise"))
                .output()
                .contains("Unknown option: '--surprise'"));
    }

    private static Tool.Run run(List<String> command) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), MAIN));
        // Kubernetes puts the name of the pod there.
        command.forEach(argument -> arguments.add(argument.replace("$(POD_NAME)", "north-dspt-monitor-stream-0")));
        return Tool.ofJdk("java").run(Repository.path(), arguments);
    }

    /** Its words and options without their values. */
    private static String form(List<String> arguments) {
        return words(arguments) + " "
                + String.join(
                        " ",
                        arguments.stream().filter(one -> one.startsWith("--")).toList());
    }

    /** What comes before the first value: one word, or two. */
    private static String words(List<String> arguments) {
        return arguments.get(0).equals("stream") ? "stream" : arguments.get(0) + " " + arguments.get(1);
    }
}
