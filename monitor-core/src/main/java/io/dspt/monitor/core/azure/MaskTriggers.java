package io.dspt.monitor.core.azure;

import java.nio.charset.StandardCharsets;

/**
 * Whether a text may hold anything to mask, found in one pass: nearly all records hold nothing, and the patterns cost many
 * times as much as this.
 */
final class MaskTriggers {
    /** Which bytes {@link #triggers} looks at, by value: most are told off by this alone. */
    private static final boolean[] LOOKED_AT = new boolean[256];

    static {
        for (char c : "=%\\ +\tJkK.h/".toCharArray()) {
            LOOKED_AT[c] = true;
        }
    }

    private MaskTriggers() {}

    static boolean anyIn(byte[] text) {
        for (int at = 0; at < text.length; at++) {
            if (LOOKED_AT[text[at] & 0xff] && triggers(text, at)) {
                return true;
            }
        }
        return false;
    }

    /** Each pattern is known by one rare character and what stands beside it. */
    private static boolean triggers(byte[] text, int at) {
        return switch (text[at]) {
            case '\\' -> (at == 0 || text[at - 1] != '\\') && (endsCredentialName(text, at));
            case '=', '%' -> endsCredentialName(text, at) || precededBy(text, at, "bearer");
            case ' ', '+', '\t' ->
                precededBy(text, at, "bearer")
                        || precededBy(text, at, "accountkey")
                        || precededBy(text, at, "accesskey");
            case 'J' -> at >= 2 && text[at - 1] == 'y' && text[at - 2] == 'e';
            case 'k', 'K' -> precededBy(text, at, "object");
            case '.' -> followedBy(text, at, ".core.windows.net") || followedBy(text, at, ".storage.azure.net");
            case 'h' -> precededBy(text, at, "azure") && followedBy(text, at, "healthcareapis");
            case '/' -> endsImagingLevel(text, at) || namesPersonalType(text, at + 1);
            default -> false;
        };
    }

    private static boolean endsCredentialName(byte[] text, int at) {
        return precededBy(text, at, "sig") || precededBy(text, at, "accountkey") || precededBy(text, at, "accesskey");
    }

    private static boolean endsImagingLevel(byte[] text, int at) {
        return precededBy(text, at, "studies") || precededBy(text, at, "series") || precededBy(text, at, "instances");
    }

    private static boolean namesPersonalType(byte[] text, int from) {
        // One capital tells a type from the lower-case words of most paths, and from resource ids in capitals.
        if (from + 1 >= text.length || !isCapital(text[from]) || isCapital(text[from + 1])) {
            return false;
        }
        int at = from;
        while (at < text.length && isLetter(text[at])) {
            at++;
        }
        boolean ends = at < text.length && (text[at] == '/' || text[at] == '?' || text[at] == '\\');
        return ends
                && at > from
                && HealthcarePathMask.PERSONAL_TYPES.contains(
                        new String(text, from, at - from, StandardCharsets.ISO_8859_1));
    }

    /** Whether this word, in lower case, ends before {@code at}, whatever its case there; backslashes between are skipped. */
    private static boolean precededBy(byte[] text, int at, String word) {
        int end = at;
        while (end > 0 && text[end - 1] == '\\') {
            end--;
        }
        return end >= word.length() && matches(text, end - word.length(), word);
    }

    private static boolean followedBy(byte[] text, int at, String word) {
        return at + word.length() <= text.length && matches(text, at, word);
    }

    private static boolean matches(byte[] text, int from, String word) {
        for (int i = word.length() - 1; i >= 0; i--) {
            if ((text[from + i] | 0x20) != word.charAt(i) && text[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCapital(byte b) {
        return b >= 'A' && b <= 'Z';
    }

    private static boolean isLetter(byte b) {
        return isCapital(b) || (b >= 'a' && b <= 'z');
    }
}
