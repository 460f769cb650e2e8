package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.command.StopSignal;
import io.dspt.monitor.ingest.files.InputTree;
import io.dspt.monitor.streams.alert.AlertmanagerAddress;
import io.dspt.monitor.streams.console.ConsoleServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All in one: a real Kafka in this process, the files ingestor, the streams application and its console. */
@Command(
        name = "quickstart",
        header = "Start everything on this machine and show what breaks the rules.",
        description =
                "Runs a real Kafka in this process, ingests, judges, and shows findings as they open and resolve.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor quickstart",
            "  dspt-monitor quickstart --once",
            "  dspt-monitor quickstart --input logs/ --data-dir data/",
            "  tail -f events.jsonl | dspt-monitor quickstart --input -",
            "",
            "Usage: dspt-monitor quickstart [OPTIONS]",
        },
        synopsisHeading = "")
final class QuickstartCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 8080;

    private final Terminal terminal;

    @Option(
            names = "--input",
            paramLabel = "PATH",
            description = "a file, a folder or - for what is piped in; may be given several times."
                    + " Without it: a bundled day in a fictional trust")
    private List<String> inputs = new ArrayList<>();

    @Option(names = "--once", description = "stop when all input is evaluated, and print the findings")
    private boolean once;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "port of the console on 127.0.0.1, 0 for any that is free (default: 8080;"
                    + " with --once there is a console only when this is given)")
    private @Nullable Integer port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "keep the data here; the next start goes on with it."
                    + " Without it: a temporary folder that is removed at the end")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--alertmanager",
            paramLabel = "URL",
            description = "tell an Alertmanager of findings, those of demonstrations too; may be given several times")
    private List<URI> alertmanagers = new ArrayList<>();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    QuickstartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        String estate = common.estate();
        MaskKey maskKey = common.maskKey();
        RuleBundle rules = common.ruleBundle();
        List<InputTree.Entry> entries = inputs.isEmpty() ? BundledDay.files() : InputTree.walk(inputs, terminal.in());
        QuickstartRun.Settings settings = new QuickstartRun.Settings(
                estate,
                common.organisation(),
                maskKey,
                rules,
                entries,
                once,
                common.format(),
                common.failOn(),
                addresses());
        // Everything is said before the signal is closed: then the process may end at any moment.
        try (StopSignal stop = new StopSignal()) {
            try {
                QuickstartRun.Result result = run(settings, stop);
                new Closing(terminal, common.format()).summary(result.counts());
                return result.exitCode();
            } catch (QuickstartRun.StoppedException e) {
                terminal.say("stopped before all input was evaluated");
                return ExitCode.FAILED;
            }
        }
    }

    private List<AlertmanagerAddress> addresses() {
        List<AlertmanagerAddress> addresses = new ArrayList<>();
        for (URI url : alertmanagers) {
            try {
                addresses.add(AlertmanagerAddress.open("alertmanager-" + (addresses.size() + 1), url));
            } catch (IllegalArgumentException e) {
                throw CommandFailedException.wrongUsage("--alertmanager: " + e.getMessage());
            }
        }
        return addresses;
    }

    private QuickstartRun.Result run(QuickstartRun.Settings settings, StopSignal stop) throws IOException {
        try (DataDirectory data =
                dataDirectory == null ? DataDirectory.temporary() : DataDirectory.open(dataDirectory)) {
            if (!data.isTemporary()) {
                LogFile.writeTo(data.logFile());
            }
            try (ConsoleServer console = console()) {
                return new QuickstartRun(terminal, settings, data, console, stop).run();
            }
        }
    }

    private @Nullable ConsoleServer console() {
        if (once && port == null) {
            return null;
        }
        int wanted = port == null ? USUAL_PORT : port;
        if (wanted < 0 || wanted > 65_535) {
            throw CommandFailedException.wrongUsage("--port: " + wanted + " is no port");
        }
        try {
            return ConsoleServer.bind(wanted);
        } catch (IOException e) {
            throw CommandFailedException.failed("port " + wanted
                    + " is in use by another program; choose another with --port N, or --port 0 for any that is free");
        }
    }
}
