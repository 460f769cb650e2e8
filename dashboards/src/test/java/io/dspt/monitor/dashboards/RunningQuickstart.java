package io.dspt.monitor.dashboards;

import io.dspt.monitor.quickstart.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A quick start in a process of its own, its day evaluated and its console served. */
final class RunningQuickstart implements AutoCloseable {
    private static final Pattern CONSOLE = Pattern.compile("console on http://127\\.0\\.0\\.1:(\\d+)/");

    private final Process process;
    private final int port;

    private RunningQuickstart(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * @param inputs what is evaluated, in this order
     * @param alertmanager address of the Alertmanager that is told of findings
     */
    static RunningQuickstart start(List<Path> inputs, String alertmanager) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "quickstart",
                "--port",
                "0",
                "--alertmanager",
                alertmanager));
        inputs.forEach(input -> command.addAll(List.of("--input", input.toString())));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> said = new ArrayList<>();
        int port = 0;
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
        @Nullable String line;
        while ((line = err.readLine()) != null) {
            said.add(line);
            Matcher console = CONSOLE.matcher(line);
            if (console.find()) {
                port = Integer.parseInt(console.group(1));
            }
            if (line.contains("all input is evaluated")) {
                return new RunningQuickstart(process, port);
            }
        }
        process.destroyForcibly();
        throw new AssertionError("ended early:\n" + String.join("\n", said));
    }

    /** The port of its console on the loopback address. */
    int port() {
        return port;
    }

    @Override
    public void close() throws InterruptedException {
        process.toHandle().destroy();
        process.waitFor();
    }
}
