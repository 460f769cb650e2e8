package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.topic.TopicSettings;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.blob.BlobStore;
import io.dspt.monitor.ingest.command.KafkaStart;
import io.dspt.monitor.ingest.command.StopSignal;
import io.dspt.monitor.streams.MonitorService;
import io.dspt.monitor.streams.MonitorServiceSettings;
import io.dspt.monitor.streams.configuration.HeadConfiguration;
import io.dspt.monitor.streams.configuration.HeadPlace;
import io.dspt.monitor.streams.configuration.StreamConfiguration;
import io.dspt.monitor.streams.configuration.StreamConfigurationReader;
import io.dspt.monitor.streams.console.ConsoleServer;
import io.dspt.monitor.streams.ledger.HeadSettings;
import io.dspt.monitor.streams.ledger.HeadSigning;
import io.dspt.monitor.streams.ledger.LedgerHeadFolder;
import io.dspt.monitor.streams.posture.PostureSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The streams application on any cluster, until it is told to stop. */
@Command(
        name = "stream",
        header = "Judge the logs of a Kafka cluster, tell Alertmanager, show what is found.",
        description = {
            "Takes the records of all logs through the rules, live ones with the clock of the broker.",
            "Several may run at once: they share the partitions, and take over those of one that dies."
        },
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor stream --config stream.yaml",
            "  dspt-monitor stream --config stream.yaml --instance monitor-1",
            "",
            "Usage: dspt-monitor stream [OPTIONS]",
        },
        synopsisHeading = "")
final class StreamCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Terminal terminal;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the configuration of the streams application")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            description = "name of this process, the same after every restart, where several share a configuration that"
                    + " names none")
    private @Nullable String instance;

    @Option(
            names = "--wait-for-kafka",
            paramLabel = "DURATION",
            defaultValue = "PT5M",
            description = "how long to wait for the cluster at the start (default: ${DEFAULT-VALUE})")
    private Duration longestWait = Duration.ofMinutes(5);

    StreamCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StreamConfiguration configuration = configuration();
        try (StopSignal stop = new StopSignal();
                ConsoleServer console = console(configuration)) {
            KafkaStart start =
                    new KafkaStart(new KafkaConnection(configuration.cluster().properties()), terminal::say);
            if (start.awaitCluster(longestWait, stop.asked())) {
                requireTopics(configuration);
                run(configuration, console, stop);
                terminal.say("stopped");
            }
            return ExitCode.DONE;
        }
    }

    private StreamConfiguration configuration() {
        try {
            return StreamConfigurationReader.read(file, Optional.ofNullable(instance));
        } catch (NoSuchFileException e) {
            throw CommandFailedException.wrongUsage("--config: there is no file " + file);
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage("--config: cannot read " + file + ": " + e.getMessage());
        } catch (RefusedException e) {
            throw CommandFailedException.wrongUsage(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.wrongUsage("--instance: " + e.getMessage());
        }
    }

    private static ConsoleServer console(StreamConfiguration configuration) {
        try {
            return ConsoleServer.bind(configuration.console());
        } catch (IOException e) {
            throw CommandFailedException.failed("the console cannot be served on "
                    + configuration.console().bind() + ": " + e.getMessage()
                    + "; choose another address or port under console in the configuration");
        }
    }

    private static void requireTopics(StreamConfiguration configuration) throws InterruptedException {
        Set<String> there;
        try (Admin admin = configuration.cluster().admin()) {
            there = admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw CommandFailedException.failed(
                    configuration.cluster() + " does not tell its topics: " + e.getMessage());
        }
        List<String> missing = Topics.all(1).stream()
                .map(TopicSettings::name)
                .filter(topic -> !there.contains(topic))
                .toList();
        if (!missing.isEmpty()) {
            throw CommandFailedException.failed("there is no topic " + String.join(", ", missing) + " on "
                    + configuration.cluster()
                    + ": make the topics with 'dspt-monitor ingest topics --config FILE'");
        }
    }

    private void run(StreamConfiguration configuration, ConsoleServer console, StopSignal stop) {
        try (MonitorService service = service(configuration)) {
            console.serve(
                    new ConsoleServer.Content(service.findings(), service.metrics(), service::alive, service::ready));
            service.start();
            terminal.say("console on " + configuration.console().bind().getHostString() + ":" + console.port());
            terminal.say("judges " + configuration.cluster());
            boolean wasReady = false;
            while (!isAskedToStop(stop)) {
                if (!service.alive().good()) {
                    throw CommandFailedException.failed(
                            "the monitor has stopped: " + service.alive().says());
                }
                if (!wasReady && service.ready().good()) {
                    wasReady = true;
                    terminal.say("ready");
                }
            }
            terminal.say("stops: commits what was begun");
        }
    }

    private static MonitorService service(StreamConfiguration configuration) {
        MonitorServiceSettings settings = new MonitorServiceSettings(
                configuration.cluster(),
                configuration.hosting(),
                Engine.settings(configuration.trustedKeys()),
                List.of(),
                configuration.alerts(),
                configuration.heads().map(StreamCommand::heads),
                PostureSettings.USUAL);
        try {
            return new MonitorService(settings);
        } catch (UncheckedIOException e) {
            throw CommandFailedException.failed(String.valueOf(e.getMessage()));
        }
    }

    private static HeadSettings heads(HeadConfiguration configuration) {
        HeadSigning signing = configuration.signing();
        if (configuration.place() instanceof HeadPlace.BlobContainer container) {
            return new HeadSettings(
                    new LedgerHeadContainer(store(container), signing.keys().getPublic()), signing);
        }
        HeadPlace.Folder folder = (HeadPlace.Folder) configuration.place();
        return new HeadSettings(new LedgerHeadFolder(folder.path()), signing);
    }

    private static BlobStore store(HeadPlace.BlobContainer container) {
        try {
            return BlobStore.at(container.address().toString());
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.wrongUsage("--config: ledger.heads.blob: " + e.getMessage());
        }
    }

    private static boolean isAskedToStop(StopSignal stop) {
        try {
            stop.asked().get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody fails to ask", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
