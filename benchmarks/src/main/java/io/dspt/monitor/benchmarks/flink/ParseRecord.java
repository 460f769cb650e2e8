package io.dspt.monitor.benchmarks.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.flink.api.common.functions.MapFunction;

/** Reads a record with Jackson into a tree, and its event time. */
class ParseRecord implements MapFunction<LogEvent, ParsedEvent> {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public ParsedEvent map(LogEvent record) {
        ParsedEvent parsed = new ParsedEvent();
        parsed.position = record.position;
        parsed.partition = record.partition;
        parsed.offset = record.offset;
        if (record.value.length > 0) {
            parsed.tree = tree(record.value);
            parsed.at = time(parsed.tree);
        }
        return parsed;
    }

    private static JsonNode tree(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            // No rule can be broken by what cannot be read.
            return MissingNode.getInstance();
        }
    }

    private static long time(JsonNode tree) {
        String text = tree.path(tree.has("time") ? "time" : "eventTime").asText("");
        try {
            return text.isEmpty() ? 0 : Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }
}
