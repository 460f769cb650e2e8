package io.dspt.monitor.quickstart;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes: results go to {@code out}, everything else to {@code err}, both in UTF-8 whatever the
 * machine's settings.
 *
 * @param in what is piped in
 * @param out results
 * @param err progress, messages, the summary
 */
record Terminal(InputStream in, PrintStream out, PrintStream err) {

    /** The streams of this process. */
    static Terminal ofProcess() {
        return new Terminal(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    /** Tells the person something. */
    void say(String message) {
        err.println("dspt-monitor: " + message);
    }
}
