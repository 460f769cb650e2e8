package io.dspt.monitor.dashboards;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program that is not part of the build and has to be installed. */
record Tool(Path path) {

    /** What came of running one. */
    record Run(int exitCode, String output) {}

    /**
     * Finds it, or skips the test and says so; where everything has to be run, a missing program fails the test.
     *
     * @param names what it is called, here or there
     */
    static Tool named(String... names) {
        for (String folder : System.getenv("PATH").split(":")) {
            for (String name : names) {
                Path path = Path.of(folder, name);
                if (Files.isExecutable(path)) {
                    return new Tool(path);
                }
            }
        }
        String missing = "no " + String.join(" or ", names) + "; CONTRIBUTING.md says what to install";
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(missing);
        }
        return Assumptions.abort("SKIPPED: " + missing);
    }

    /** Runs it in a folder and waits for its end. */
    Run run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("dspt-tool-", ".txt");
        try {
            List<String> command = Stream.concat(Stream.of(path.toString()), arguments.stream())
                    .toList();
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(command + " did not end");
            }
            return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    /** Starts it, to be stopped by whoever gets it. What it says goes to a file. */
    Process start(Path log, Map<String, String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        options.forEach((name, value) -> command.add("--" + name + "=" + value));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
