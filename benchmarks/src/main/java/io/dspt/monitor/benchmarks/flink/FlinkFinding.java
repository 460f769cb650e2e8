package io.dspt.monitor.benchmarks.flink;

/** What has become of a finding: a plain object in Flink's sense. */
public class FlinkFinding {
    public String rule = "";
    public String subject = "";
    /** OPENED or RESOLVED. */
    public String transition = "";

    public String message = "";
    public String position = "";
    /** Event time of what opened it, milliseconds since 1970. */
    public long openedAt;
    /** Event time of the latest sight of it, milliseconds since 1970. */
    public long lastSeenAt;

    public long count;

    public FlinkFinding() {}
}
