package io.dspt.monitor.core.ledger;

import io.dspt.monitor.core.codec.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of the ledger says of its place in the chain.
 *
 * @param sequence its number
 * @param previous the hash of the line before, as this line has it
 * @param kind what kind of entry it is
 * @param at when what it tells of happened
 * @param hash its own hash, which its bytes have
 */
record LedgerLine(long sequence, String previous, String kind, Instant at, String hash) {
    /** {@code ,"hash":"}, 64 digits, a quote and a brace. */
    private static final int BYTES_OF_THE_END = 75;

    private static final int MOST_BYTES_OF_THE_BEGINNING = 240;
    private static final Pattern BEGINNING = Pattern.compile("\\{\"sequence\":([1-9][0-9]{0,17}),"
            + "\"previous\":\"([0-9a-f]{64})\","
            + "\"kind\":\"([a-z]{1,20})\","
            + "\"at\":\"([0-9TZ:.+-]{20,32})\",");
    private static final Pattern END = Pattern.compile(",\"hash\":\"([0-9a-f]{64})\"}");

    /** What was found in some bytes. */
    sealed interface Reading {
        /** A line whose bytes have the hash it ends with. */
        record Sound(LedgerLine line) implements Reading {}

        /** A line whose bytes have another hash. */
        record Altered() implements Reading {}

        /** Something else. */
        record NoLine() implements Reading {}
    }

    static Reading read(byte[] bytes) {
        int end = bytes.length - BYTES_OF_THE_END;
        if (end <= 0) {
            return new Reading.NoLine();
        }
        Matcher hash = END.matcher(new String(bytes, end, BYTES_OF_THE_END, StandardCharsets.ISO_8859_1));
        if (!hash.matches()) {
            return new Reading.NoLine();
        }
        if (!Sha256.hex(Arrays.copyOf(bytes, end)).equals(hash.group(1))) {
            return new Reading.Altered();
        }
        Matcher beginning = BEGINNING.matcher(
                new String(bytes, 0, Math.min(end, MOST_BYTES_OF_THE_BEGINNING), StandardCharsets.ISO_8859_1));
        if (!beginning.lookingAt()) {
            return new Reading.NoLine();
        }
        try {
            return new Reading.Sound(new LedgerLine(
                    Long.parseLong(beginning.group(1)),
                    beginning.group(2),
                    beginning.group(3),
                    Instant.parse(beginning.group(4)),
                    hash.group(1)));
        } catch (DateTimeException e) {
            return new Reading.NoLine();
        }
    }

    LedgerHead head() {
        return new LedgerHead(sequence, hash);
    }
}
