package io.dspt.monitor.benchmarks.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;

/**
 * Makes a record as long as it should be, by more of what makes real records of its family long: applied policies of a
 * sign-in, groups in the claims of an operation, flows.
 */
final class Ballast {
    /** A piece is at most so long: a record may be longer than asked by that. */
    static final int MOST_AT_ONCE = 400;

    private Ballast() {}

    /**
     * Adds pieces while the record is shorter than it should be.
     *
     * @param list where pieces are added, within the record
     * @param piece makes one more
     */
    static void fill(ObjectNode record, ArrayNode list, int bytes, Supplier<JsonNode> piece) {
        int length = Json.bytes(record).length;
        while (length < bytes) {
            JsonNode more = piece.get();
            list.add(more);
            length += Json.bytes(more).length + 1;
        }
    }
}
