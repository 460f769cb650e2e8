package io.dspt.monitor.streams.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Writes a document that is HTML and XML alike. Whatever is not markup is escaped; elements are closed in the order in
 * which they were opened. A template engine would be a second language with rules of escaping of its own, for a document
 * that is mostly tables.
 */
final class Html {
    /** After these a line ends, so that two reports can be compared line by line. */
    private static final String BLOCKS =
            " html head title style body header nav main footer section h1 h2 h3 p ul ol li table caption thead tbody tr div ";

    private final StringBuilder out = new StringBuilder(64 * 1024);
    private final Deque<String> open = new ArrayDeque<>();

    Html() {
        out.append("<!DOCTYPE html>\n");
    }

    /**
     * Opens an element.
     *
     * @param attributes names and values by turns
     */
    Html open(String tag, String... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** Closes the element that was opened last, which must be of this tag. */
    Html close(String tag) {
        String last = open.pop();
        if (!last.equals(tag)) {
            throw new IllegalStateException(tag + " is closed where " + last + " is open");
        }
        out.append("</").append(tag).append('>');
        if (BLOCKS.contains(" " + tag + " ")) {
            out.append('\n');
        }
        return this;
    }

    /** An element without content. */
    Html empty(String tag, String... attributes) {
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    /** An element that holds text alone. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Text; what XML cannot hold is replaced. */
    Html text(String text) {
        escape(text);
        return this;
    }

    /** A style sheet of our own, which holds nothing that had to be escaped. */
    Html styles(String css) {
        if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
            throw new IllegalArgumentException("a style sheet that looks like markup");
        }
        open("style");
        out.append(css);
        return close("style");
    }

    /** The whole document. */
    String written() {
        if (!open.isEmpty()) {
            throw new IllegalStateException(open.peek() + " is not closed");
        }
        return out.toString();
    }

    private void start(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    private void escape(String text) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    boolean plain = (point >= 0x20 && point < 0xD800) || point == '\n' || point == '\t';
                    boolean allowed = plain || (point >= 0xE000 && point != 0xFFFE && point != 0xFFFF);
                    out.appendCodePoint(allowed ? point : 0xFFFD);
                }
            }
        });
    }

    /** A name for an element that differs where names differ, and holds nothing that a link had to escape. */
    static String id(String name) {
        StringBuilder id = new StringBuilder();
        name.codePoints().forEach(point -> {
            boolean letter = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
            boolean plain = letter || (point >= '0' && point <= '9') || point == '-' || point == '.';
            if (plain) {
                id.appendCodePoint(point);
            } else {
                id.append(String.format(Locale.ROOT, "_%x_", point));
            }
        });
        return id.toString();
    }
}
