package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingId;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.Output.CheckpointReached;
import io.dspt.monitor.core.fold.Output.DeadLetter;
import io.dspt.monitor.core.fold.Output.FindingState;
import io.dspt.monitor.ingest.EstateLog;
import io.dspt.monitor.ingest.LogEntry;
import io.dspt.monitor.streams.hosting.FoldHost;
import io.dspt.monitor.streams.hosting.InMemoryFoldState;
import io.dspt.monitor.streams.output.FindingJson;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An estate's log that is judged as it is written, in memory and with no Kafka. */
final class InMemoryEstateLog implements EstateLog {
    /** Only read in a live log, which this is not. */
    private static final Instant APPENDED_AT = Instant.EPOCH;
    /** What comes of a broken rule file: it is left out, and named before anything is read. */
    private static final String RULE_REFUSED = "rule-refused";

    private final String estate;
    private final FoldHost host;
    private final InMemoryFoldState state = new InMemoryFoldState();
    private final Map<String, String> marks = new HashMap<>();
    private final Map<FindingId, Finding> findings = new LinkedHashMap<>();
    private @Nullable CheckpointReached reached;

    InMemoryEstateLog(String estate, MonitorSettings settings) {
        this.estate = estate;
        this.host = new FoldHost(new Monitor(settings));
    }

    @Override
    public @Nullable String mark(String name) {
        return marks.get(name);
    }

    @Override
    public void append(List<LogEntry> entries, @Nullable Mark mark) {
        for (LogEntry entry : entries) {
            judge(entry.record());
        }
        if (mark != null) {
            marks.put(mark.name(), mark.value());
        }
    }

    @Override
    public void commit() {
        // What is appended has been judged already.
    }

    /** The last checkpoint that was reached. */
    @Nullable
    CheckpointReached reached() {
        return reached;
    }

    /** The findings as they are now, in the order in which they opened. */
    List<PrintedFinding> findings() {
        return findings.values().stream()
                .map(finding -> PrintedFinding.parse(FindingJson.of(finding)))
                .sorted(PrintedFinding.AS_OPENED)
                .toList();
    }

    private void judge(LogRecord record) {
        for (Output output : host.step(estate, record, APPENDED_AT, state).outputs()) {
            if (output instanceof FindingState finding) {
                findings.put(finding.finding().id(), finding.finding());
            } else if (output instanceof CheckpointReached checkpoint) {
                reached = checkpoint;
            } else if (record instanceof LogRecord.Control
                    && output instanceof DeadLetter letter
                    && !letter.reason().equals(RULE_REFUSED)) {
                throw CommandFailedException.failed("the monitor refused a control record: " + letter.reason());
            }
        }
    }
}
