package io.dspt.monitor.benchmarks.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM started from this one, so that what it costs is told apart from everything else. It ends when it is closed, by
 * its process id, and of itself when this JVM is gone, because its standard input then is at its end.
 */
public final class ChildJvm implements AutoCloseable {
    private static final int MOST_LINES = 20;
    private static final String ANSWER = "answer: ";
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private final Process process;
    private final Path log;
    private final BufferedReader answers;

    private ChildJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a main class.
     *
     * @param classPath see {@link ChildClassPath}
     * @param options of the JVM
     * @param log takes what it writes to standard error
     */
    public static ChildJvm start(
            String classPath, List<String> options, Class<?> main, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        // Class paths are longer than what some systems let a command line hold.
        Path argumentFile = Files.createTempFile(log.toAbsolutePath().getParent(), "class-path", ".txt");
        Files.writeString(argumentFile, "-cp\n\"" + classPath.replace("\\", "\\\\") + "\"\n");
        command.add("@" + argumentFile);
        command.add(main.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ChildJvm(process, log);
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /**
     * Its next answer, see {@link #answerParent}.
     *
     * @throws IOException when it ends without one; the message has the end of its log
     */
    public String answer() throws IOException {
        while (true) {
            @Nullable String line = answers.readLine();
            if (line == null) {
                throw new IOException("the process ended before its answer; the end of its log:\n" + endOfLog());
            }
            // The JVM says things there, too.
            if (line.startsWith(ANSWER)) {
                return line.substring(ANSWER.length());
            }
        }
    }

    /** In the child: what the parent waits for, in one line. */
    public static void answerParent(String answer) {
        System.out.println(ANSWER + answer);
    }

    /**
     * Waits until it has ended of itself.
     *
     * @throws IOException when it takes too long or fails; the message has the end of its log
     */
    public void awaitEnd(Duration longest) throws IOException, InterruptedException {
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(
                    "the process did not end within " + longest.toSeconds() + " s; the end of its log:\n" + endOfLog());
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    "the process ended with " + process.exitValue() + "; the end of its log:\n" + endOfLog());
        }
    }

    /** Ends it as a crash does: it is not asked, and can put nothing in order. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it: asked first, by force when it does not listen. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** In the child: ends this JVM as soon as nobody holds the other end of its standard input any more. */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is said there.
                        }
                    } catch (IOException e) {
                        // As good as its end.
                    }
                    Runtime.getRuntime().halt(3);
                },
                "end-with-parent");
        watch.setDaemon(true);
        watch.start();
    }

    /** The causes it names, and its last lines. */
    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        List<String> told = new ArrayList<>(lines.stream()
                .filter(line -> !line.startsWith("\t") && (line.startsWith("Caused by") || line.contains("Exception")))
                .distinct()
                .limit(MOST_LINES)
                .toList());
        told.addAll(lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
        return String.join("\n", told);
    }
}
