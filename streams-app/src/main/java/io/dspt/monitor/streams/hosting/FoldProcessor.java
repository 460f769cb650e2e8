package io.dspt.monitor.streams.hosting;

import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecordForm;
import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.Output.DeadLetter;
import io.dspt.monitor.core.fold.Output.LedgerEntry;
import io.dspt.monitor.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The one processor: every record of a log goes through the fold, and what comes out goes to the topics' sinks. */
final class FoldProcessor implements Processor<byte[], byte[], OutputKey, byte[]> {
    /** Reason of a record on the log that is none. */
    static final String NOT_A_LOG_RECORD = "not-a-log-record";

    /** So many steps are timed by one: enough for a distribution, without two looks at the clock for every record. */
    private static final int ONE_IN = 64;

    private static final String SEQUENCE = "sequence";
    private static final String ORDINAL = "ordinal";
    /** Set by ingestors, passed on with dead letters. */
    private static final List<String> PASSED_ON = List.of("ingestor", "length");

    private static final String NO_ESTATE = "unknown";
    private static final String NO_HASH = "0".repeat(64);

    private final FoldHost host;
    private final LiveEstates liveEstates;
    private final StepTimes times;
    private int steps;

    @SuppressWarnings("NullAway.Init")
    private ProcessorContext<OutputKey, byte[]> context;

    @SuppressWarnings("NullAway.Init")
    private StreamsFoldState state;

    FoldProcessor(FoldHost host, LiveEstates liveEstates, StepTimes times) {
        this.host = host;
        this.liveEstates = liveEstates;
        this.times = times;
    }

    @Override
    public void init(ProcessorContext<OutputKey, byte[]> processorContext) {
        context = processorContext;
        state = new StreamsFoldState(
                processorContext.getStateStore(MonitorTopology.STATE),
                processorContext.getStateStore(MonitorTopology.ESTATE));
        int partition = processorContext.taskId().partition();
        liveEstates.begin(partition);
        // What was live before a restart still is, though nothing of it may arrive any more.
        state.estates().stream()
                .filter(estate -> Monitor.mode(estate, state) == LogMode.LIVE)
                .forEach(estate -> liveEstates.add(partition, estate));
    }

    @Override
    public void close() {
        liveEstates.end(context.taskId().partition());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        byte @Nullable [] value = record.value();
        if (key == null || key.length == 0 || value == null) {
            reject(record);
            return;
        }
        LogRecord logRecord;
        try {
            logRecord = LogRecordForm.read(name -> value(record.headers(), name), value);
        } catch (IllegalArgumentException e) {
            reject(record);
            return;
        }
        String estate = new String(key, StandardCharsets.UTF_8);
        FoldHost.Stepped stepped = step(estate, logRecord, Instant.ofEpochMilli(record.timestamp()));
        if (logRecord instanceof LogRecord.Control && Monitor.mode(estate, state) == LogMode.LIVE) {
            liveEstates.add(context.taskId().partition(), estate);
        }
        send(estate, stepped, record);
    }

    private FoldHost.Stepped step(String estate, LogRecord logRecord, Instant appendedAt) {
        boolean timed = logRecord instanceof LogRecord.AzureRecord && steps++ % ONE_IN == 0;
        if (!timed) {
            return host.step(estate, logRecord, appendedAt, state);
        }
        long began = System.nanoTime();
        FoldHost.Stepped stepped = host.step(estate, logRecord, appendedAt, state);
        times.took(System.nanoTime() - began);
        return stepped;
    }

    private void reject(Record<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        byte @Nullable [] value = record.value();
        String estate = key == null || key.length == 0 ? NO_ESTATE : new String(key, StandardCharsets.UTF_8);
        Output letter = new DeadLetter(
                new Origin(Topics.LOG, "", NO_HASH), NOT_A_LOG_RECORD, value == null ? new byte[0] : value);
        send(estate, new FoldHost.Stepped(0, List.of(letter)), record);
    }

    private void send(String estate, FoldHost.Stepped stepped, Record<byte[], byte[]> cause) {
        int ordinal = 0;
        Iterator<byte[]> ledger = stepped.ledgerLines().iterator();
        for (Output output : stepped.outputs()) {
            OutputRecord form = output instanceof LedgerEntry
                    ? OutputRecord.ofLedger(estate, ledger.next())
                    : OutputRecord.of(estate, output);
            Headers headers = new RecordHeaders();
            form.headers().forEach((name, text) -> headers.add(name, utf8(text)));
            if (output instanceof DeadLetter) {
                passOn(cause.headers(), headers);
            }
            if (stepped.sequence() > 0) {
                headers.add(SEQUENCE, utf8(Long.toString(stepped.sequence())));
                headers.add(ORDINAL, utf8(Integer.toString(ordinal)));
            }
            OutputKey key = new OutputKey(context.taskId().partition(), form.keyBytes());
            context.forward(
                    new Record<>(key, form.value(), Math.max(0, cause.timestamp()), headers),
                    MonitorTopology.sinkOf(form.topic()));
            ordinal++;
        }
    }

    private static void passOn(Headers from, Headers to) {
        for (String name : PASSED_ON) {
            @Nullable Header header = from.lastHeader(name);
            if (header != null) {
                to.remove(name).add(header);
            }
        }
    }

    private static byte @Nullable [] value(Headers headers, String name) {
        @Nullable Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
