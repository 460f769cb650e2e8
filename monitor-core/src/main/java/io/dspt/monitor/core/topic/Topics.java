package io.dspt.monitor.core.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The topics of the monitor: what they are called and what they must be like. */
public final class Topics {
    /** Key: estate. Everything that can change a verdict, in order; the value as it came, everything else in headers. */
    public static final String LOG = "dspt.log";
    /** Key: finding id. The current state of every finding. */
    public static final String FINDINGS = "dspt.findings";
    /** Key: estate. Every transition of every finding. */
    public static final String LEDGER = "dspt.ledger";
    /** Key: SHA-256 of the value. Masked bytes of the records that decided a transition. */
    public static final String EVIDENCE = "dspt.evidence";
    /** Key: estate and category, or estate and checkpoint. What was seen of each source, and when all was worked off. */
    public static final String COVERAGE = "dspt.coverage";
    /**
     * Key: estate, day, organisation and requirement, or estate and day. What machines and people say of each requirement on
     * each day in London, and which days have been told to their end.
     */
    public static final String POSTURE = "dspt.posture";
    /**
     * Key: finding and severity. The labels of each alert as they were when it was first sent, and what is known of its
     * end: an alert that stands is the same after a restart, and no end is forgotten before every Alertmanager has heard it.
     */
    public static final String ALERTS = "dspt.alerts";
    /** Key: estate. What could not be used, with the reason. */
    public static final String DEAD_LETTERS = "dspt.dead-letters";
    /**
     * Key: estate and file. How far each file was read. An estate's positions stand in the partition of its log, so that
     * an open transaction of one estate hides no position of another.
     */
    public static final String FILE_POSITIONS = "dspt.positions.files";

    private static final String POSITIONS = "dspt.positions.";

    /** Most bytes of a record's value; what is longer is cut. Leaves room for headers below {@link #MOST_BATCH_BYTES}. */
    public static final int MOST_VALUE_BYTES = 900 * 1024;

    private static final long MOST_BATCH_BYTES = 1024 * 1024;
    private static final String CLEANUP = "cleanup.policy";
    private static final String RETENTION = "retention.ms";
    private static final String RETENTION_BYTES = "retention.bytes";
    private static final String BATCH_BYTES = "max.message.bytes";
    private static final String TIMESTAMPS = "message.timestamp.type";
    private static final long FOR_EVER = -1;

    private Topics() {}

    /**
     * All topics.
     *
     * @param partitions partitions of the log and of everything that comes of it: an estate's outputs go to the
     *     partition number of its log
     */
    public static List<TopicSettings> all(int partitions) {
        return List.of(
                new TopicSettings(
                        LOG,
                        partitions,
                        // Arrival in a live log is the broker's append time: no producer may choose it.
                        Map.of(CLEANUP, "delete", TIMESTAMPS, "LogAppendTime"),
                        Map.of(BATCH_BYTES, MOST_BATCH_BYTES),
                        Map.of(RETENTION, milliseconds(35))),
                compacted(FINDINGS, partitions),
                kept(LEDGER, partitions, FOR_EVER),
                // 25 months: the months of two yearly submissions and one to spare.
                kept(EVIDENCE, partitions, Duration.ofDays(763).toMillis()),
                compacted(COVERAGE, partitions),
                compacted(POSTURE, partitions),
                compacted(ALERTS, partitions),
                new TopicSettings(
                        DEAD_LETTERS,
                        partitions,
                        Map.of(CLEANUP, "delete"),
                        Map.of(BATCH_BYTES, MOST_BATCH_BYTES),
                        Map.of(RETENTION, milliseconds(400))),
                compacted(FILE_POSITIONS, partitions));
    }

    /**
     * Key: hub. How far each partition of a hub was read, in the partition of the same number; whoever reads a partition of
     * the hub owns that of the topic.
     *
     * @param source name of the source, as configured
     * @param partitions partitions of the hub
     */
    public static TopicSettings hubPositions(String source, int partitions) {
        return compacted(POSITIONS + source, partitions);
    }

    private static TopicSettings compacted(String name, int partitions) {
        return new TopicSettings(
                name, partitions, Map.of(CLEANUP, "compact"), Map.of(BATCH_BYTES, MOST_BATCH_BYTES), Map.of());
    }

    private static TopicSettings kept(String name, int partitions, long retention) {
        return new TopicSettings(
                name,
                partitions,
                Map.of(CLEANUP, "delete"),
                Map.of(BATCH_BYTES, MOST_BATCH_BYTES, RETENTION, retention, RETENTION_BYTES, FOR_EVER),
                Map.of());
    }

    private static String milliseconds(int days) {
        return Long.toString(Duration.ofDays(days).toMillis());
    }
}
