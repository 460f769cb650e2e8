package io.dspt.monitor.benchmarks.flink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The twenty rules as a Flink programmer would put them: records are parsed and judged where they are read, and only what
 * breaks or keeps a rule is sent on by key.
 */
final class FlinkJob {
    private static final Duration LATE = Duration.ZERO;

    private FlinkJob() {}

    /** Findings of the records of a log. */
    static DataStream<FlinkFinding> findings(DataStream<LogEvent> log) {
        SingleOutputStreamOperator<Verdict> judged = log.map(new ParseRecord())
                .returns(ParsedEvent.class)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<ParsedEvent>forBoundedOutOfOrderness(LATE)
                        .withTimestampAssigner((event, before) -> event.at))
                .process(new JudgeRecord());
        DataStream<Verdict> guessed = judged.getSideOutput(JudgeRecord.WRONG_PASSWORDS)
                .keyBy(signal -> signal.by)
                .process(new WrongPasswords());
        DataStream<Verdict> collected = RecoverySecrets.verdicts(
                judged.getSideOutput(JudgeRecord.RECOVERY_SECRETS).keyBy(signal -> signal.by));
        return judged.union(guessed, collected).keyBy(Verdict::key).process(new FindingLife());
    }
}
