package io.dspt.monitor.ingest.command;

import java.io.PrintStream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an ingestor of the past is told on its command line. */
final class ReplayOptions {
    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    @Option(
            names = "--estate",
            required = true,
            paramLabel = "NAME",
            description = "estate whose log was begun with 'estate begin NAME --replay'")
    @SuppressWarnings("NullAway.Init")
    private String estate;

    /** @param err where it tells what it does */
    ReplayIngestion ingestion(PrintStream err) {
        return new ReplayIngestion(options, estate, line -> err.println("dspt-monitor: " + line));
    }
}
