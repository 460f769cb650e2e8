package io.dspt.monitor.core.event;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells addresses of the internet from those that networks use among themselves: private, shared, local and link-local ones
 * (RFC 1918, 6598, 3927, 4193, 4291).
 */
public final class InternetAddress {
    private static final Pattern FOUR = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.\\d{1,3}\\.\\d{1,3}");
    private static final Pattern SIX = Pattern.compile("([0-9a-fA-F]{0,4}):[0-9a-fA-F:.]*(?:%\\w+)?");

    private InternetAddress() {}

    /**
     * Whether an address is one of the internet; unknown for a text that is no address.
     *
     * @param address without port
     */
    public static FactValue isPublic(String address) {
        Matcher four = FOUR.matcher(address);
        if (four.matches()) {
            return FactValue.flag(isPublic(Integer.parseInt(four.group(1)), Integer.parseInt(four.group(2))));
        }
        Matcher six = SIX.matcher(address);
        if (!six.matches()) {
            return Missing.UNKNOWN;
        }
        int first = six.group(1).isEmpty() ? 0 : Integer.parseInt(six.group(1), 16);
        boolean uniqueLocal = (first & 0xfe00) == 0xfc00;
        boolean linkOrSiteLocal = (first & 0xff80) == 0xfe80;
        return FactValue.flag(first != 0 && !uniqueLocal && !linkOrSiteLocal);
    }

    private static boolean isPublic(int first, int second) {
        return switch (first) {
            case 0, 10, 127 -> false;
            case 100 -> second < 64 || second > 127;
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            case 192 -> second != 168;
            default -> true;
        };
    }
}
