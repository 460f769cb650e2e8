package io.dspt.monitor.benchmarks.flink;

/** A record of the log as Flink's source takes it: a plain object in Flink's sense. */
public class LogEvent {
    /** The Azure record; empty when the record of the log is none. */
    public byte[] value = new byte[0];
    /** Where it stood in its input, as evidence names it. */
    public String position = "";

    public int partition;
    public long offset;

    public LogEvent() {}

    public LogEvent(byte[] value, String position, int partition, long offset) {
        this.value = value;
        this.position = position;
        this.partition = partition;
        this.offset = offset;
    }
}
