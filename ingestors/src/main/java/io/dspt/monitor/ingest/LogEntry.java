package io.dspt.monitor.ingest;

import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecord.AzureRecord;
import io.dspt.monitor.core.fold.LogRecord.SnapshotResource;
import io.dspt.monitor.core.fold.LogRecord.UnreadableElement;

/**
 * A record on its way into an estate's log.
 *
 * @param record the record, masked and cut
 * @param fullLength bytes of the element before it was cut
 */
public record LogEntry(LogRecord record, long fullLength) {

    /** A record that was not cut. */
    public static LogEntry whole(LogRecord record) {
        return new LogEntry(record, length(record));
    }

    /** Whether bytes are missing at the end. */
    public boolean cut() {
        return fullLength > length(record);
    }

    private static long length(LogRecord record) {
        if (record instanceof AzureRecord azure) {
            return azure.bytes().length;
        }
        if (record instanceof SnapshotResource resource) {
            return resource.bytes().length;
        }
        return record instanceof UnreadableElement unreadable ? unreadable.bytes().length : 0;
    }
}
