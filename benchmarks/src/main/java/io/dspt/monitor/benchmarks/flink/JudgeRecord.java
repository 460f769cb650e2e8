package io.dspt.monitor.benchmarks.flink;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Judges each record by itself; what breaks a rule only together with others goes aside. It also tells how far a
 * checkpoint that is complete has come, which is what is measured.
 */
class JudgeRecord extends ProcessFunction<ParsedEvent, Verdict> implements CheckpointedFunction, CheckpointListener {
    private static final long serialVersionUID = 1L;

    /** Sign-ins with a wrong password, by user. */
    static final OutputTag<Signal> WRONG_PASSWORDS = new OutputTag<>("wrong-passwords") {};

    /** Reads of recovery secrets, by reader. */
    static final OutputTag<Signal> RECOVERY_SECRETS = new OutputTag<>("recovery-secrets") {};

    private transient Map<Integer, Long> next = new HashMap<>();
    private transient NavigableMap<Long, Map<Integer, Long>> byCheckpoint = new TreeMap<>();

    @Override
    public void processElement(ParsedEvent event, Context context, Collector<Verdict> out) {
        next.put(event.partition, event.offset + 1);
        if (event.tree.isObject()) {
            RecordRules.judge(event, new RecordRules.Sink() {
                @Override
                public void verdict(Verdict verdict) {
                    out.collect(verdict);
                }

                @Override
                public void wrongPassword(Signal signal) {
                    context.output(WRONG_PASSWORDS, signal);
                }

                @Override
                public void recoverySecret(Signal signal) {
                    context.output(RECOVERY_SECRETS, signal);
                }
            });
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        next = new HashMap<>();
        byCheckpoint = new TreeMap<>();
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        byCheckpoint.put(context.getCheckpointId(), Map.copyOf(next));
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        Map<Integer, Long> offsets = byCheckpoint.remove(checkpoint);
        byCheckpoint.headMap(checkpoint).clear();
        if (offsets != null) {
            FlinkClient.committed(offsets);
        }
    }
}
