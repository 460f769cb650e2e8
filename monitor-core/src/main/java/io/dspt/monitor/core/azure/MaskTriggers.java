package io.dspt.monitor.core.azure;

import java.nio.charset.StandardCharsets;

/**
 * Which masks a text may hold work for, found in one pass: nearly all records hold none, and the patterns cost many times
 * as much as this.
 */
final class MaskTriggers {
    static final int SAS_SIGNATURE = 1;
    static final int NAMED_KEY = 1 << 1;
    static final int BEARER_TOKEN = 1 << 2;
    static final int OTHER_CREDENTIAL = 1 << 3;
    static final int BARE_KEY = 1 << 4;
    static final int FUNCTION_KEY = 1 << 5;
    static final int JSON_WEB_TOKEN = 1 << 6;
    static final int OBJECT_KEY = 1 << 7;
    static final int STORAGE_ADDRESS = 1 << 8;
    static final int OBJECT_ID = 1 << 9;
    static final int HEALTHCARE_SERVICE = 1 << 10;
    static final int PERSONAL_PATH = 1 << 11;
    static final int IMAGING_PATH = 1 << 12;
    static final int NAMED_VALUE = 1 << 13;

    private static final int LONGEST_TYPE = 24;

    /** Which bytes {@link #at} looks at, by value: most are told off by this alone. */
    private static final boolean[] LOOKED_AT = new boolean[256];

    static {
        for (char c : "=%\\ +\tJkK.hH/?:\"'".toCharArray()) {
            LOOKED_AT[c] = true;
        }
    }

    private MaskTriggers() {}

    /** The masks to apply, as a sum of this class's constants. */
    static int in(byte[] text) {
        int masks = 0;
        for (int at = 0; at < text.length; at++) {
            if (LOOKED_AT[text[at] & 0xff]) {
                masks |= at(text, at);
            }
        }
        return masks;
    }

    /** Each pattern is known by one rare character and what stands beside it. */
    private static int at(byte[] text, int at) {
        return switch (text[at]) {
            case '"', '\'' -> NamedValueMask.memberEndsAt(text, at) ? NAMED_VALUE : 0;
            case '\\' -> at > 0 && text[at - 1] == '\\' ? 0 : behindName(text, at);
            case '=' ->
                behindName(text, at)
                        | flag(endsKey(text, at), BARE_KEY)
                        | flag(precededBy(text, at, "code"), FUNCTION_KEY);
            case '%' ->
                behindName(text, at)
                        | flag(precededBy(text, at, "bearer"), BEARER_TOKEN)
                        | flag(endsOtherScheme(text, at), OTHER_CREDENTIAL)
                        | behindSegment(text, at);
            case ' ', '+', '\t' ->
                flag(precededBy(text, at, "sig"), SAS_SIGNATURE)
                        | flag(endsNamedKey(text, at), NAMED_KEY)
                        | flag(precededBy(text, at, "bearer"), BEARER_TOKEN)
                        | flag(endsOtherScheme(text, at), OTHER_CREDENTIAL);
            case ':' -> flag(NamedValueMask.parameterEndsAt(text, at), NAMED_VALUE);
            case 'J' -> flag(at >= 2 && text[at - 1] == 'y' && text[at - 2] == 'e', JSON_WEB_TOKEN);
            case 'k', 'K' -> flag(precededBy(text, at, "object") || precededBy(text, at, "object_"), OBJECT_KEY);
            case '.' ->
                flag(followedBy(text, at, ".core.") || followedBy(text, at, ".storage.azure."), STORAGE_ADDRESS);
            case 'h', 'H' ->
                flag(precededBy(text, at, "azure") && followedBy(text, at, "healthcareapis"), HEALTHCARE_SERVICE);
            case '/' -> behindSegment(text, at);
            case '?' -> flag(endsType(text, at), PERSONAL_PATH);
            default -> 0;
        };
    }

    private static int flag(boolean found, int mask) {
        return found ? mask : 0;
    }

    /** What may be given a value here, by an equals sign, an encoded one or an escaped one. */
    private static int behindName(byte[] text, int at) {
        return flag(precededBy(text, at, "sig"), SAS_SIGNATURE)
                | flag(endsNamedKey(text, at), NAMED_KEY)
                | flag(NamedValueMask.parameterEndsAt(text, at), NAMED_VALUE);
    }

    /** What may be named below a segment of a path that ends here, by a slash or an encoded one. */
    private static int behindSegment(byte[] text, int at) {
        return flag(endsObjectList(text, at), OBJECT_ID)
                | flag(endsType(text, at), PERSONAL_PATH)
                | flag(endsImagingLevel(text, at), IMAGING_PATH);
    }

    private static boolean endsNamedKey(byte[] text, int at) {
        return precededBy(text, at, "accountkey") || precededBy(text, at, "accesskey");
    }

    private static boolean endsOtherScheme(byte[] text, int at) {
        return precededBy(text, at, "basic")
                || precededBy(text, at, "sharedkey")
                || precededBy(text, at, "sharedkeylite");
    }

    /** Whether the second of two equals signs ends the 64 bytes of a storage account's key. */
    private static boolean endsKey(byte[] text, int at) {
        if (at < 87 || text[at - 1] != '=') {
            return false;
        }
        for (int i = at - 2; i >= at - 87; i--) {
            boolean base64 = isLetter(text[i])
                    || (text[i] >= '0' && text[i] <= '9')
                    || text[i] == '+'
                    || text[i] == '/'
                    || text[i] == '\\';
            if (!base64) {
                return false;
            }
        }
        return true;
    }

    private static boolean endsImagingLevel(byte[] text, int at) {
        return precededBy(text, at, "studies") || precededBy(text, at, "series") || precededBy(text, at, "instances");
    }

    private static boolean endsObjectList(byte[] text, int at) {
        return precededBy(text, at, "blobs") || precededBy(text, at, "files") || precededBy(text, at, "paths");
    }

    /** Whether the name of a FHIR type ends here. */
    private static boolean endsType(byte[] text, int at) {
        int end = at;
        while (end > 0 && text[end - 1] == '\\') {
            end--;
        }
        int from = end;
        while (from > 0 && end - from <= LONGEST_TYPE + 1 && isLetter(text[from - 1])) {
            from--;
        }
        int length = end - from;
        // The F of an encoded slash is a letter too.
        return length >= 5 && (isType(text, from, end) || ((text[from] | 0x20) == 'f' && isType(text, from + 1, end)));
    }

    private static boolean isType(byte[] text, int from, int end) {
        if (end - from == 7 && matches(text, from, "patient")) {
            return true;
        }
        // One capital tells a type from the lower-case words of most paths, and from resource ids in capitals.
        return isCapital(text[from])
                && !isCapital(text[from + 1])
                && HealthcarePathMask.PERSONAL_TYPES.contains(
                        new String(text, from, end - from, StandardCharsets.ISO_8859_1));
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

    /** Whether this word, in lower case, stands at an offset, whatever its case there. */
    static boolean matches(byte[] text, int from, String word) {
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
