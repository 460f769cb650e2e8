package io.dspt.monitor.quickstart;

import io.dspt.monitor.ingest.EstateLog;
import io.dspt.monitor.ingest.LogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives every record to two logs, so that input is read once and both judge the same. */
record BacktestLog(EstateLog live, EstateLog candidate) implements EstateLog {

    @Override
    public @Nullable String mark(String name) {
        return live.mark(name);
    }

    @Override
    public void append(List<LogEntry> entries, @Nullable Mark mark) {
        live.append(entries, mark);
        candidate.append(entries, mark);
    }

    @Override
    public void commit() {
        live.commit();
        candidate.commit();
    }
}
