package io.dspt.monitor.ingest.command;

import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.configuration.IngestConfiguration;
import io.dspt.monitor.ingest.eventhubs.HubIngestor;
import io.dspt.monitor.ingest.eventhubs.HubIngestor.CannotReadHubException;
import io.dspt.monitor.ingest.eventhubs.HubSource;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads hubs until it is told to stop. */
@Command(
        name = "eventhubs",
        description = {
            "Reads Azure Event Hubs into the logs of the estates, each event exactly once.",
            "Several may run at once: they share the partitions, and take over those of one that dies."
        },
        customSynopsis = {
            "Examples:",
            "  dspt-monitor ingest eventhubs --config ingest.yaml",
            "",
            "Usage: dspt-monitor ingest eventhubs [OPTIONS]",
        },
        synopsisHeading = "",
        mixinStandardHelpOptions = true)
final class EventHubsCommand implements Callable<Integer> {
    private final Consumer<String> say;

    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    /** @param err where it tells what it does */
    EventHubsCommand(PrintStream err) {
        this.say = line -> err.println("dspt-monitor: " + line);
    }

    @Override
    public Integer call() throws InterruptedException {
        IngestConfiguration configuration = options.read();
        if (configuration.eventHubs().isEmpty()) {
            throw IngestFailedException.wronglyConfigured("the configuration names no event_hubs");
        }
        try (StopSignal signal = new StopSignal();
                IngestConsole console = new IngestConsole()) {
            KafkaStart kafka = new KafkaStart(configuration.kafka(), say);
            if (kafka.awaitCluster(options.longestWait(), signal.asked())) {
                kafka.requireLive(written(configuration));
                run(configuration, console, signal);
            }
            return 0;
        }
    }

    /** The estates in whose logs it may write. */
    private static SortedSet<String> written(IngestConfiguration configuration) {
        SortedSet<String> written = new TreeSet<>();
        for (HubSource source : configuration.eventHubs()) {
            written.addAll(configuration.estates().writtenBy(source.estate()));
        }
        return written;
    }

    private void run(IngestConfiguration configuration, IngestConsole console, StopSignal signal) {
        List<HubIngestor> ingestors = new ArrayList<>();
        for (HubSource source : configuration.eventHubs()) {
            ingestors.add(new HubIngestor(
                    source,
                    configuration.kafka(),
                    new ReaderPipeline(configuration.maskKey()),
                    configuration.estates(),
                    console.registry(),
                    configuration.replication(),
                    say));
        }
        configuration.metrics().ifPresent(address -> serve(console, address, ingestors));
        say.accept("reads " + ingestors.size() + (ingestors.size() == 1 ? " hub" : " hubs") + " into "
                + configuration.kafka());
        ingestors.forEach(HubIngestor::start);
        List<CompletableFuture<Void>> over = new ArrayList<>(List.of(signal.asked()));
        ingestors.forEach(ingestor -> over.add(ingestor.ended()));
        try {
            CompletableFuture.anyOf(over.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CannotReadHubException failure) {
                throw IngestFailedException.failed(String.valueOf(failure.getMessage()));
            }
            throw e;
        } finally {
            say.accept("stops: commits what was begun");
            ingestors.forEach(HubIngestor::askToStop);
            ingestors.forEach(HubIngestor::close);
        }
        say.accept("stopped");
    }

    private void serve(IngestConsole console, InetSocketAddress address, List<HubIngestor> ingestors) {
        try {
            console.serve(address, () -> ingestors.stream().allMatch(HubIngestor::isReading));
        } catch (IOException e) {
            throw IngestFailedException.failed("metrics cannot be served on " + address + ": " + e.getMessage());
        }
    }
}
