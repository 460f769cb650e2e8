package io.dspt.monitor.ingest.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import io.dspt.monitor.core.fold.LogRecord.AzureRecord;
import io.dspt.monitor.ingest.EstateDirectory;
import io.dspt.monitor.ingest.LogEntry;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.RoutedEntry;
import java.util.function.Consumer;

/** Makes records of the log out of the events of a hub. Whatever an event holds, something comes of it. */
final class EventRecords {
    /** Reason of an event whose body is no bytes but a value of AMQP. */
    static final String NOT_BYTES = "body-not-bytes";
    /** Reason of an event with nothing in it. */
    static final String EMPTY = "empty";

    private final HubSource source;
    private final String evidenceName;
    private final ReaderPipeline pipeline;
    private final EstateDirectory estates;
    private final HubMetrics metrics;

    EventRecords(HubSource source, ReaderPipeline pipeline, EstateDirectory estates, HubMetrics metrics) {
        this.source = source;
        this.evidenceName = source.evidenceName();
        this.pipeline = pipeline;
        this.estates = estates;
        this.metrics = metrics;
    }

    /**
     * The records of one event, in order.
     *
     * @param partition of the hub; with the sequence number it says where a record stood
     */
    void of(int partition, EventData event, Consumer<RoutedEntry> sink) {
        String position = partition + "/" + event.getSequenceNumber();
        byte[] body;
        try {
            body = event.getBody();
        } catch (UnsupportedOperationException e) {
            // The SDK gives a body as bytes or not at all.
            sink.accept(unreadable(NOT_BYTES, position));
            return;
        }
        boolean[] any = new boolean[1];
        pipeline.readMessage(body, evidenceName, position, entry -> {
            any[0] = true;
            sink.accept(routed(entry));
        });
        if (!any[0] && isBlank(body)) {
            sink.accept(unreadable(EMPTY, position));
        }
    }

    private RoutedEntry unreadable(String reason, String position) {
        return routed(pipeline.unreadable(new byte[0], reason, evidenceName, position));
    }

    private RoutedEntry routed(LogEntry entry) {
        if (source.estate() != null) {
            return new RoutedEntry(source.estate(), entry);
        }
        String estate =
                entry.record() instanceof AzureRecord azure ? estates.estateOf(azure.bytes()) : estates.quarantine();
        if (estate.equals(estates.quarantine())) {
            metrics.unrouted();
        }
        return new RoutedEntry(estate, entry);
    }

    private static boolean isBlank(byte[] body) {
        for (byte b : body) {
            if (b > ' ' || b < 0) {
                return false;
            }
        }
        return true;
    }
}
