package io.dspt.monitor.ingest.command;

import java.io.InputStream;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ingest}: one ingestor at a time. */
@Command(
        name = "ingest",
        description = "Brings Azure records into the logs of the estates.",
        customSynopsis = {
            "Examples:",
            "  dspt-monitor ingest topics --config ingest.yaml",
            "  dspt-monitor ingest eventhubs --config ingest.yaml",
            "  dspt-monitor ingest eventgrid --config ingest.yaml",
            "  dspt-monitor ingest inventory --config ingest.yaml",
            "  dspt-monitor ingest archive missed/ --config ingest.yaml --estate march",
            "  dspt-monitor ingest files logs/ --config ingest.yaml --estate march",
            "",
            "Usage: dspt-monitor ingest COMMAND [OPTIONS]",
        },
        synopsisHeading = "",
        mixinStandardHelpOptions = true)
public final class IngestCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private IngestCommand() {}

    /**
     * The command with all ingestors.
     *
     * @param in what is piped in
     * @param err where they tell what they do
     */
    public static CommandLine commandLine(InputStream in, PrintStream err) {
        return new CommandLine(new IngestCommand())
                .addSubcommand(new TopicsCommand(err))
                .addSubcommand(new EventHubsCommand(err))
                .addSubcommand(new EventGridCommand(err))
                .addSubcommand(new InventoryCommand(err))
                .addSubcommand(new ArchiveCommand(err))
                .addSubcommand(new FilesCommand(in, err));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
