package io.dspt.monitor.core.rule;

import java.util.List;

/**
 * A port or port range as network security groups write it: {@code 22}, {@code 3300-3400} or {@code *}.
 *
 * @param first lowest port included
 * @param last highest port included
 */
record PortRange(int first, int last) {

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException when it is none, so that the rule that asked becomes unevaluable
     */
    static PortRange parse(String written) {
        String range = written.strip();
        if (range.equals("*")) {
            return new PortRange(0, 65_535);
        }
        int dash = range.indexOf('-');
        try {
            int first = Integer.parseInt((dash < 0 ? range : range.substring(0, dash)).strip());
            int last = dash < 0
                    ? first
                    : Integer.parseInt(range.substring(dash + 1).strip());
            return new PortRange(first, last);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a port range: " + written, e);
        }
    }

    boolean includesAny(List<Long> ports) {
        return ports.stream().anyMatch(port -> port >= first && port <= last);
    }
}
