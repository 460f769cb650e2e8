package io.dspt.monitor.ingest.inventory;

import io.dspt.monitor.ingest.eventhubs.EntraCredential;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where inventories are taken from, and how often.
 *
 * @param name names the source in metrics and evidence
 * @param credential who asks; empty for a stand-in of Azure on this machine, which asks nobody who they are
 * @param endpoint where Azure is managed, without a path
 * @param scope what is told
 * @param estate whose subscriptions all of them are; {@code null} when each is of the estate that claims it
 * @param wholeEvery how often all of it is told
 * @param changesEvery how often what has changed since is told; of what is gone only the next whole one tells
 * @param settling how far snapshots are dated back: Resource Graph may know of a change that late, and what it says must
 *     not override an event that it does not know of yet
 */
public record InventorySource(
        String name,
        Optional<EntraCredential> credential,
        URI endpoint,
        InventoryScope scope,
        @Nullable String estate,
        Duration wholeEvery,
        Duration changesEvery,
        Duration settling) {
    /** Where the public cloud is managed. */
    public static final URI PUBLIC_CLOUD = URI.create("https://management.azure.com");
    /** How often everything is told unless something else is said. */
    public static final Duration USUAL_WHOLE = Duration.ofDays(1);
    /** How often changes are told unless something else is said. */
    public static final Duration USUAL_CHANGES = Duration.ofMinutes(15);
    /** How far snapshots are dated back unless something else is said. */
    public static final Duration USUAL_SETTLING = Duration.ofMinutes(5);

    /** Resource Graph forgets changes after seven to fourteen days. */
    private static final Duration LONGEST_WHOLE = Duration.ofDays(5);

    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration LONGEST_SETTLING = Duration.ofHours(1);
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    public InventorySource {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name a source: lower case letters, digits and '-', at most 40");
        }
        requireAddress(endpoint, credential.isPresent());
        between("whole_every", wholeEvery, LEAST, LONGEST_WHOLE);
        between("changes_every", changesEvery, LEAST, wholeEvery);
        between("settling", settling, Duration.ZERO, LONGEST_SETTLING);
    }

    private static void requireAddress(URI endpoint, boolean withCredential) {
        String path = endpoint.getPath();
        boolean bare = endpoint.getHost() != null
                && (path == null || path.isEmpty() || path.equals("/"))
                && endpoint.getQuery() == null
                && endpoint.getUserInfo() == null;
        if (!bare) {
            throw new IllegalArgumentException(
                    "endpoint: an address without a path, such as " + PUBLIC_CLOUD + ", not '" + endpoint + "'");
        }
        boolean standIn = "http".equals(endpoint.getScheme()) && THIS_MACHINE.contains(endpoint.getHost());
        if (!standIn && !"https".equals(endpoint.getScheme())) {
            throw new IllegalArgumentException("endpoint: by https only, not '" + endpoint + "'");
        }
        if (standIn == withCredential) {
            throw new IllegalArgumentException(
                    standIn
                            ? "credential: a token does not go over http: leave it out for a stand-in on this machine"
                            : "'credential' is missing");
        }
    }

    private static void between(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + ": " + value + " is not between " + least + " and " + most);
        }
    }
}
