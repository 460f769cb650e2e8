package io.dspt.monitor.quickstart;

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
    record Connection(String bootstrapServers, KeyPair keys) {}

    /** Opens the log of the estate for control records. */
    ControlSender open() {
        Connection connection = connection();
        return ControlSender.open(connection.bootstrapServers(), estate, connection.keys());
    }

    /** Finds the running monitor. */
    Connection connection() {
        if (bootstrap != null) {
            if (keyFile == null) {
                throw CommandFailedException.wrongUsage("--bootstrap needs --key-file: a key that the monitor trusts");
            }
            return new Connection(bootstrap, key(keyFile));
        }
        RunningQuickstart running = RunningQuickstart.find(dataDirectory);
        return new Connection(running.bootstrapServers(), key(keyFile == null ? running.keys() : keyFile));
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
