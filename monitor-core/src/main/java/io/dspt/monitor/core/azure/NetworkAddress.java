package io.dspt.monitor.core.azure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses as records write them: with a port, in brackets, or an IPv4 address in IPv6 form. */
final class NetworkAddress {
    private static final Pattern BRACKETED = Pattern.compile("\\[([0-9a-fA-F:.%]+)](?::\\d+)?");
    private static final String MAPPED = "::ffff:";

    private NetworkAddress() {}

    /** The bare address; {@code null} when there is none. */
    static @Nullable String withoutPort(@Nullable String written) {
        if (written == null || written.isBlank()) {
            return null;
        }
        if (written.indexOf(':') < 0) {
            return written.strip();
        }
        String address = unbracketed(written.strip());
        boolean mapped = address.regionMatches(true, 0, MAPPED, 0, MAPPED.length()) && address.indexOf('.') > 0;
        String unmapped = mapped ? address.substring(MAPPED.length()) : address;
        int colon = unmapped.indexOf(':');
        return isFourNumbers(unmapped, colon) && isNumber(unmapped, colon + 1, unmapped.length())
                ? unmapped.substring(0, colon)
                : unmapped;
    }

    /** Whether a text is four numbers of at most three digits, divided by full stops, up to there. */
    private static boolean isFourNumbers(String text, int to) {
        int from = 0;
        for (int number = 0; number < 3; number++) {
            int stop = text.indexOf('.', from);
            if (stop < 0 || stop > to || stop - from > 3 || !isNumber(text, from, stop)) {
                return false;
            }
            from = stop + 1;
        }
        return to - from <= 3 && isNumber(text, from, to);
    }

    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return to > from;
    }

    private static String unbracketed(String written) {
        if (written.charAt(0) != '[') {
            return written;
        }
        Matcher bracketed = BRACKETED.matcher(written);
        return bracketed.matches() ? bracketed.group(1) : written;
    }
}
