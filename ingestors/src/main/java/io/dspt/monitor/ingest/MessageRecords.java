package io.dspt.monitor.ingest;

import io.dspt.monitor.core.fold.LogRecord.AzureRecord;
import io.dspt.monitor.ingest.ReaderPipeline.Positions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of the log out of the messages of one source, each for the estate it belongs to. Whatever a message holds,
 * something comes of it. Safe to use from several threads when what is told is.
 */
public final class MessageRecords {
    /** Reason of a message with nothing in it. */
    public static final String EMPTY = "empty";

    private final String source;
    private final @Nullable String estate;
    private final ReaderPipeline pipeline;
    private final EstateDirectory estates;
    private final Runnable unrouted;

    /**
     * For one source.
     *
     * @param source what evidence calls it
     * @param estate whose records it carries; {@code null} when each record tells by its tenant and subscription
     * @param unrouted is told of each record that no estate claims
     */
    public MessageRecords(
            String source,
            @Nullable String estate,
            ReaderPipeline pipeline,
            EstateDirectory estates,
            Runnable unrouted) {
        this.source = source;
        this.estate = estate;
        this.pipeline = pipeline;
        this.estates = estates;
        this.unrouted = unrouted;
    }

    /**
     * The records of one message, in order.
     *
     * @param position where it stood; positions of elements follow after a colon
     */
    public void of(byte[] message, String position, Consumer<RoutedEntry> sink) {
        of(message, ReaderPipeline.within(position), sink);
    }

    /**
     * The records of one message, in order.
     *
     * @param positions where each element stood
     */
    public void of(byte[] message, Positions positions, Consumer<RoutedEntry> sink) {
        boolean[] any = new boolean[1];
        pipeline.readMessage(message, source, positions, entry -> {
            any[0] = true;
            sink.accept(routed(entry));
        });
        if (!any[0] && isBlank(message)) {
            unreadable(EMPTY, positions.of(new byte[0], "1#0"), sink);
        }
    }

    /**
     * What came and has no bytes that could be cut.
     *
     * @param reason stable code
     */
    public void unreadable(String reason, String position, Consumer<RoutedEntry> sink) {
        sink.accept(routed(pipeline.unreadable(new byte[0], reason, source, position)));
    }

    private RoutedEntry routed(LogEntry entry) {
        if (estate != null) {
            return new RoutedEntry(estate, entry);
        }
        String owner =
                entry.record() instanceof AzureRecord azure ? estates.estateOf(azure.bytes()) : estates.quarantine();
        if (owner.equals(estates.quarantine())) {
            unrouted.run();
        }
        return new RoutedEntry(owner, entry);
    }

    private static boolean isBlank(byte[] message) {
        for (byte b : message) {
            if (b > ' ' || b < 0) {
                return false;
            }
        }
        return true;
    }
}
