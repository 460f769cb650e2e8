package io.dspt.monitor.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An estate's log as an ingestor sees it: records go in together with marks that say how far its input was read, and a
 * mark stands if and only if the records that came with it do.
 */
public interface EstateLog {

    /**
     * Something an ingestor has to remember.
     *
     * @param name unique within the estate's log
     * @param value what stands under the name from now on
     */
    record Mark(String name, String value) {}

    /** What stands under this name, or {@code null}. */
    @Nullable
    String mark(String name);

    /** Appends records, in order, and sets a mark: all of it or nothing. */
    void append(List<LogEntry> entries, @Nullable Mark mark);

    /** Makes everything so far durable and visible; without it, that happens soon. */
    void commit();
}
