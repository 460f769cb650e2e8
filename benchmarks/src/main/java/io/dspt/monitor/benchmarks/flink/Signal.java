package io.dspt.monitor.benchmarks.flink;

/** One of several events that break a rule only together: a plain object in Flink's sense. */
public class Signal {
    /** Who did it. */
    public String by = "";
    /** To what. */
    public String target = "";
    /** Event time, milliseconds since 1970. */
    public long at;

    public String position = "";

    public Signal() {}

    public Signal(String by, String target, long at, String position) {
        this.by = by;
        this.target = target;
        this.at = at;
        this.position = position;
    }
}
