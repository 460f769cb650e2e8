package io.dspt.monitor.core.fold;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The keys of the state: estate, a zero byte, a letter for the kind of row, then parts divided by zero bytes, so that
 * rows of one kind stand together and in order.
 */
public final class StateKeys {
    private static final byte DIVIDER = 0;
    /** Rows that nearly every record writes come first, so that a host can tell them by their letter alone. */
    private static final byte PER_RECORD_KINDS = 'D';

    /** Kinds of rows. */
    enum Kind {
        /** Clock, counters, what is live. */
        ESTATE('A'),
        /** What was seen of one category. */
        COVERAGE('B'),
        /** Counts by name. */
        TALLY('C'),
        /** How much of a snapshot has been told. */
        SNAPSHOT('a'),
        BODY_JOIN('b'),
        /** Where a cell of a register can be found. */
        REGISTER_CELL('c'),
        /** Whether a register is loaded. */
        REGISTER('d'),
        REGISTER_ROW('e'),
        FINDING('f'),
        FINDING_NAME('g'),
        /** What a threshold has measured for one value of {@code by}. */
        THRESHOLD('h'),
        RESOURCE('i'),
        /** How far a sequence has come. */
        SEQUENCE('j'),
        /** What has to follow something, and what has followed. */
        ABSENCE('k'),
        /** Since when a baseline learns. */
        BASELINE('l'),
        /** When a baseline saw a combination. */
        BASELINE_SEEN('m'),
        /** How many principals hold a directory role. */
        ROLE_HOLDERS('o'),
        /** Ids of resources that others refer to by name. */
        RESOURCE_NAME('n'),
        /** When a rule looks through something next. */
        SCHEDULE('z'),
        /** How often Microsoft's verdicts agreed with those of a rule. */
        MICROSOFT('u'),
        PRINCIPAL('p'),
        REFRESH('q'),
        RULE_SET_PART('r'),
        RULE_SET('s'),
        TIMER('t'),
        /** The last whole snapshot of a subscription. */
        SNAPSHOT_WHOLE('E'),
        /** A subscription that an inventory told of, and when its activity log was last heard. */
        SUBSCRIPTION('F'),
        /** A part of a load of a register that is not yet applied. */
        REGISTER_PART('v'),
        WORK('w'),
        EXEMPTION('x'),
        /** Names exemptions by rule or family and by what they cover. */
        EXEMPTION_PLACE('y');

        private final byte letter;

        Kind(char letter) {
            this.letter = (byte) letter;
        }
    }

    private StateKeys() {}

    /** Whether this row is written by nearly every record; a host keeps those in a store that is cached. */
    public static boolean isPerRecord(byte[] key) {
        for (int i = 0; i < key.length - 1; i++) {
            if (key[i] == DIVIDER) {
                return key[i + 1] < PER_RECORD_KINDS;
            }
        }
        throw new IllegalArgumentException("not a key of the state");
    }

    /** The estate whose first row this is; empty for every other row. */
    public static Optional<String> estateBegun(byte[] key) {
        int divider = key.length - 2;
        return divider > 0 && key[divider] == DIVIDER && key[divider + 1] == Kind.ESTATE.letter
                ? Optional.of(new String(key, 0, divider, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    static byte[] key(String estate, Kind kind, String... parts) {
        byte[][] encoded = new byte[parts.length][];
        byte[] start = estate.getBytes(StandardCharsets.UTF_8);
        int length = start.length + 2;
        for (int i = 0; i < parts.length; i++) {
            encoded[i] = parts[i].getBytes(StandardCharsets.UTF_8);
            length += encoded[i].length + 1;
        }
        ByteBuffer key = ByteBuffer.allocate(length).put(start).put(DIVIDER).put(kind.letter);
        for (byte[] part : encoded) {
            key.put(DIVIDER).put(part);
        }
        return key.array();
    }

    /** A key that sorts by time first. */
    static byte[] timed(String estate, Kind kind, Instant at, String... parts) {
        // Sixteen hex digits of the milliseconds, shifted so that times before 1970 sort first.
        String[] all = new String[parts.length + 1];
        all[0] = HexFormat.of().toHexDigits(at.toEpochMilli() ^ Long.MIN_VALUE);
        System.arraycopy(parts, 0, all, 1, parts.length);
        return key(estate, kind, all);
    }

    /** The time of a key that sorts by one. */
    static Instant timeOf(byte[] timed) {
        int divider = 0;
        while (timed[divider] != DIVIDER) {
            divider++;
        }
        String digits = new String(timed, divider + 3, 16, StandardCharsets.US_ASCII);
        return Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(digits) ^ Long.MIN_VALUE);
    }

    /** The first key after all that begin with this one. */
    static byte[] after(byte[] prefix) {
        byte[] end = prefix.clone();
        for (int i = end.length - 1; i >= 0; i--) {
            if (end[i] != (byte) 0xFF) {
                end[i]++;
                return Arrays.copyOf(end, i + 1);
            }
        }
        throw new IllegalArgumentException("nothing sorts after this prefix");
    }

    /** The smallest key greater than this one. */
    static byte[] next(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
