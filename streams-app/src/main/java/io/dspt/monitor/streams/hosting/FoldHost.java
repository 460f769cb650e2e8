package io.dspt.monitor.streams.hosting;

import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecord.AzureRecord;
import io.dspt.monitor.core.fold.LogRecord.UnreadableElement;
import io.dspt.monitor.core.fold.LogRecordForm;
import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.Output.CheckpointReached;
import io.dspt.monitor.core.fold.Output.Counts;
import io.dspt.monitor.core.fold.Output.LedgerEntry;
import io.dspt.monitor.core.fold.StepResult;
import io.dspt.monitor.core.ledger.LedgerChain;
import io.dspt.monitor.streams.output.LedgerJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records through the fold: writes are applied only when the step has succeeded, and a record whose step throws is
 * given up as a dead letter, so that it stops nothing. The lines of the ledger are chained here, where no step can be
 * torn any more. The same whether the state lies in memory or under Kafka Streams.
 */
public final class FoldHost {
    /** Reason of a record whose step threw. */
    public static final String STEP_FAILED = "step-failed";

    private static final Logger LOG = LoggerFactory.getLogger(FoldHost.class);
    private static final String NO_HASH = "0".repeat(64);

    private final Monitor monitor;

    public FoldHost(Monitor monitor) {
        this.monitor = monitor;
    }

    /**
     * What came of a record.
     *
     * @param sequence place among the records stepped through in this estate, 0 for one that was given up
     * @param outputs what to send out, in order
     * @param ledgerLines how those of them stand on {@code dspt.ledger} that are entries of the ledger, in the same order
     */
    public record Stepped(long sequence, List<Output> outputs, List<byte[]> ledgerLines) {
        /** Of no entry of the ledger. */
        Stepped(long sequence, List<Output> outputs) {
            this(sequence, outputs, List.of());
        }
    }

    /**
     * Takes one record through the fold, applies what it writes, and chains what it says to the ledger.
     *
     * @param estate whose log the record stands in
     * @param appendedAt when the broker appended it
     */
    public Stepped step(String estate, LogRecord record, Instant appendedAt, FoldState state) {
        StepResult result;
        try {
            result = monitor.step(estate, record, appendedAt, state);
        } catch (KafkaException e) {
            // The store failed, not the step: Kafka Streams has to know.
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            return giveUp(estate, record, state, e);
        }
        Optional<LedgerChain> ledger = chained(estate, result.outputs(), state);
        state.apply(result);
        if (result.outputs().isEmpty()) {
            return new Stepped(result.sequence(), List.of());
        }
        ledger.ifPresent(chain -> state.keepLedgerHead(estate, chain.head()));
        List<Output> outputs = result.outputs().stream()
                .map(output ->
                        output instanceof CheckpointReached reached ? withFailed(reached, estate, state) : output)
                .toList();
        return new Stepped(
                result.sequence(), outputs, ledger.map(LedgerChain::lines).orElse(List.of()));
    }

    /** The lines of a step, each behind the one before; most steps have none, and ask nothing of the store for it. */
    private static Optional<LedgerChain> chained(String estate, List<Output> outputs, FoldState state) {
        LedgerChain chain = null;
        for (Output output : outputs) {
            if (output instanceof LedgerEntry entry) {
                if (chain == null) {
                    chain = new LedgerChain(state.ledgerHead(estate));
                }
                chain.append(LedgerJson.of(estate, entry.event()));
            }
        }
        return Optional.ofNullable(chain);
    }

    private static Stepped giveUp(String estate, LogRecord record, FoldState state, Throwable failure) {
        // The message of the exception may hold what the record holds: only where it happened is told.
        StackTraceElement[] trace = failure.getStackTrace();
        LOG.error(
                "A record was given up: {} at {}",
                failure.getClass().getName(),
                trace.length == 0 ? "an unknown place" : trace[0]);
        if (record instanceof AzureRecord azure) {
            state.countFailedElement(estate);
            return givenUp(azure.origin(), azure.bytes());
        } else if (record instanceof LogRecord.SnapshotResource resource) {
            state.countFailedElement(estate);
            return givenUp(resource.origin(), resource.bytes());
        } else if (record instanceof UnreadableElement unreadable) {
            state.countFailedElement(estate);
            return givenUp(unreadable.origin(), unreadable.bytes());
        }
        byte[] bytes = record instanceof LogRecord.Tick
                ? new byte[0]
                : LogRecordForm.of(record).value();
        return givenUp(new Origin("log", record.getClass().getSimpleName(), NO_HASH), bytes);
    }

    private static Stepped givenUp(Origin origin, byte[] bytes) {
        return new Stepped(0, List.of(new Output.DeadLetter(origin, STEP_FAILED, bytes)));
    }

    /** The fold cannot count what it failed on: every element is accounted for by the host's count and the fold's. */
    private static CheckpointReached withFailed(CheckpointReached reached, String estate, FoldState state) {
        long failed = state.failedElements(estate);
        if (failed == 0) {
            return reached;
        }
        Counts counts = reached.counts();
        SortedMap<String, Long> deadLettered = new TreeMap<>(counts.deadLettered());
        deadLettered.merge(STEP_FAILED, failed, Long::sum);
        return new CheckpointReached(
                reached.checkpoint(),
                new Counts(
                        counts.read() + failed,
                        counts.parsed(),
                        counts.ignored(),
                        deadLettered,
                        counts.unevaluable(),
                        counts.findings()),
                reached.rules(),
                reached.clock());
    }
}
