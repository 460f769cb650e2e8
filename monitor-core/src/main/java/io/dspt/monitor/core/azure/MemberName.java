package io.dspt.monitor.core.azure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A name of a member as the readers ask for it, ready to be compared: two names are the same whatever the case of their
 * letters, with or without underscores and unit.
 */
final class MemberName {
    private static final String UNIT = " [utc]";

    /**
     * Names that were asked for before, so that what never changes is worked out once: nearly all are literals of the
     * readers. Each lies in one of a few places next to each other; more than those take turns.
     */
    private static final MemberName[] KNOWN = new MemberName[4_096];

    private static final int TRIES = 4;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    /** The bit that tells small letters from capital ones. */
    private static final long SMALL = 0x20 * ONES;

    private static final long UNDERSCORES = ('_' | 0x20) * ONES;
    private static final long BACKSLASHES = ('\\' | 0x20) * ONES;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final String asked;
    /** The name as it is asked for: in most records it is spelt so. */
    private final byte[] spelt;
    /** The name in lower case, without underscores and unit. */
    private final byte[] plain;

    private final int hash;

    private MemberName(String asked) {
        this.asked = asked;
        byte[] bytes = asked.getBytes(StandardCharsets.UTF_8);
        int end = withoutUnit(bytes, 0, bytes.length);
        byte[] kept = new byte[end];
        int length = 0;
        for (int i = 0; i < end; i++) {
            if (bytes[i] != '_') {
                kept[length++] = lower(bytes[i]);
            }
        }
        this.spelt = bytes;
        this.plain = Arrays.copyOf(kept, length);
        this.hash = hash(bytes, 0, bytes.length);
    }

    /** The name that is written so. */
    static MemberName of(String asked) {
        int spread = asked.hashCode();
        int place = spread ^ spread >>> 12;
        int free = place & (KNOWN.length - 1);
        for (int i = 0; i < TRIES; i++) {
            int at = (place + i) & (KNOWN.length - 1);
            MemberName known = KNOWN[at];
            if (known == null) {
                free = at;
                break;
            }
            if (known.asked.equals(asked)) {
                return known;
            }
        }
        MemberName made = new MemberName(asked);
        KNOWN[free] = made;
        return made;
    }

    /** A number that is the same for all ways to write a name. */
    int hash() {
        return hash;
    }

    /** The same of a name as it lies in a text: worked out eight bytes at a time, unless they have to be looked at. */
    static int hash(byte[] text, int from, int to) {
        if (from < to && text[to - 1] == ']') {
            return hashOfUnusual(text, from, to);
        }
        long hash = 0;
        for (int at = from; at < to; at += Long.BYTES) {
            long eight = eight(text, at, to);
            if ((zeroBytes(eight ^ UNDERSCORES) | zeroBytes(eight ^ BACKSLASHES)) != 0) {
                return hashOfUnusual(text, from, to);
            }
            hash = mixed(hash, eight);
        }
        return (int) (hash >>> 32);
    }

    /** The hash of a name with underscores, escapes or a unit: that of the name without them. */
    private static int hashOfUnusual(byte[] text, int from, int to) {
        int end = withoutUnit(text, from, to);
        byte[] kept = new byte[end - from];
        int length = 0;
        for (int i = from; i < end; i++) {
            byte one = text[i];
            if (one == '\\') {
                byte[] resolved = written(text, from, to).getBytes(StandardCharsets.UTF_8);
                return resolved.length < to - from ? hash(resolved, 0, resolved.length) : 0;
            } else if (one != '_') {
                kept[length++] = one;
            }
        }
        long hash = 0;
        for (int at = 0; at < length; at += Long.BYTES) {
            hash = mixed(hash, eight(kept, at, length));
        }
        return (int) (hash >>> 32);
    }

    /** Eight bytes of a name in small letters; zeros for what lies behind it. */
    private static long eight(byte[] text, int at, int to) {
        int left = to - at;
        if (at + Long.BYTES <= text.length) {
            long eight = (long) EIGHT_BYTES.get(text, at) | SMALL;
            return left >= Long.BYTES ? eight : eight & ((1L << (left * Byte.SIZE)) - 1);
        }
        long eight = 0;
        for (int i = 0; i < left; i++) {
            eight |= ((text[at + i] & 0xffL) | 0x20) << (i * Byte.SIZE);
        }
        return eight;
    }

    private static long mixed(long hash, long eight) {
        long mixed = (hash ^ eight) * SPREAD;
        return mixed ^ (mixed >>> 32);
    }

    private static long zeroBytes(long eight) {
        return (eight - ONES) & ~eight & HIGH_BITS;
    }

    /** Whether this is the name that lies in a text. */
    boolean matches(byte[] text, int from, int to) {
        if (Arrays.equals(spelt, 0, spelt.length, text, from, to)) {
            return true;
        }
        int end = withoutUnit(text, from, to);
        int at = 0;
        for (int i = from; i < end; i++) {
            byte one = text[i];
            if (one == '\\') {
                byte[] resolved = written(text, from, to).getBytes(StandardCharsets.UTF_8);
                return resolved.length < to - from && matches(resolved, 0, resolved.length);
            } else if (one == '_') {
                continue;
            } else if (at == plain.length || plain[at++] != lower(one)) {
                return false;
            }
        }
        return at == plain.length;
    }

    /** The name as it is meant, escapes resolved. */
    static String written(byte[] text, int from, int to) {
        return JsonValue.unescaped(new String(text, from, to - from, StandardCharsets.UTF_8));
    }

    private static byte lower(byte one) {
        return one >= 'A' && one <= 'Z' ? (byte) (one + ('a' - 'A')) : one;
    }

    private static int withoutUnit(byte[] text, int from, int to) {
        int start = to - UNIT.length();
        if (start < from || text[to - 1] != ']') {
            return to;
        }
        for (int i = 0; i < UNIT.length(); i++) {
            if (lower(text[start + i]) != UNIT.charAt(i)) {
                return to;
            }
        }
        return start;
    }
}
