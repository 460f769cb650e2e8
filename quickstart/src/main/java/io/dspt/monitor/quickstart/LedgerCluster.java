package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.streams.cluster.KafkaCluster;
import io.dspt.monitor.streams.configuration.StreamConfigurationReader;
import io.dspt.monitor.streams.ledger.LedgerTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** On which cluster a command reads the ledger. No key is needed: it writes nothing. */
final class LedgerCluster {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "folder of the running quick start. Without it: the only one that runs here without a folder"
                    + " of its own")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "another cluster, one that asks nobody's name")
    private @Nullable String bootstrap;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the cluster of this configuration of the streams application, with TLS and all")
    private @Nullable Path configuration;

    /** Whether any of the options was given. */
    boolean isNamed() {
        return Stream.of(dataDirectory, bootstrap, configuration).anyMatch(Objects::nonNull);
    }

    /** Where the ledger stands. */
    LedgerTopic topic() {
        return new LedgerTopic(cluster());
    }

    private KafkaCluster cluster() {
        if (configuration != null) {
            try {
                return StreamConfigurationReader.read(configuration).cluster();
            } catch (IOException e) {
                throw CommandFailedException.wrongUsage(
                        "--config: cannot read " + configuration + ": " + e.getMessage());
            } catch (RefusedException e) {
                throw CommandFailedException.wrongUsage(String.valueOf(e.getMessage()));
            }
        }
        return KafkaCluster.plain(
                bootstrap == null ? RunningQuickstart.find(dataDirectory).bootstrapServers() : bootstrap);
    }
}
