package io.dspt.monitor.core.azure;

import java.nio.charset.StandardCharsets;

/**
 * A name of a member as the readers ask for it, ready to be compared: two names are the same whatever the case of their
 * letters, with or without underscores and unit.
 */
final class MemberName {
    private static final String UNIT = " [utc]";

    /**
     * Names that were asked for before, so that what never changes is worked out once: they are literals, of which a text
     * has few. Two names in one place take turns.
     */
    private static final MemberName[] KNOWN = new MemberName[4_096];

    private final String asked;
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
        this.plain = java.util.Arrays.copyOf(kept, length);
        this.hash = hash(bytes, 0, bytes.length);
    }

    /** The name that is written so. */
    static MemberName of(String asked) {
        int place = asked.hashCode() & (KNOWN.length - 1);
        MemberName known = KNOWN[place];
        if (known == null || !known.asked.equals(asked)) {
            known = new MemberName(asked);
            KNOWN[place] = known;
        }
        return known;
    }

    /** A number that is the same for all ways to write a name. */
    int hash() {
        return hash;
    }

    /** The same of a name as it lies in a text. */
    static int hash(byte[] text, int from, int to) {
        int end = withoutUnit(text, from, to);
        int hash = 0;
        for (int i = from; i < end; i++) {
            byte one = text[i];
            if (one == '\\') {
                byte[] plain = written(text, from, to).getBytes(StandardCharsets.UTF_8);
                return plain.length == to - from ? hash : hash(plain, 0, plain.length);
            } else if (one != '_') {
                hash = 31 * hash + lower(one);
            }
        }
        return hash;
    }

    /** Whether this is the name that lies in a text. */
    boolean matches(byte[] text, int from, int to) {
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
