package io.dspt.monitor.ingest.eventgrid;

import io.dspt.monitor.core.azure.EventGridEnvelope;
import io.dspt.monitor.ingest.MessageRecords;
import io.dspt.monitor.ingest.RoutedEntry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes records of the log out of what is posted. An event stands where its id says, so that it stands at the same place
 * when Event Grid sends it again; what has none stands at its time of arrival and the number of its request.
 */
final class EventGridRecords {
    private final MessageRecords messages;
    private final InstantSource clock;
    private final AtomicLong requests = new AtomicLong();

    EventGridRecords(MessageRecords messages, InstantSource clock) {
        this.messages = messages;
        this.clock = clock;
    }

    /** The records of one body, in order. */
    List<RoutedEntry> of(byte[] body) {
        String arrival = clock.instant() + "/" + requests.incrementAndGet();
        List<RoutedEntry> entries = new ArrayList<>();
        messages.of(
                body,
                (element, within) -> EventGridEnvelope.of(element).id().orElse(arrival + ":" + within),
                entries::add);
        return entries;
    }
}
