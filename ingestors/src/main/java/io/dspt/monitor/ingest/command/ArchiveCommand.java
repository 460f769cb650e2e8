package io.dspt.monitor.ingest.command;

import com.azure.core.credential.TokenCredential;
import io.dspt.monitor.ingest.archive.ArchiveOrder;
import io.dspt.monitor.ingest.archive.ArchiveRange;
import io.dspt.monitor.ingest.blob.BlobContainer;
import io.dspt.monitor.ingest.blob.BlobLocation;
import io.dspt.monitor.ingest.configuration.IngestConfiguration;
import io.dspt.monitor.ingest.eventhubs.EntraCredential;
import io.dspt.monitor.ingest.files.InputTree;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads an archive into the log of a replay. */
@Command(
        name = "archive",
        description = {
            "Reads what diagnostic settings have written to storage into the log of an estate that was begun as a replay, the"
                    + " oldest hour of all resources first.",
            "Goes on where it ended: blobs that have grown are read on."
        },
        customSynopsis = {
            "Examples:",
            "  dspt-monitor ingest archive missed/ --config ingest.yaml --estate march",
            "",
            "Usage: dspt-monitor ingest archive PATH|CONTAINER-URL... [OPTIONS]",
        },
        synopsisHeading = "",
        mixinStandardHelpOptions = true)
final class ArchiveCommand implements Callable<Integer> {
    private final PrintStream err;

    @Parameters(
            paramLabel = "PATH|CONTAINER-URL",
            arity = "1..*",
            description =
                    "folders with …/y=2026/m=03/d=10/h=07/m=00/PT1H.json below them, or containers with such blobs:"
                            + " https://ACCOUNT.blob.core.windows.net/insights-logs-auditevent, and on with what their names"
                            + " begin with")
    private List<String> places = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "hours that end later than this, such as 2026-03-10T07:00:00Z; left out: from the oldest on")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "hours that begin before this; left out: to the latest")
    private @Nullable Instant to;

    @Mixin
    private final ReplayOptions options = new ReplayOptions();

    /** @param err where it tells what it does */
    ArchiveCommand(PrintStream err) {
        this.err = err;
    }

    @Override
    public Integer call() {
        List<String> folders = new ArrayList<>();
        List<BlobLocation> containers = new ArrayList<>();
        ArchiveRange range;
        try {
            range = new ArchiveRange(from, to);
            for (String place : places) {
                if (BlobLocation.isMeantBy(place)) {
                    containers.add(BlobLocation.parse(place));
                } else {
                    folders.add(place);
                }
            }
        } catch (IllegalArgumentException e) {
            throw IngestFailedException.wronglyConfigured(String.valueOf(e.getMessage()));
        }
        ArchiveOrder order = new ArchiveOrder(range, Instant.now());
        return options.ingestion(err).run(configuration -> {
            List<InputTree.Entry> entries = InputTree.walk(folders, InputStream.nullInputStream());
            entries.addAll(listed(containers, configuration));
            return order.ordered(entries);
        });
    }

    private static List<InputTree.Entry> listed(List<BlobLocation> containers, IngestConfiguration configuration) {
        if (containers.isEmpty()) {
            return List.of();
        }
        TokenCredential credential = configuration
                .archive()
                .orElse(new EntraCredential(EntraCredential.Kind.DEFAULT, null, null))
                .token();
        return containers.stream()
                .flatMap(container -> new BlobContainer(container, credential).list().stream())
                .toList();
    }
}
