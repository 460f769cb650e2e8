package io.dspt.monitor.ingest.configuration;

import io.dspt.monitor.ingest.EstateDirectory;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.eventhubs.HubSource;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What ingestors are told.
 *
 * @param kafka the cluster that is written to
 * @param replication copies of each partition of topics that have to be made
 * @param maskKey secret under which masked values stay equal
 * @param estates which there are, and which records are theirs
 * @param metrics where metrics and health are served
 * @param eventHubs hubs to read
 */
public record IngestConfiguration(
        KafkaConnection kafka,
        short replication,
        MaskKey maskKey,
        EstateDirectory estates,
        Optional<InetSocketAddress> metrics,
        List<HubSource> eventHubs) {

    public IngestConfiguration {
        eventHubs = List.copyOf(eventHubs);
        Set<String> names = new HashSet<>();
        for (HubSource source : eventHubs) {
            if (!names.add(source.name())) {
                throw new IllegalArgumentException("two sources are called '" + source.name() + "'");
            }
            if (source.estate() != null && !estates.names().contains(source.estate())) {
                throw new IllegalArgumentException("source '" + source.name() + "' names the estate '"
                        + source.estate() + "', which is none of " + estates.names());
            }
        }
    }
}
