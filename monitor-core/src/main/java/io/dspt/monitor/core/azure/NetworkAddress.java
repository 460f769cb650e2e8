package io.dspt.monitor.core.azure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses as records write them: with a port, in brackets, or an IPv4 address in IPv6 form. */
final class NetworkAddress {
    private static final Pattern BRACKETED = Pattern.compile("\\[([0-9a-fA-F:.%]+)](?::\\d+)?");
    private static final Pattern FOUR_WITH_PORT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}):\\d+");
    private static final String MAPPED = "::ffff:";

    private NetworkAddress() {}

    /** The bare address; {@code null} when there is none. */
    static @Nullable String withoutPort(@Nullable String written) {
        if (written == null || written.isBlank()) {
            return null;
        }
        String address = unbracketed(written.strip());
        boolean mapped = address.regionMatches(true, 0, MAPPED, 0, MAPPED.length()) && address.indexOf('.') > 0;
        String unmapped = mapped ? address.substring(MAPPED.length()) : address;
        Matcher withPort = FOUR_WITH_PORT.matcher(unmapped);
        return withPort.matches() ? withPort.group(1) : unmapped;
    }

    private static String unbracketed(String written) {
        Matcher bracketed = BRACKETED.matcher(written);
        return bracketed.matches() ? bracketed.group(1) : written;
    }
}
