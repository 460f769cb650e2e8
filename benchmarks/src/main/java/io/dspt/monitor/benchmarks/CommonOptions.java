package io.dspt.monitor.benchmarks;

import io.dspt.monitor.benchmarks.measure.Report;
import io.dspt.monitor.benchmarks.measure.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every measuring command can be told. */
public final class CommonOptions {
    /** Generated records are the same on every machine unless another seed is asked for. */
    private static final String SEED = "20260302";

    @Option(names = "--short", description = "less of everything: enough to see that ratios hold")
    private boolean shortForm;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "writes the tables (.md) and all samples (.json) into this folder")
    private @Nullable Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = SEED,
            description = "seed of the generated records (default: ${DEFAULT-VALUE})")
    private long seed;

    public boolean shortForm() {
        return shortForm;
    }

    public long seed() {
        return seed;
    }

    /** Where results are written; {@code null} when they are only printed. */
    public @Nullable Path out() {
        return out;
    }

    /** An empty report of a run with these options. */
    public Report report() {
        return new Report(seed, shortForm);
    }

    /** Prints a table as soon as it stands, and keeps it for the report. */
    public void show(Report report, Table table) {
        PrintStream terminal = System.out;
        table.print(terminal);
        report.table(table);
    }

    /** Says on the terminal what is being done. */
    public void say(String what) {
        System.err.println("benchmarks: " + what);
    }

    /** Writes the report where it was asked for. */
    public void write(Report report, String name) throws IOException {
        if (out != null) {
            report.write(out, name);
            say("wrote " + out.resolve(name + ".md") + " and " + name + ".json");
        }
    }
}
