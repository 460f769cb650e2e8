package io.dspt.monitor.benchmarks.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** A record of the log and its tree; it never leaves the task that reads it. */
class ParsedEvent {
    /** The whole record; missing when it is no Azure record. */
    JsonNode tree = MissingNode.getInstance();

    String position = "";
    int partition;
    long offset;
    /** Event time, milliseconds since 1970; 0 when there is none. */
    long at;
}
