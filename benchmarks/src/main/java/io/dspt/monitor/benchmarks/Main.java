package io.dspt.monitor.benchmarks;

import io.dspt.monitor.benchmarks.engine.EngineCommand;
import io.dspt.monitor.benchmarks.growth.GrowthCommand;
import io.dspt.monitor.benchmarks.growth.PartitionsCommand;
import io.dspt.monitor.benchmarks.ingest.IngestCommand;
import io.dspt.monitor.benchmarks.latency.LatencyCommand;
import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import io.dspt.monitor.benchmarks.pipeline.PipelineCommand;
import io.dspt.monitor.benchmarks.restore.RestoreCommand;
import io.dspt.monitor.benchmarks.soak.SoakCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Entry point of {@code benchmarks/run}; without a subcommand it prints its help. */
@Command(
        name = "benchmarks/run",
        description = "Measures dspt-monitor beside the bare client, the parser alone and the peers.",
        mixinStandardHelpOptions = true,
        subcommands = {
            EngineCommand.class,
            PipelineCommand.class,
            LatencyCommand.class,
            GrowthCommand.class,
            PartitionsCommand.class,
            RestoreCommand.class,
            IngestCommand.class,
            SoakCommand.class,
            AllCommand.class,
        })
public final class Main implements Runnable {
    private static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> failed(failure));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int failed(Exception failure) {
        System.out.flush();
        System.err.println("benchmarks: " + failure);
        // Figures that did not come about are for programmers to look into.
        Throwable cause = failure instanceof MeasurementFailedException ? failure.getCause() : failure;
        if (cause != null) {
            cause.printStackTrace(System.err);
        }
        return FAILED;
    }
}
