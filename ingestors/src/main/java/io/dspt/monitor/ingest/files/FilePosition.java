package io.dspt.monitor.ingest.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a file was read.
 *
 * @param elements elements of it that are in the log
 * @param complete whether that was all of them
 * @param length bytes it had when it was read, -1 where that could not be told
 */
record FilePosition(long elements, boolean complete, long length) {
    private static final Pattern WRITTEN = Pattern.compile("elements=(\\d+) complete=(true|false) length=(-?\\d+)");

    static final FilePosition START = new FilePosition(0, false, -1);

    /** As it stands in a mark. */
    String written() {
        return "elements=" + elements + " complete=" + complete + " length=" + length;
    }

    /**
     * Reads what {@link #written} wrote.
     *
     * @throws IllegalArgumentException for anything else
     */
    static FilePosition parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no position of a file: '" + written + "'");
        }
        return new FilePosition(
                Long.parseLong(matcher.group(1)),
                Boolean.parseBoolean(matcher.group(2)),
                Long.parseLong(matcher.group(3)));
    }
}
