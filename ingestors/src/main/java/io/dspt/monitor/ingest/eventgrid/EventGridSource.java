package io.dspt.monitor.ingest.eventgrid;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where Event Grid posts events, and who may.
 *
 * @param name what evidence and metrics call it
 * @param address where it listens; port 0 for any that is free
 * @param path the one path that takes events
 * @param estate whose events they are; {@code null} when each tells by its subscription and tenant
 * @param certificate what it shows whoever connects; empty when something before it ends TLS
 * @param sharedSecrets what a sender may know; empty when nothing of the kind is asked for
 * @param entra whose tokens it takes; empty when none is asked for
 * @param allowedOrigins who may announce CloudEvents
 * @param limits how much it takes at once
 */
public record EventGridSource(
        String name,
        InetSocketAddress address,
        String path,
        @Nullable String estate,
        Optional<ServerCertificate> certificate,
        Optional<SharedSecrets> sharedSecrets,
        Optional<EntraApplication> entra,
        SortedSet<String> allowedOrigins,
        Limits limits) {
    /** What Event Grid calls itself when it asks whether CloudEvents are wanted. */
    public static final String EVENT_GRID_ORIGIN = "eventgrid.azure.net";

    /**
     * How much is taken at once.
     *
     * @param mostBytes of one request; what is longer is refused for good
     * @param threads requests that are worked on at once
     */
    public record Limits(int mostBytes, int threads) {
        /**
         * An event has at most 1 MB, a batch as a rule at most what its subscription prefers, which is at most 1 MB too:
         * but that is no bound.
         */
        public static final Limits USUAL = new Limits(1_572_864, 16);

        private static final int LEAST_BYTES = 1_024;
        private static final int MOST_BYTES = 16 * 1_024 * 1_024;
        private static final int MOST_THREADS = 256;

        public Limits {
            if (mostBytes < LEAST_BYTES || mostBytes > MOST_BYTES) {
                throw new IllegalArgumentException("a request may have between " + LEAST_BYTES + " and " + MOST_BYTES
                        + " bytes, not " + mostBytes);
            }
            if (threads < 1 || threads > MOST_THREADS) {
                throw new IllegalArgumentException("between 1 and " + MOST_THREADS + " threads, not " + threads);
            }
        }
    }

    public EventGridSource {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name a source: lower-case letters, digits and '-', at most 63");
        }
        if (!path.matches("/[A-Za-z0-9._~/-]*")) {
            throw new IllegalArgumentException(
                    "a path begins with '/' and has letters, digits, '.', '_', '~' and '-', not '" + path + "'");
        }
        if (sharedSecrets.isEmpty() && entra.isEmpty()) {
            throw new IllegalArgumentException(
                    "anybody could send events: 'shared_secret_file', 'entra' or both are needed");
        }
        if (allowedOrigins.isEmpty()) {
            throw new IllegalArgumentException("at least one origin is needed");
        }
        allowedOrigins = new TreeSet<>(allowedOrigins);
    }

    /** What evidence calls it. */
    String evidenceName() {
        return "event-grid/" + name;
    }
}
