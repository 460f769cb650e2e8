package io.dspt.monitor.benchmarks.flink;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes findings of verdicts, for each rule and subject: a state opens one until it is put right, a repeated occurrence
 * opens another one only when it was quiet for a day.
 */
class FindingLife extends KeyedProcessFunction<String, Verdict, FlinkFinding> {
    private static final long serialVersionUID = 1L;
    private static final long QUIET_MILLIS = Duration.ofDays(1).toMillis();

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<FlinkFinding> current;

    @Override
    public void open(OpenContext context) {
        current = getRuntimeContext().getState(new ValueStateDescriptor<>("finding", FlinkFinding.class));
    }

    @Override
    public void processElement(Verdict verdict, Context context, Collector<FlinkFinding> out) throws Exception {
        FlinkFinding known = current.value();
        boolean open = known != null && known.transition.equals("OPENED");
        if (!verdict.violated) {
            if (known != null && open) {
                known.transition = "RESOLVED";
                known.position = verdict.position;
                current.update(known);
                out.collect(known);
            }
            return;
        }
        boolean repeat = open && (!verdict.occurrence || verdict.at - known.lastSeenAt < QUIET_MILLIS);
        if (known != null && repeat) {
            known.lastSeenAt = verdict.at;
            known.count++;
            current.update(known);
            return;
        }
        FlinkFinding opened = new FlinkFinding();
        opened.rule = verdict.rule;
        opened.subject = verdict.subject;
        opened.transition = "OPENED";
        opened.message = verdict.message;
        opened.position = verdict.position;
        opened.openedAt = verdict.at;
        opened.lastSeenAt = verdict.at;
        opened.count = 1;
        current.update(opened);
        out.collect(opened);
    }
}
