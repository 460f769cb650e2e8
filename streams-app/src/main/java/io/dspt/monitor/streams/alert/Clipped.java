package io.dspt.monitor.streams.alert;

/** Texts that are no longer than what reads them can show. */
final class Clipped {
    private static final String MORE = "…";

    private Clipped() {}

    /** One line of at most so many characters, cut between words where that is possible. */
    static String line(String text, int most) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= most) {
            return line;
        }
        int end = most - MORE.length();
        int space = line.lastIndexOf(' ', end);
        if (space > end / 2) {
            end = space;
        } else if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end) + MORE;
    }

    /** At most so many characters, lines as they are. */
    static String text(String text, int most) {
        return text.length() <= most
                ? text.strip()
                : text.substring(0, most - MORE.length()).strip() + MORE;
    }
}
