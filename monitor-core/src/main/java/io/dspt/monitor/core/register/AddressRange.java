package io.dspt.monitor.core.register;

import java.util.HexFormat;
import java.util.Optional;

/**
 * Addresses with a common prefix, IPv4 or IPv6. Two ranges are equal when they hold the same addresses.
 *
 * @param bits how long an address of this family is: 32 or 128
 * @param prefix length of the common prefix
 * @param network the first address in hex, what lies beyond the prefix being zero
 */
public record AddressRange(int bits, int prefix, String network) {
    private static final int LONGEST_TEXT = 50;

    public AddressRange {
        if ((bits != 32 && bits != 128) || prefix < 0 || prefix > bits || network.length() != bits / 4) {
            throw new IllegalArgumentException("no range: " + bits + " bits, prefix " + prefix);
        }
    }

    /** Reads {@code 192.0.2.0/24} or {@code 2001:db8::/32}; a single address is a range of one. */
    public static Optional<AddressRange> parse(String written) {
        String text = written.strip();
        int slash = text.indexOf('/');
        Optional<byte[]> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int bits = address.get().length * 8;
        int prefix = slash < 0 ? bits : number(text.substring(slash + 1), bits);
        return prefix < 0 ? Optional.empty() : Optional.of(of(address.get(), prefix));
    }

    /** The range of this prefix that holds the same first address. */
    public AddressRange widenedTo(int shorterPrefix) {
        return of(HexFormat.of().parseHex(network), shorterPrefix);
    }

    private static AddressRange of(byte[] address, int prefix) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.max(0, Math.min(8, prefix - i * 8));
            masked[i] = (byte) (masked[i] & (0xFF << (8 - kept)));
        }
        return new AddressRange(masked.length * 8, prefix, HexFormat.of().formatHex(masked));
    }

    private static Optional<byte[]> address(String text) {
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        byte[] address = text.indexOf(':') < 0 ? four(text) : six(text);
        return address.length == 0 ? Optional.empty() : Optional.of(unmapped(address));
    }

    /** An IPv4 address that IPv6 carries ({@code ::ffff:192.0.2.1}) is that IPv4 address. */
    private static byte[] unmapped(byte[] address) {
        if (address.length != 16 || (address[10] & 0xFF) != 0xFF || (address[11] & 0xFF) != 0xFF) {
            return address;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return address;
            }
        }
        return new byte[] {address[12], address[13], address[14], address[15]};
    }

    private static byte[] four(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return new byte[0];
        }
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            int value = number(parts[i], 255);
            if (value < 0) {
                return new byte[0];
            }
            address[i] = (byte) value;
        }
        return address;
    }

    private static byte[] six(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return new byte[0];
        }
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap));
        byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2));
        int given = head.length + tail.length;
        boolean readable = isReadable(gap < 0 ? text : text.substring(0, gap), head)
                && (gap < 0 || isReadable(text.substring(gap + 2), tail));
        if (!readable || (gap < 0 ? given != 16 : given > 14)) {
            return new byte[0];
        }
        byte[] address = new byte[16];
        System.arraycopy(head, 0, address, 0, head.length);
        System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
        return address;
    }

    private static boolean isReadable(String text, byte[] read) {
        return text.isEmpty() || read.length > 0;
    }

    /** The bytes of groups divided by colons, the last of which may be written as IPv4; empty when it is none. */
    private static byte[] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        byte[] read = new byte[parts.length * 2 + 2];
        int at = 0;
        for (int i = 0; i < parts.length && parts.length <= 8; i++) {
            boolean asFour = i == parts.length - 1 && parts[i].indexOf('.') >= 0;
            byte[] part = asFour ? four(parts[i]) : group(parts[i]);
            if (part.length == 0) {
                return new byte[0];
            }
            System.arraycopy(part, 0, read, at, part.length);
            at += part.length;
        }
        return java.util.Arrays.copyOf(read, at);
    }

    private static byte[] group(String text) {
        if (text.isEmpty()
                || text.length() > 4
                || !text.chars().allMatch(character -> Character.digit(character, 16) >= 0 && character < 128)) {
            return new byte[0];
        }
        int value = Integer.parseInt(text, 16);
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    /** A plain decimal number up to a limit without leading zeros, otherwise -1. */
    private static int number(String text, int most) {
        boolean plain = !text.isEmpty()
                && text.length() <= 3
                && text.chars().allMatch(character -> character >= '0' && character <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        int value = plain ? Integer.parseInt(text) : -1;
        return value > most ? -1 : value;
    }

    /** The key under which this range is found. */
    String indexKey() {
        return bits + "/" + prefix + "/" + network;
    }
}
