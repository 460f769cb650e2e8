package io.dspt.monitor.ingest.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Entry point of ingestors that run without the rest of the distribution. */
public final class IngestMain {
    private static final int FAILED = 1;

    private IngestMain() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        CommandLine ingest = IngestCommand.commandLine(System.in, err)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> failed(failure, err));
        System.exit(ingest.execute(args));
    }

    private static int failed(Exception failure, PrintStream err) {
        if (failure instanceof IngestFailedException failed) {
            err.println("dspt-monitor: " + failed.says());
            return failed.exitCode();
        }
        LoggerFactory.getLogger(IngestMain.class).error("An ingestor failed", failure);
        return FAILED;
    }
}
