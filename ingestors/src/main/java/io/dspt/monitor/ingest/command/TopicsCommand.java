package io.dspt.monitor.ingest.command;

import io.dspt.monitor.core.topic.TopicSettings;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.TopicSetup;
import io.dspt.monitor.ingest.TopicSetup.TopicRefusedException;
import io.dspt.monitor.ingest.configuration.IngestConfiguration;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the topics of the monitor, and refuses existing ones under which it would go wrong. */
@Command(
        name = "topics",
        description = "Makes the topics that are missing, and says what is wrong with those that are there.",
        customSynopsis = {
            "Examples:",
            "  dspt-monitor ingest topics --config ingest.yaml --partitions 48",
            "",
            "Usage: dspt-monitor ingest topics [OPTIONS]",
        },
        synopsisHeading = "",
        mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {
    private final PrintStream err;

    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "48",
            description = "partitions of the log, fixed for life (default: ${DEFAULT-VALUE})")
    private int partitions = 48;

    TopicsCommand(PrintStream err) {
        this.err = err;
    }

    @Override
    public Integer call() {
        IngestConfiguration configuration = options.read();
        new KafkaStart(configuration.kafka(), line -> err.println("dspt-monitor: " + line))
                .awaitCluster(options.longestWait(), new CompletableFuture<>());
        List<TopicSettings> topics = Topics.all(partitions);
        try (Admin admin = configuration.kafka().admin()) {
            new TopicSetup(admin, configuration.replication()).ensure(topics);
        } catch (TopicRefusedException | KafkaException e) {
            throw IngestFailedException.failed(String.valueOf(e.getMessage()));
        }
        err.println("dspt-monitor: " + topics.size() + " topics are there and as they should be, with " + partitions
                + " partitions");
        return 0;
    }
}
