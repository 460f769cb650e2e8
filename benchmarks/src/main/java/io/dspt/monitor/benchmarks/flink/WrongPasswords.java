package io.dspt.monitor.benchmarks.flink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** ACC-039: ten wrong passwords of one account within ten minutes. */
class WrongPasswords extends KeyedProcessFunction<String, Signal, Verdict> {
    private static final long serialVersionUID = 1L;
    private static final long WITHIN_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final int ENOUGH = 10;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<Long> times;

    @Override
    public void open(OpenContext context) {
        times = getRuntimeContext().getListState(new ListStateDescriptor<>("times", Long.class));
    }

    @Override
    public void processElement(Signal signal, Context context, Collector<Verdict> out) throws Exception {
        List<Long> within = new ArrayList<>();
        for (long at : times.get()) {
            if (signal.at - at < WITHIN_MILLIS) {
                within.add(at);
            }
        }
        within.add(signal.at);
        if (within.size() >= ENOUGH) {
            out.collect(Verdict.occurred("ACC-039", signal.by, signal.at, signal.position, "ten wrong passwords"));
            // Older ones decide nothing any more.
            within = within.subList(within.size() - ENOUGH, within.size());
        }
        times.update(within);
    }
}
