package io.dspt.monitor.core.azure;

/** Where a JSON string ends, also one within JSON that is itself a string, whose quotes carry backslashes. */
final class QuotedText {
    private QuotedText() {}

    /**
     * Offset of the closing quote's first character (a backslash where the string is nested).
     *
     * <p>A string that opens with {@code n} backslashes and a quote closes with as many and, before them, whole escaped
     * backslashes, each of which takes {@code 2 (n + 1)}.
     *
     * @param text the surrounding text
     * @param from offset behind the opening quote
     * @param backslashes how many stand before the opening quote
     * @param quote the kind of quote; some sources write single ones
     * @return the end of the line or text when the string does not close
     */
    static int end(String text, int from, int backslashes, char quote) {
        int escape = 2 * (backslashes + 1);
        int run = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                run++;
            } else if (c == quote && run >= backslashes && (run - backslashes) % escape == 0) {
                return at - backslashes;
            } else if (c == '\n') {
                return at;
            } else {
                run = 0;
            }
        }
        return text.length();
    }
}
