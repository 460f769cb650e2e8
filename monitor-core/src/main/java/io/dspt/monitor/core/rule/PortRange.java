package io.dspt.monitor.core.rule;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port or port range as network security groups write it: {@code 22}, {@code 3300-3400} or {@code *}.
 *
 * @param first lowest port included
 * @param last highest port included
 */
record PortRange(int first, int last) {

    private static final int HIGHEST = 65_535;
    private static final Pattern WRITTEN = Pattern.compile("\\s*([0-9]{1,5})\\s*(?:-\\s*([0-9]{1,5})\\s*)?");

    /** Reads a range; empty when it is none. */
    static Optional<PortRange> parse(String written) {
        if (written.strip().equals("*")) {
            return Optional.of(new PortRange(0, HIGHEST));
        }
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        return first <= last && last <= HIGHEST ? Optional.of(new PortRange(first, last)) : Optional.empty();
    }

    boolean includesAny(List<Long> ports) {
        return ports.stream().anyMatch(port -> port >= first && port <= last);
    }
}
