package io.dspt.monitor.ingest.command;

import io.dspt.monitor.ingest.files.InputTree;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads files into the log of a replay. */
@Command(
        name = "files",
        description = {
            "Reads files into the log of an estate that was begun as a replay.",
            "Goes on where it ended: what has been read is not read again, what has grown is read on."
        },
        customSynopsis = {
            "Examples:",
            "  dspt-monitor ingest files logs/ --config ingest.yaml --estate march",
            "  zcat a.json.gz | dspt-monitor ingest files - --config c.yaml --estate march",
            "",
            "Usage: dspt-monitor ingest files PATH... [OPTIONS]",
        },
        synopsisHeading = "",
        mixinStandardHelpOptions = true)
final class FilesCommand implements Callable<Integer> {
    private final InputStream in;
    private final PrintStream err;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "files, folders (json, jsonl, ndjson, log, txt and their .gz, in name order) or - for what is"
                    + " piped in")
    private List<String> paths = new ArrayList<>();

    @Mixin
    private final ReplayOptions options = new ReplayOptions();

    /**
     * The command.
     *
     * @param in what is piped in
     * @param err where it tells what it does
     */
    FilesCommand(InputStream in, PrintStream err) {
        this.in = in;
        this.err = err;
    }

    @Override
    public Integer call() {
        return options.ingestion(err).run(configuration -> InputTree.walk(paths, in));
    }
}
