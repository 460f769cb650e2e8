package io.dspt.monitor.ingest;

import io.dspt.monitor.core.fold.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log in memory that can fail like a process that is killed: what was appended before stands, with its marks. */
public final class RecordingLog implements EstateLog {
    private final List<LogEntry> entries = new ArrayList<>();
    private final Map<String, String> marks = new HashMap<>();
    private int appendsLeft = Integer.MAX_VALUE;

    /** Thrown in place of being killed. */
    public static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The append after so many more fails and leaves nothing. */
    public void failAfter(int appends) {
        appendsLeft = appends;
    }

    public List<LogEntry> entries() {
        return entries;
    }

    /** The Azure records as text. */
    public List<String> texts() {
        return entries.stream()
                .map(LogEntry::record)
                .filter(LogRecord.AzureRecord.class::isInstance)
                .map(record -> new String(((LogRecord.AzureRecord) record).bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public @Nullable String mark(String name) {
        return marks.get(name);
    }

    @Override
    public void append(List<LogEntry> appended, @Nullable Mark mark) {
        if (appendsLeft-- == 0) {
            throw new Killed();
        }
        entries.addAll(appended);
        if (mark != null) {
            marks.put(mark.name(), mark.value());
        }
    }

    @Override
    public void commit() {
        // What is appended stands.
    }
}
