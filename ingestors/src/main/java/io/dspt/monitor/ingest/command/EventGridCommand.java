package io.dspt.monitor.ingest.command;

import io.dspt.monitor.ingest.KafkaAcknowledgedLog;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.configuration.IngestConfiguration;
import io.dspt.monitor.ingest.eventgrid.EventGridReceiver;
import io.dspt.monitor.ingest.eventgrid.EventGridSource;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes what Event Grid posts until it is told to stop. */
@Command(
        name = "eventgrid",
        description = {
            "Takes the events that Azure Event Grid posts into the logs of the estates.",
            "They are answered when they are safe; what is not answered so, Event Grid sends again.",
            "Several may run at once."
        },
        customSynopsis = {
            "Examples:",
            "  dspt-monitor ingest eventgrid --config ingest.yaml",
            "",
            "Usage: dspt-monitor ingest eventgrid [OPTIONS]",
        },
        synopsisHeading = "",
        mixinStandardHelpOptions = true)
final class EventGridCommand implements Callable<Integer> {
    /** Event Grid waits 30 s for an answer, which takes twice as long as this at the longest. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Consumer<String> say;

    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    /** @param err where it tells what it does */
    EventGridCommand(PrintStream err) {
        this.say = line -> err.println("dspt-monitor: " + line);
    }

    @Override
    public Integer call() {
        IngestConfiguration configuration = options.read();
        EventGridSource source = configuration
                .eventGrid()
                .orElseThrow(() -> IngestFailedException.wronglyConfigured("the configuration has no event_grid"));
        try (StopSignal signal = new StopSignal();
                IngestConsole console = new IngestConsole()) {
            KafkaStart kafka = new KafkaStart(configuration.kafka(), say);
            if (kafka.awaitCluster(options.longestWait(), signal.asked())) {
                kafka.requireLive(configuration.estates().writtenBy(source.estate()));
                run(configuration, source, console, signal);
            }
            return 0;
        }
    }

    private void run(
            IngestConfiguration configuration, EventGridSource source, IngestConsole console, StopSignal signal) {
        try (KafkaAcknowledgedLog log = new KafkaAcknowledgedLog(configuration.kafka(), "eventgrid", LONGEST_WAIT);
                EventGridReceiver receiver = receiver(configuration, source, log, console)) {
            configuration.metrics().ifPresent(address -> serve(console, address, receiver));
            receiver.start();
            say.accept("takes events at " + written(source, receiver.address()) + " into " + configuration.kafka());
            signal.asked().join();
            say.accept("stops: finishes what was begun");
        }
        say.accept("stopped");
    }

    private EventGridReceiver receiver(
            IngestConfiguration configuration,
            EventGridSource source,
            KafkaAcknowledgedLog log,
            IngestConsole console) {
        try {
            return new EventGridReceiver(
                    source,
                    new ReaderPipeline(configuration.maskKey()),
                    configuration.estates(),
                    log,
                    console.registry(),
                    InstantSource.system(),
                    say);
        } catch (IOException e) {
            throw IngestFailedException.failed("events cannot be taken on " + source.address() + ": " + e.getMessage());
        }
    }

    private static String written(EventGridSource source, InetSocketAddress address) {
        return (source.certificate().isPresent() ? "https://" : "http://") + address.getHostString() + ":"
                + address.getPort() + source.path();
    }

    private static void serve(IngestConsole console, InetSocketAddress address, EventGridReceiver receiver) {
        try {
            console.serve(address, receiver::isListening);
        } catch (IOException e) {
            throw IngestFailedException.failed("metrics cannot be served on " + address + ": " + e.getMessage());
        }
    }
}
