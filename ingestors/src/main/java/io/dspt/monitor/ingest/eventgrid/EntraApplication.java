package io.dspt.monitor.ingest.eventgrid;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The application in Entra that stands for the ingestor, and whose tokens for it count.
 *
 * @param audiences what tokens for it say: its id, or its id as a URI
 * @param issuers who issues them, as tokens say it
 * @param senders ids of the applications that may send
 * @param keys where the issuer publishes the keys by which it signs
 */
public record EntraApplication(
        SortedSet<String> audiences, SortedSet<String> issuers, SortedSet<String> senders, URI keys) {
    /** Event Grid's own application, the same in all tenants. */
    public static final String EVENT_GRID = "4962773b-9cdb-44cf-a8bf-237846a00ab7";

    public EntraApplication {
        audiences = copy(audiences, "audience");
        issuers = copy(issuers, "issuer");
        senders = lower(copy(senders, "sender"));
        if (!isGuarded(keys)) {
            throw new IllegalArgumentException("keys are fetched by https, or from this machine, not from " + keys);
        }
    }

    /** Both kinds of tokens that Entra issues in a tenant: Event Grid's have been of the first kind. */
    public static SortedSet<String> issuersOf(String tenant) {
        return new TreeSet<>(List.of(
                "https://sts.windows.net/" + tenant + "/", "https://login.microsoftonline.com/" + tenant + "/v2.0"));
    }

    /** Where Entra publishes the keys of a tenant. */
    public static URI keysOf(String tenant) {
        return URI.create("https://login.microsoftonline.com/" + tenant + "/discovery/v2.0/keys");
    }

    private static boolean isGuarded(URI keys) {
        String host = keys.getHost();
        return host != null
                && ("https".equals(keys.getScheme())
                        || ("http".equals(keys.getScheme()) && (host.equals("127.0.0.1") || host.equals("localhost"))));
    }

    private static SortedSet<String> copy(SortedSet<String> values, String what) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("at least one " + what + " is needed");
        }
        return Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    private static SortedSet<String> lower(SortedSet<String> ids) {
        SortedSet<String> lower = new TreeSet<>();
        ids.forEach(id -> lower.add(id.toLowerCase(Locale.ROOT)));
        return Collections.unmodifiableSortedSet(lower);
    }
}
