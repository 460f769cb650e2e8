package io.dspt.monitor.benchmarks.flink;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.util.Collector;

/** ACC-055: recovery secrets of five devices or more read by one person within an hour, as a pattern of events. */
final class RecoverySecrets {
    private static final String READ = "read";
    private static final int ENOUGH = 5;

    private RecoverySecrets() {}

    static DataStream<Verdict> verdicts(KeyedStream<Signal, String> reads) {
        Pattern<Signal, Signal> pattern = Pattern.<Signal>begin(READ, AfterMatchSkipStrategy.skipPastLastEvent())
                .where(new AnotherDevice())
                .times(ENOUGH)
                .within(Duration.ofHours(1));
        return CEP.pattern(reads, pattern).process(new Told());
    }

    /** None of those that are in the match already. */
    private static final class AnotherDevice extends IterativeCondition<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Signal read, Context<Signal> context) throws Exception {
            for (Signal earlier : context.getEventsForPattern(READ)) {
                if (earlier.target.equals(read.target)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final class Told extends PatternProcessFunction<Signal, Verdict> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processMatch(Map<String, List<Signal>> match, Context context, Collector<Verdict> out) {
            List<Signal> reads = match.getOrDefault(READ, List.of());
            Signal last = reads.get(reads.size() - 1);
            out.collect(
                    Verdict.occurred("ACC-055", last.by, last.at, last.position, "recovery secrets of five devices"));
        }
    }
}
