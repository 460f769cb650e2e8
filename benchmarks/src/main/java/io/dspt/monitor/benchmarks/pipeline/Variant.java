package io.dspt.monitor.benchmarks.pipeline;

import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What runs over the log. */
public enum Variant {
    /** A consumer that counts bytes. */
    BARE("bare", "bare consumer"),
    /** A consumer and a plain, idempotent producer that forwards every record. */
    PLAIN("plain", "consumer → plain producer"),
    /** A consumer and a transactional producer that forwards every record: what everything is compared to. */
    TRANSACTIONAL("transactional", "consumer → transactional producer"),
    /** The same with batches eight times as large as Kafka's clients make them unless they are told: what tuning gives. */
    TRANSACTIONAL_LARGE("transactional-large", "consumer → transactional producer, 128 KB batches"),
    /** Kafka Streams, source to sink, at least once. */
    STREAMS_AT_LEAST_ONCE("streams-alos", "Streams forwarding, at least once"),
    /** Kafka Streams, source to sink, exactly once. */
    STREAMS_EXACTLY_ONCE("streams-eos", "Streams forwarding, exactly once"),
    /** Our topology with the built-in catalogue, exactly once. */
    MONITOR("monitor", "our topology, full catalogue"),
    /** The same with batches eight times as large: what is to be compared with {@link #TRANSACTIONAL_LARGE}. */
    MONITOR_LARGE("monitor-large", "our topology, full catalogue, 128 KB batches"),
    /** Our topology with the twenty rules that Flink has too, exactly once. */
    MONITOR_TWENTY("monitor-20", "our topology, 20 rules"),
    /** Flink with the twenty rules, exactly once. */
    FLINK("flink", "Flink, 20 rules");

    private final String option;
    private final String title;

    Variant(String option, String title) {
        this.option = option;
        this.title = title;
    }

    /** Its name on the command line. */
    public String option() {
        return option;
    }

    /** Its name in tables. */
    public String title() {
        return title;
    }

    /** How often it goes over the log: what only reads is so fast that once would be too short. */
    public int laps() {
        return this == BARE ? 5 : 1;
    }

    /** Whether every record is written again. */
    public boolean forwards() {
        return this == PLAIN
                || this == TRANSACTIONAL
                || this == TRANSACTIONAL_LARGE
                || this == STREAMS_AT_LEAST_ONCE
                || this == STREAMS_EXACTLY_ONCE;
    }

    /** Whether it judges records. */
    public boolean judges() {
        return judgesByCatalogue() || this == MONITOR_TWENTY || this == FLINK;
    }

    /** The rules it judges by, of those in the log. */
    public ClientSpec.RuleChoice rules() {
        return judgesByCatalogue() ? ClientSpec.RuleChoice.CATALOGUE : ClientSpec.RuleChoice.TWENTY;
    }

    /** Whether its producer's batches are larger than those of the others. */
    boolean sendsLargeBatches() {
        return this == TRANSACTIONAL_LARGE || this == MONITOR_LARGE;
    }

    private boolean judgesByCatalogue() {
        return this == MONITOR || this == MONITOR_LARGE;
    }

    @Override
    public String toString() {
        return option;
    }

    /** Reads a variant's name on the command line. */
    static final class ByOption implements ITypeConverter<Variant> {
        @Override
        public Variant convert(String value) {
            return Arrays.stream(values())
                    .filter(variant -> variant.option.equals(value))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("'" + value + "' is none of " + Arrays.toString(values())));
        }
    }
}
