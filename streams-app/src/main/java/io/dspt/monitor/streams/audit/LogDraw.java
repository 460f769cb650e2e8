package io.dspt.monitor.streams.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.codec.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places in the log from which records are drawn: hashes that begin with the last one of the ledger give them, so that
 * nobody who makes a pack chooses, and whoever has the log finds the same records.
 *
 * @param from offset in the partition of the estate's log from which the year begins, as far as the log still reaches
 * @param to offset behind the year; the same as {@code from} when there is nothing to draw from
 */
public record LogDraw(long from, long to) {
    /** As many as an auditor can look at in an afternoon. */
    static final int DRAWN = 25;

    private static final Pattern HASH_AT_THE_END = Pattern.compile("\"hash\":\"([0-9a-f]{64})\"}$");
    private static final ObjectMapper JSON = new ObjectMapper();

    public LogDraw {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a log does not reach from " + from + " to " + to);
        }
    }

    /** What a draw begins with when this is the last line of the ledger: its hash, or nothing when it has none. */
    static String seed(byte[] lastLine) {
        Matcher hash = HASH_AT_THE_END.matcher(new String(lastLine, StandardCharsets.UTF_8));
        return hash.find() ? hash.group(1) : "";
    }

    /**
     * The places in the order in which they are drawn. The first record of the estate at a place or behind it is the one
     * that is drawn.
     *
     * @param seed see {@link #seed}
     */
    List<Long> places(String seed) {
        List<Long> places = new ArrayList<>();
        for (int number = 1; number <= DRAWN && to > from; number++) {
            byte[] hash = Sha256.digest().digest((seed + "\nrecord " + number).getBytes(StandardCharsets.UTF_8));
            places.add(from + Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), to - from));
        }
        return places;
    }

    /** Its form in a pack. */
    byte[] written() {
        try {
            return JSON.writeValueAsBytes(
                    JSON.createObjectNode().put("from", from).put("to", to));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /**
     * Reads that form.
     *
     * @throws IllegalArgumentException when it is none
     */
    static LogDraw parse(byte[] written) {
        try {
            JsonNode node = JSON.readTree(written);
            return new LogDraw(node.path("from").asLong(-1), node.path("to").asLong(-1));
        } catch (IOException e) {
            throw new IllegalArgumentException("the reach of the log cannot be read", e);
        }
    }
}
