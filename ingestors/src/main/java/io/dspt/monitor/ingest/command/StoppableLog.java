package io.dspt.monitor.ingest.command;

import io.dspt.monitor.ingest.EstateLog;
import io.dspt.monitor.ingest.LogEntry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A log that takes no more once somebody has asked to stop; what it has taken before stays. */
final class StoppableLog implements EstateLog {
    private final EstateLog log;
    private final CompletableFuture<Void> asked;

    /** @param asked completes when somebody asks to stop */
    StoppableLog(EstateLog log, CompletableFuture<Void> asked) {
        this.log = log;
        this.asked = asked;
    }

    /** Somebody has asked to stop. */
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public @Nullable String mark(String name) {
        return log.mark(name);
    }

    @Override
    public void append(List<LogEntry> entries, @Nullable Mark mark) {
        if (asked.isDone()) {
            throw new StoppedException();
        }
        log.append(entries, mark);
    }

    @Override
    public void commit() {
        log.commit();
    }
}
