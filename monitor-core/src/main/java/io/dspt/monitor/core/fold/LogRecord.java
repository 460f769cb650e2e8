package io.dspt.monitor.core.fold;

import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** One record of an estate's log: everything that can change a verdict is one of these. */
public sealed interface LogRecord {

    /** An Azure record as it came, masked. */
    record AzureRecord(byte[] bytes, Origin origin) implements LogRecord {}

    /**
     * What could not be cut into a record, masked by pattern; it is in the log so that every element is accounted for
     * by the same count.
     *
     * @param reason stable code, such as {@code not-json}
     */
    record UnreadableElement(byte[] bytes, String reason, Origin origin) implements LogRecord {}

    /**
     * The state of one resource as an inventory told it, masked.
     *
     * @param takenAt as of when it is so: its event time
     * @param snapshotId name of the inventory, the same for all it tells
     */
    record SnapshotResource(byte[] bytes, Origin origin, Instant takenAt, String snapshotId) implements LogRecord {
        public SnapshotResource {
            SnapshotName.check(snapshotId, takenAt);
        }
    }

    /**
     * All of these subscriptions has been told under this name. It is no element: nothing of Azure's stands in it. An
     * inventory of what has changed only has none.
     *
     * @param snapshotId name of the inventory
     * @param takenAt as of when it is so, as of every resource it told
     * @param subscriptions ids of the subscriptions that were told whole, in lower case; at most {@value #MOST_SUBSCRIPTIONS}
     * @param resources how many resources were told; when the log holds another number, some were lost on the way
     */
    record SnapshotEnd(String snapshotId, Instant takenAt, SortedSet<String> subscriptions, long resources)
            implements LogRecord {
        /** A step takes note of all of them at once. */
        public static final int MOST_SUBSCRIPTIONS = 100;

        private static final Pattern SUBSCRIPTION = Pattern.compile("[0-9a-z-]{1,64}");

        public SnapshotEnd {
            SnapshotName.check(snapshotId, takenAt);
            SortedSet<String> canonical = new TreeSet<>();
            for (String subscription : subscriptions) {
                String id = subscription.toLowerCase(Locale.ROOT);
                if (!SUBSCRIPTION.matcher(id).matches()) {
                    throw new IllegalArgumentException("not the id of a subscription: '" + subscription + "'");
                }
                canonical.add(id);
            }
            if (canonical.isEmpty() || canonical.size() > MOST_SUBSCRIPTIONS) {
                throw new IllegalArgumentException(
                        "a snapshot is of 1 to " + MOST_SUBSCRIPTIONS + " subscriptions, not of " + canonical.size());
            }
            if (resources < 0) {
                throw new IllegalArgumentException("a snapshot does not tell of " + resources + " resources");
            }
            subscriptions = Collections.unmodifiableSortedSet(canonical);
        }
    }

    /** A signed control record, see {@link SignedControl}. */
    record Control(byte[] signed) implements LogRecord {}

    /** The clock of a live log, so that timers fire when nothing else arrives. */
    record Tick(Instant at) implements LogRecord {}
}
