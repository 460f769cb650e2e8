package io.dspt.monitor.ingest.command;

import io.dspt.monitor.ingest.KafkaAcknowledgedLog;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.configuration.IngestConfiguration;
import io.dspt.monitor.ingest.inventory.InventoryIngestor;
import io.dspt.monitor.ingest.inventory.InventoryIngestor.CannotTakeInventoryException;
import io.dspt.monitor.ingest.inventory.InventorySource;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes inventories until it is told to stop. */
@Command(
        name = "inventory",
        description = {
            "Tells the logs of the estates which resources there are, as Azure Resource Graph knows them:",
            "all of them once a day, what has changed every quarter of an hour.",
            "A snapshot that breaks off ends no resource. One at a time is enough."
        },
        customSynopsis = {
            "Examples:",
            "  dspt-monitor ingest inventory --config ingest.yaml",
            "  dspt-monitor ingest inventory --config ingest.yaml --once",
            "",
            "Usage: dspt-monitor ingest inventory [OPTIONS]",
        },
        synopsisHeading = "",
        mixinStandardHelpOptions = true)
final class InventoryCommand implements Callable<Integer> {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final long SAY_EVERY_MILLIS = 1_900;

    private final Consumer<String> say;

    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    @Option(names = "--once", description = "take one whole snapshot and stop")
    private boolean once;

    /** @param err where it tells what it does */
    InventoryCommand(PrintStream err) {
        this.say = line -> err.println("dspt-monitor: " + line);
    }

    @Override
    public Integer call() {
        IngestConfiguration configuration = options.read();
        InventorySource source = configuration
                .inventory()
                .orElseThrow(() -> IngestFailedException.wronglyConfigured("the configuration has no inventory"));
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
            IngestConfiguration configuration, InventorySource source, IngestConsole console, StopSignal signal) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (KafkaAcknowledgedLog log = new KafkaAcknowledgedLog(configuration.kafka(), "inventory", LONGEST_WAIT);
                InventoryIngestor ingestor = new InventoryIngestor(
                        source,
                        new ReaderPipeline(configuration.maskKey()),
                        configuration.estates(),
                        log,
                        console.registry(),
                        once,
                        say)) {
            configuration.metrics().ifPresent(address -> serve(console, address, ingestor));
            say.accept("takes inventories at " + source.endpoint() + " into " + configuration.kafka());
            ingestor.start();
            var unused = clock.scheduleAtFixedRate(
                    () -> tell(ingestor.underWay()), SAY_EVERY_MILLIS, SAY_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            CompletableFuture.anyOf(signal.asked(), ingestor.ended()).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CannotTakeInventoryException failure) {
                throw IngestFailedException.failed(String.valueOf(failure.getMessage()));
            }
            throw e;
        } finally {
            clock.shutdownNow();
        }
        say.accept("stopped");
    }

    private void tell(String line) {
        if (!line.isEmpty()) {
            say.accept(line);
        }
    }

    private static void serve(IngestConsole console, InetSocketAddress address, InventoryIngestor ingestor) {
        try {
            console.serve(address, ingestor::isWell);
        } catch (IOException e) {
            throw IngestFailedException.failed("metrics cannot be served on " + address + ": " + e.getMessage());
        }
    }
}
