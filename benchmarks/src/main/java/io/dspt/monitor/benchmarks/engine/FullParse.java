package io.dspt.monitor.benchmarks.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Jackson alone over the bytes of a record. Every way gives the number of values that it saw, so that it is seen to have
 * done its work and no compiler leaves it out.
 */
final class FullParse {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private FullParse() {}

    /** From token to token over every byte, as a reader that wants nothing: no name, text or number is made. */
    static int tokensOnly(byte[] record) {
        try (JsonParser parser = FACTORY.createParser(record)) {
            int values = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                values += token.isScalarValue() ? 1 : 0;
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The streaming parse of a reader that wants everything: every name and text as a string, every number as one. */
    static int everything(byte[] record) {
        try (JsonParser parser = FACTORY.createParser(record)) {
            int values = 0;
            int seen = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case FIELD_NAME -> seen += parser.currentName().length();
                    case VALUE_STRING -> {
                        seen += parser.getText().length();
                        values++;
                    }
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                        seen += parser.getNumberValue().intValue() & 1;
                        values++;
                    }
                    case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> values++;
                    default -> {
                        // where objects and lists begin and end
                    }
                }
            }
            return seen < 0 ? seen : values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Jackson's tree of the record. */
    static int tree(byte[] record) {
        try {
            JsonNode tree = MAPPER.readTree(record);
            return tree.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many values the tree holds at any depth, for comparison. */
    static int valuesInTree(byte[] record) throws IOException {
        return values(MAPPER.readTree(record));
    }

    private static int values(JsonNode node) {
        if (node.isValueNode()) {
            return 1;
        }
        int values = 0;
        for (JsonNode child : node) {
            values += values(child);
        }
        return values;
    }
}
