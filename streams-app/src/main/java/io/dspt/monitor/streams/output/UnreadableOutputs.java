package io.dspt.monitor.streams.output;

import io.dspt.monitor.core.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of output topics that are of no form this version knows: another version writes there, or somebody who should
 * not. They stay on the topic, and each reader that cannot use one says so: what it shows or sends may lack it.
 */
public final class UnreadableOutputs {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableOutputs.class);

    private static final List<String> READ_BY_CONSOLE =
            List.of(Topics.FINDINGS, Topics.LEDGER, Topics.COVERAGE, Topics.DEAD_LETTERS);
    private static final List<String> READ_BY_ALERTS = List.of(Topics.FINDINGS, Topics.ALERTS, Topics.COVERAGE);
    private static final List<String> READ_BY_POSTURE = List.of(Topics.LEDGER, Topics.COVERAGE, Topics.POSTURE);

    private final MeterRegistry registry;

    /** Counts in this registry, from nothing on. */
    public UnreadableOutputs(MeterRegistry registry) {
        this.registry = registry;
        READ_BY_CONSOLE.forEach(topic -> counter(Reader.CONSOLE, topic));
        READ_BY_ALERTS.forEach(topic -> counter(Reader.ALERTS, topic));
        READ_BY_POSTURE.forEach(topic -> counter(Reader.POSTURE, topic));
    }

    /**
     * One that could not be used.
     *
     * @param reader which part of the process wanted it
     */
    public void passedOver(Reader reader, ConsumerRecord<byte[], byte[]> record) {
        LOG.warn(
                "A record of another form was passed over: {} partition {} offset {}",
                record.topic(),
                record.partition(),
                record.offset());
        counter(reader, record.topic()).increment();
    }

    private Counter counter(Reader reader, String topic) {
        return Counter.builder("dspt.outputs.unreadable")
                .description("records of output topics that are of no form this version knows")
                .tags("topic", topic, "reader", reader.label)
                .register(registry);
    }

    /** Which part of the process reads. */
    public enum Reader {
        /** The page and the metrics. */
        CONSOLE("console"),
        /** The delivery of alerts. */
        ALERTS("alerts"),
        /** What tells the posture of each day. */
        POSTURE("posture");

        private final String label;

        Reader(String label) {
            this.label = label;
        }
    }
}
