package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.configuration.IngestConfigurationReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running monitor a command speaks to, and with which key. */
final class ConnectionOptions {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "folder of the running quick start. Without it: the only one that runs here without a folder"
                    + " of its own")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "the cluster of a monitor that is no quick start; needs --key-file")
    private @Nullable String bootstrap;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the same by the configuration of ingestors: how to get into a cluster that wants to know who"
                    + " one is; needs --key-file")
    private @Nullable Path configuration;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Ed25519 key, PKCS#8 as PEM or DER, that the monitor trusts (default: the quick start's own)")
    private @Nullable Path keyFile;

    @Option(
            names = "--estate",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "name of the estate (default: ${DEFAULT-VALUE})")
    private String estate = "default";

    /**
     * Where the running monitor is.
     *
     * @param keys that it trusts
     */
    record Connection(KafkaConnection cluster, KeyPair keys) {}

    /** Opens the log of the estate for control records. */
    ControlSender open() {
        Connection connection = connection();
        return ControlSender.open(connection.cluster(), estate, connection.keys());
    }

    /** Finds the running monitor. */
    Connection connection() {
        if (bootstrap != null && configuration != null) {
            throw CommandFailedException.wrongUsage("either --bootstrap or --config says where the cluster is");
        }
        if (bootstrap != null) {
            return new Connection(KafkaConnection.plain(bootstrap), trusted("--bootstrap"));
        }
        if (configuration != null) {
            KeyPair keys = trusted("--config");
            return new Connection(cluster(configuration), keys);
        }
        RunningQuickstart running = RunningQuickstart.find(dataDirectory);
        return new Connection(
                KafkaConnection.plain(running.bootstrapServers()), key(keyFile == null ? running.keys() : keyFile));
    }

    private KeyPair trusted(String option) {
        if (keyFile == null) {
            throw CommandFailedException.wrongUsage(option + " needs --key-file: a key that the monitor trusts");
        }
        return key(keyFile);
    }

    private static KafkaConnection cluster(Path file) {
        try {
            return IngestConfigurationReader.read(file).kafka();
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage("--config: cannot read " + e.getMessage());
        } catch (RefusedException e) {
            throw CommandFailedException.wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private static KeyPair key(Path path) {
        try {
            return SigningKeys.signing(path);
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage(
                    "--key-file: cannot read a key from " + path + ": " + e.getMessage());
        }
    }
}
