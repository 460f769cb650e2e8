package io.dspt.monitor.streams;

import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.streams.alert.AlertSettings;
import io.dspt.monitor.streams.cluster.KafkaCluster;
import io.dspt.monitor.streams.ledger.HeadSettings;
import io.dspt.monitor.streams.output.OutputListener;
import io.dspt.monitor.streams.posture.PostureSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the streams application is told.
 *
 * @param cluster where it reads and writes
 * @param hosting how it stands among its peers
 * @param monitor what the fold decides by
 * @param listeners told of what comes out, besides the service's own
 * @param alerts whom to tell of findings; empty when nobody
 * @param heads where signed heads of the ledger go; empty when they go nowhere
 * @param posture how often the posture is told
 */
public record MonitorServiceSettings(
        KafkaCluster cluster,
        Hosting hosting,
        MonitorSettings monitor,
        List<OutputListener> listeners,
        Optional<AlertSettings> alerts,
        Optional<HeadSettings> heads,
        PostureSettings posture) {

    /** Names the consumer group, the changelogs and the transactions where no other name is configured. */
    public static final String APPLICATION_ID = "dspt-monitor";

    /**
     * How a process stands among those that share the work.
     *
     * @param application names the consumer group, the changelogs and the transactions: never changes
     * @param instance name of this process, the same after every restart, so that it takes its partitions up again at once
     * @param stateDirectory where its stores lie
     * @param threads how many partitions it judges at a time
     * @param standbys copies of each store that other processes keep
     */
    public record Hosting(String application, String instance, Path stateDirectory, int threads, int standbys) {
        public Hosting {
            if (threads < 1) {
                throw new IllegalArgumentException("at least one thread is needed, not " + threads);
            }
            if (standbys < 0) {
                throw new IllegalArgumentException("there cannot be " + standbys + " standbys");
            }
        }

        /** One process, one thread, no copies. */
        public static Hosting alone(String instance, Path stateDirectory) {
            return new Hosting(APPLICATION_ID, instance, stateDirectory, 1, 0);
        }
    }

    public MonitorServiceSettings {
        listeners = List.copyOf(listeners);
    }

    /** One process alone on a cluster that wants neither TLS nor a name. */
    public MonitorServiceSettings(
            String bootstrapServers,
            String instance,
            Path stateDirectory,
            MonitorSettings monitor,
            List<OutputListener> listeners) {
        this(
                KafkaCluster.plain(bootstrapServers),
                Hosting.alone(instance, stateDirectory),
                monitor,
                listeners,
                Optional.empty(),
                Optional.empty(),
                PostureSettings.USUAL);
    }

    /** The same with somebody who is told of findings. */
    public MonitorServiceSettings telling(Optional<AlertSettings> others) {
        return new MonitorServiceSettings(cluster, hosting, monitor, listeners, others, heads, posture);
    }

    /** The same with a place where signed heads of the ledger go. */
    public MonitorServiceSettings signing(Optional<HeadSettings> others) {
        return new MonitorServiceSettings(cluster, hosting, monitor, listeners, alerts, others, posture);
    }

    /** The same with the posture told so often. */
    public MonitorServiceSettings tellingPosture(PostureSettings others) {
        return new MonitorServiceSettings(cluster, hosting, monitor, listeners, alerts, heads, others);
    }
}
