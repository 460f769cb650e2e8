package io.dspt.monitor.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The command in a process of its own, which can be killed. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader err;
    private final Path out;
    private final List<String> said = new ArrayList<>();

    private ChildProcess(Process process, Path out) {
        this.process = process;
        this.err = process.errorReader(StandardCharsets.UTF_8);
        this.out = out;
    }

    /**
     * Starts it.
     *
     * @param javaHome whose Java runs it
     */
    static ChildProcess start(Path javaHome, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                javaHome.resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return start(command);
    }

    /** Starts another program, which passes on what it is told. */
    static ChildProcess start(List<String> command) throws IOException {
        Path out = Files.createTempFile("dspt-monitor-out-", ".txt");
        return new ChildProcess(
                new ProcessBuilder(command).redirectOutput(out.toFile()).start(), out);
    }

    static Path thisJava() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Reads its stderr up to a line that contains this. */
    void awaitLine(String part) throws IOException {
        @Nullable String line;
        while ((line = err.readLine()) != null) {
            said.add(line);
            if (line.contains(part)) {
                return;
            }
        }
        throw new AssertionError("ended without saying '" + part + "' but:\n" + String.join("\n", said));
    }

    /** The first group of this in what it has said so far. */
    String saidMatching(Pattern pattern) {
        return said.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not said: " + pattern));
    }

    /** Kills it so many milliseconds from now, or when it ends, with a signal it cannot hear. */
    void killAfter(long milliseconds) throws InterruptedException {
        if (!process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Lets it do nothing more, wherever it is, until it is resumed or killed. */
    void suspend() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Lets it go on. */
    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        if (new ProcessBuilder("kill", name, Long.toString(process.pid()))
                        .start()
                        .waitFor()
                != 0) {
            throw new IllegalStateException("the process could not be sent " + name);
        }
    }

    /** Asks it to stop, as Ctrl-C does. */
    void askToStop() {
        // By its handle: destroying it by itself would close what it still has to say.
        process.toHandle().destroy();
    }

    /** Waits for its end and gives what it printed. */
    CommandRun await() throws IOException, InterruptedException {
        err.lines().forEach(said::add);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("did not end after closing stderr; it had said:\n" + String.join("\n", said));
        }
        return new CommandRun(process.exitValue(), Files.readString(out), String.join("\n", said));
    }

    /** Most memory it has had resident so far, in bytes. */
    long mostResidentBytes() throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        String peak = status.lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(peak.replaceAll("\\D", "")) * 1024;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        err.close();
        Files.deleteIfExists(out);
    }
}
