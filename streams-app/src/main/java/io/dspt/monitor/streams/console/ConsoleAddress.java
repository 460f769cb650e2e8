package io.dspt.monitor.streams.console;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Where the console answers. It asks nobody who he is: what it shows belongs on the loopback address, or on a network
 * that lets in only those who may see it.
 *
 * @param bind address and port, 0 for any port that is free
 * @param hosts names under which it answers, besides {@code localhost} and plain addresses: a page elsewhere whose name
 *     leads to this address must not read what is served here
 * @param url how people reach it, for links
 */
public record ConsoleAddress(InetSocketAddress bind, SortedSet<String> hosts, Optional<URI> url) {
    private static final Pattern PORT = Pattern.compile(":\\d+$");
    /** An address in figures is typed by somebody or configured; no page elsewhere is called so. */
    private static final Pattern IN_FIGURES = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    public ConsoleAddress {
        SortedSet<String> lower = new TreeSet<>();
        hosts.forEach(host -> lower.add(host.toLowerCase(Locale.ROOT)));
        url.map(URI::getHost).ifPresent(host -> lower.add(host.toLowerCase(Locale.ROOT)));
        hosts = Collections.unmodifiableSortedSet(lower);
    }

    /** This machine only. */
    public static ConsoleAddress loopback(int port) {
        return new ConsoleAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), new TreeSet<>(), Optional.empty());
    }

    /** Whether a request that asks for this host is answered. */
    boolean answersTo(String host) {
        String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
        boolean own = name.equals("localhost") || hosts.contains(name);
        boolean figures = IN_FIGURES.matcher(name).matches();
        // On the loopback address nothing else leads here than this machine's own names.
        return own
                || (figures
                        && (!bind.getAddress().isLoopbackAddress()
                                || name.equals("127.0.0.1")
                                || name.equals("[::1]")));
    }
}
