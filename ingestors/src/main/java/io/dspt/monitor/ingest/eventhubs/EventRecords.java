package io.dspt.monitor.ingest.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import io.dspt.monitor.ingest.EstateDirectory;
import io.dspt.monitor.ingest.MessageRecords;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.RoutedEntry;
import java.util.function.Consumer;

/** Makes records of the log out of the events of a hub. Whatever an event holds, something comes of it. */
final class EventRecords {
    /** Reason of an event whose body is no bytes but a value of AMQP. */
    static final String NOT_BYTES = "body-not-bytes";

    private final MessageRecords messages;

    EventRecords(HubSource source, ReaderPipeline pipeline, EstateDirectory estates, HubMetrics metrics) {
        this.messages =
                new MessageRecords(source.evidenceName(), source.estate(), pipeline, estates, metrics::unrouted);
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
            messages.unreadable(NOT_BYTES, position, sink);
            return;
        }
        messages.of(body, position, sink);
    }
}
