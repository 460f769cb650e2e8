package io.dspt.monitor.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program that is not part of the build. */
record Tool(Path path) {

    /** What came of running one. */
    record Run(int exitCode, String output) {}

    /**
     * Finds it, or skips the test and says so; where everything has to be run, a missing program fails the test.
     *
     * @param name what it is called
     */
    static Tool named(String name) {
        for (String folder : System.getenv("PATH").split(":")) {
            Path path = Path.of(folder, name);
            if (Files.isExecutable(path)) {
                return new Tool(path);
            }
        }
        String missing = "no " + name + "; CONTRIBUTING.md says what to install";
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(missing);
        }
        return Assumptions.abort("SKIPPED: " + missing);
    }

    /** A program of the JDK that runs this test. */
    static Tool ofJdk(String name) {
        return new Tool(Path.of(System.getProperty("java.home"), "bin", name));
    }

    /**
     * Runs it in a folder and waits for its end.
     *
     * @param environment names and values in turn
     */
    Run run(Path folder, List<String> arguments, String... environment) throws IOException, InterruptedException {
        Path output = Files.createTempFile("dspt-tool-", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(path.toString()), arguments.stream())
                            .toList())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            for (int i = 0; i < environment.length; i += 2) {
                builder.environment().put(environment[i], environment[i + 1]);
            }
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(path + " " + arguments + " did not end");
            }
            return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
