package io.dspt.monitor.ingest.configuration;

import io.dspt.monitor.ingest.EstateDirectory;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.eventgrid.EventGridSource;
import io.dspt.monitor.ingest.eventhubs.EntraCredential;
import io.dspt.monitor.ingest.eventhubs.HubSource;
import io.dspt.monitor.ingest.inventory.InventorySource;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What ingestors are told.
 *
 * @param kafka the cluster that is written to
 * @param replication copies of each partition of topics that have to be made
 * @param maskKey secret under which masked values stay equal
 * @param estates which there are, and which records are theirs
 * @param metrics where metrics and health are served
 * @param eventHubs hubs to read
 * @param eventGrid where Event Grid posts events
 * @param inventory where inventories are taken from
 * @param archive identity that reads the containers of an archive; empty when it is the one there is
 */
public record IngestConfiguration(
        KafkaConnection kafka,
        short replication,
        MaskKey maskKey,
        EstateDirectory estates,
        Optional<InetSocketAddress> metrics,
        List<HubSource> eventHubs,
        Optional<EventGridSource> eventGrid,
        Optional<InventorySource> inventory,
        Optional<EntraCredential> archive) {

    public IngestConfiguration {
        eventHubs = List.copyOf(eventHubs);
        Set<String> names = new HashSet<>();
        for (HubSource source : eventHubs) {
            requireNew(source.name(), names);
            requireKnown(source.name(), source.estate(), estates);
        }
        eventGrid.ifPresent(source -> {
            requireNew(source.name(), names);
            requireKnown(source.name(), source.estate(), estates);
        });
        inventory.ifPresent(source -> {
            requireNew(source.name(), names);
            requireKnown(source.name(), source.estate(), estates);
        });
    }

    private static void requireNew(String source, Set<String> names) {
        if (!names.add(source)) {
            throw new IllegalArgumentException("two sources are called '" + source + "'");
        }
    }

    private static void requireKnown(String source, @Nullable String estate, EstateDirectory estates) {
        if (estate != null && !estates.names().contains(estate)) {
            throw new IllegalArgumentException(
                    "source '" + source + "' names the estate '" + estate + "', which is none of " + estates.names());
        }
    }
}
