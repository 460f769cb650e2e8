package io.dspt.monitor.ingest.command;

import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.ingest.configuration.IngestConfiguration;
import io.dspt.monitor.ingest.configuration.IngestConfigurationReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What every ingestor is told on its command line. */
final class ConfigurationOptions {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "the configuration of ingestors")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--wait-for-kafka",
            paramLabel = "DURATION",
            defaultValue = "PT5M",
            description = "how long to wait for the cluster at the start (default: ${DEFAULT-VALUE})")
    private Duration longestWait = Duration.ofMinutes(5);

    /** Reads the configuration; what is wrong with it is told with its path. */
    IngestConfiguration read() {
        try {
            return IngestConfigurationReader.read(file);
        } catch (NoSuchFileException e) {
            throw IngestFailedException.wronglyConfigured("--config: there is no file " + file);
        } catch (IOException e) {
            throw IngestFailedException.wronglyConfigured("--config: cannot read " + file + ": " + e.getMessage());
        } catch (RefusedException e) {
            throw IngestFailedException.wronglyConfigured(String.valueOf(e.getMessage()));
        }
    }

    Duration longestWait() {
        return longestWait;
    }
}
