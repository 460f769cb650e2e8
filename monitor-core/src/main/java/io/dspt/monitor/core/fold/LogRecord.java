package io.dspt.monitor.core.fold;

import java.time.Instant;

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

    /** A signed control record, see {@link SignedControl}. */
    record Control(byte[] signed) implements LogRecord {}

    /** The clock of a live log, so that timers fire when nothing else arrives. */
    record Tick(Instant at) implements LogRecord {}
}
