package io.dspt.monitor.core.azure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value of a JSON text, where it lies in it; decoded when it is asked for. Where a byte is no UTF-8, a replacement
 * character stands for it.
 */
final class JsonValue {
    private final byte[] text;
    private final int from;
    private final int to;

    /**
     * A value.
     *
     * @param text the whole text; not changed any more
     * @param from where the value begins
     * @param to just behind it
     */
    JsonValue(byte[] text, int from, int to) {
        if (from >= to) {
            throw new IllegalArgumentException("a value takes up room");
        }
        this.text = text;
        this.from = from;
        this.to = to;
    }

    byte[] text() {
        return text;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** How many bytes it takes up. */
    int length() {
        return to - from;
    }

    boolean isString() {
        return text[from] == '"';
    }

    boolean isObject() {
        return text[from] == '{';
    }

    boolean isList() {
        return text[from] == '[';
    }

    boolean isNull() {
        return text[from] == 'n';
    }

    /** Whether it is a string, a number or a boolean. */
    boolean isScalar() {
        return !isObject() && !isList() && !isNull();
    }

    /** Whether there is nothing in it: {@code null}, or a string of blanks. */
    boolean isBlank() {
        if (!isString()) {
            return isNull();
        }
        byte first = text[from + 1];
        boolean plain = first > ' ' && first != '"' && first != '\\';
        return !plain && string().isBlank();
    }

    /** Whether a string begins as one does that holds an object or a list; most texts do not. */
    boolean mayHoldJson() {
        byte first = text[from + 1];
        return first == '{' || first == '[' || first == '"' || first == '\\' || first <= ' ';
    }

    /** What a string holds; for any other value as it is written, but without blanks around it. */
    String string() {
        if (!isString()) {
            return new String(text, from, to - from, StandardCharsets.UTF_8);
        }
        String inside = new String(text, from + 1, to - from - 2, StandardCharsets.UTF_8);
        return JsonScan.hasEscape(text, from + 1, to - 1) ? unescaped(inside) : inside;
    }

    /** The bytes that a string stands for; {@code null} when it names a character by its number. */
    byte @Nullable [] plainBytes() {
        byte[] plain = new byte[to - from - 2];
        int written = 0;
        int next = from + 1;
        int end = to - 1;
        while (next < end) {
            int escape = JsonScan.escape(text, next, end);
            System.arraycopy(text, next, plain, written, escape - next);
            written += escape - next;
            if (escape + 1 < end && text[escape + 1] == 'u') {
                return null;
            }
            if (escape < end) {
                plain[written++] = escape + 1 < end ? (byte) escaped((char) text[escape + 1]) : (byte) '\\';
            }
            next = escape + 2;
        }
        return Arrays.copyOf(plain, written);
    }

    /** The scalar as a text: numbers without signs of how they were written; empty for objects, lists and null. */
    String scalar() {
        if (isString()) {
            return string();
        }
        return isScalar() ? plainNumber(string()) : "";
    }

    /** A whole number stays as it is, one with a fraction or an exponent becomes what it is worth. */
    private static String plainNumber(String written) {
        boolean fraction = written.indexOf('.') >= 0 || written.indexOf('e') > 0 || written.indexOf('E') > 0;
        boolean number = written.charAt(0) == '-' || Character.isDigit(written.charAt(0));
        if (!number || !fraction) {
            return written.equals("-0") ? "0" : written;
        }
        try {
            return Double.toString(Double.parseDouble(written));
        } catch (NumberFormatException e) {
            return written;
        }
    }

    /** The elements of a list; none for any other value, and none from where the list is broken. */
    List<JsonValue> elements() {
        List<JsonValue> elements = new ArrayList<>();
        int at = isList() ? JsonScan.skipBlanks(text, from + 1, to) : to;
        while (at < to && text[at] != ']') {
            int end = JsonScan.skipValue(text, at, to);
            if (end < 0) {
                break;
            }
            elements.add(new JsonValue(text, at, end));
            at = JsonScan.skipBlanks(text, end, to);
            if (at < to && text[at] == ',') {
                at = JsonScan.skipBlanks(text, at + 1, to);
            }
        }
        return elements;
    }

    /** What the inside of a string stands for; an escape that JSON does not have stands for itself. */
    static String unescaped(String inside) {
        StringBuilder plain = new StringBuilder(inside.length());
        for (int i = 0; i < inside.length(); i++) {
            char one = inside.charAt(i);
            if (one != '\\' || i + 1 == inside.length()) {
                plain.append(one);
                continue;
            }
            char escaped = inside.charAt(++i);
            int unit = escaped == 'u' ? hex(inside, i + 1) : -1;
            if (unit < 0) {
                plain.append(escaped(escaped));
            } else {
                plain.append((char) unit);
                i += 4;
            }
        }
        return plain.toString();
    }

    /** What stands behind a backslash, alone. */
    private static char escaped(char written) {
        return switch (written) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> written;
        };
    }

    private static int hex(String inside, int at) {
        if (at + 4 > inside.length()) {
            return -1;
        }
        int unit = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(inside.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    @Override
    public String toString() {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }
}
