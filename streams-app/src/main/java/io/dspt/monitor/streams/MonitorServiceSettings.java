package io.dspt.monitor.streams;

import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.streams.output.OutputListener;
import java.nio.file.Path;
import java.util.List;

/**
 * What the streams application is told.
 *
 * @param bootstrapServers where the cluster is
 * @param instance name of this instance, the same after every restart, so that it takes its partitions up again at once
 * @param stateDirectory where its stores lie
 * @param monitor what the fold decides by
 * @param listeners told of what comes out, besides the service's own
 */
public record MonitorServiceSettings(
        String bootstrapServers,
        String instance,
        Path stateDirectory,
        MonitorSettings monitor,
        List<OutputListener> listeners) {

    /** Names the consumer group, the changelogs and the transactions: never changes. */
    public static final String APPLICATION_ID = "dspt-monitor";

    public MonitorServiceSettings {
        listeners = List.copyOf(listeners);
    }
}
