package io.dspt.monitor.core.azure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where values of a JSON text begin and end, without building or checking what lies within: most of a record is
 * never asked for. Whatever cuts records out of messages has parsed them; a text that is no JSON after all ends early
 * here, and what cannot be found in it is unknown.
 */
final class JsonScan {
    /** What a scan gives for a text that ends too early. */
    static final int BROKEN = -1;
    /** What a scan gives for a text that nests deeper, or has longer numbers, than anybody means. */
    static final int BEYOND_LIMITS = -2;

    /** As Jackson's own limits. */
    private static final int DEEPEST = 1_000;

    private static final int LONGEST_NUMBER = 1_000;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    private JsonScan() {}

    /** The first place from {@code at} on that is no blank; {@code to} when there is none. */
    static int skipBlanks(byte[] text, int at, int to) {
        int next = at;
        while (next < to && text[next] <= ' ' && text[next] >= 0) {
            next++;
        }
        return next;
    }

    /** Where the string that was opened before {@code at} is closed; {@link #BROKEN} when it is not. */
    static int closingQuote(byte[] text, int at, int to) {
        int next = at;
        while (next + Long.BYTES <= to) {
            long eight = (long) EIGHT_BYTES.get(text, next);
            // The lowest byte that is marked is exact, bytes above it may be marked by a borrow.
            long found = (zeroBytes(eight ^ QUOTES) | zeroBytes(eight ^ BACKSLASHES)) & HIGH_BITS;
            if (found == 0) {
                next += Long.BYTES;
                continue;
            }
            next += Long.numberOfTrailingZeros(found) >>> 3;
            if (text[next] == '"') {
                return next;
            }
            next += 2;
        }
        while (next < to) {
            byte one = text[next];
            if (one == '"') {
                return next;
            }
            next += one == '\\' ? 2 : 1;
        }
        return BROKEN;
    }

    /** Whether an escape stands between these places. */
    static boolean hasEscape(byte[] text, int from, int to) {
        return escape(text, from, to) < to;
    }

    /** Where the first escape from {@code from} on stands; {@code to} when there is none. */
    static int escape(byte[] text, int from, int to) {
        int next = from;
        while (next + Long.BYTES <= to) {
            long found = zeroBytes((long) EIGHT_BYTES.get(text, next) ^ BACKSLASHES) & HIGH_BITS;
            if (found != 0) {
                return next + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            next += Long.BYTES;
        }
        while (next < to && text[next] != '\\') {
            next++;
        }
        return next;
    }

    private static long zeroBytes(long eight) {
        return (eight - ONES) & ~eight;
    }

    /** Just behind the value that begins at {@code at}, or {@link #BROKEN}, or {@link #BEYOND_LIMITS}. */
    static int skipValue(byte[] text, int at, int to) {
        if (at >= to) {
            return BROKEN;
        }
        byte first = text[at];
        if (first == '"') {
            int closing = closingQuote(text, at + 1, to);
            return closing < 0 ? BROKEN : closing + 1;
        }
        return first == '{' || first == '[' ? skipNested(text, at, to) : skipBare(text, at, to);
    }

    private static int skipNested(byte[] text, int at, int to) {
        int depth = 0;
        int next = at;
        while (next < to) {
            byte one = text[next];
            if (one == '"') {
                next = closingQuote(text, next + 1, to);
                if (next < 0) {
                    return BROKEN;
                }
            } else if (one == '{' || one == '[') {
                if (++depth > DEEPEST) {
                    return BEYOND_LIMITS;
                }
            } else if ((one == '}' || one == ']') && --depth == 0) {
                return next + 1;
            }
            next++;
        }
        return BROKEN;
    }

    /** A number, {@code true}, {@code false} or {@code null}. */
    private static int skipBare(byte[] text, int at, int to) {
        int next = at;
        while (next < to && isBare(text[next])) {
            next++;
        }
        if (next - at > LONGEST_NUMBER) {
            return BEYOND_LIMITS;
        }
        return next == at ? BROKEN : next;
    }

    private static boolean isBare(byte one) {
        return (one >= '0' && one <= '9')
                || (one >= 'a' && one <= 'z')
                || one == '-'
                || one == '+'
                || one == '.'
                || one == 'E';
    }
}
