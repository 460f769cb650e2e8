package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.azure.SlicedElement.Element;
import io.dspt.monitor.core.azure.SlicedElement.Malformed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a message or a file into its elements, keeping each element's own bytes.
 *
 * <p>Takes every form in which Azure and its tools hand records over: {@code {"records": […]}}, a list, lists of
 * envelopes, JSON lines, documents one after the other, Graph's and Resource Manager's {@code {"value": […]}}, Resource
 * Graph's {@code {"count": …, "data": […]}}, and the tables of a Log Analytics query. Where the text is broken, what is
 * whole before and after survives: a broken element in a list ends where its brackets do, any other broken document ends
 * at the next line that opens one in its first column.
 *
 * <p>Only two things are not the input's own bytes: rows of a query result, which become objects, and files in UTF-16,
 * which become UTF-8.
 */
public final class EnvelopeSlicer {
    private final ByteWindow window;
    private final Consumer<SlicedElement> sink;
    private int offset;
    private int index;
    private boolean freshLine = true;
    private boolean amidWreckage;
    /** Start of the next line that opens a document, once looked for; valid while it lies ahead. */
    private int nextOpening = -1;

    private EnvelopeSlicer(ByteWindow window, Consumer<SlicedElement> sink) {
        this.window = window;
        this.sink = sink;
    }

    /** Cuts one message. */
    public static List<SlicedElement> slice(byte[] message) {
        List<SlicedElement> elements = new ArrayList<>();
        Charset wide = wideCharset(message);
        byte[] text = wide == null ? message : new String(message, wide).getBytes(StandardCharsets.UTF_8);
        new EnvelopeSlicer(new ByteWindow(text), elements::add).run();
        return elements;
    }

    /**
     * Cuts a stream; holds no more of it than the document it is in.
     *
     * @param sink gets the elements in order
     * @throws IOException when the stream fails; the elements read before have gone to the sink
     */
    public static void slice(InputStream input, Consumer<SlicedElement> sink) throws IOException {
        EnvelopeSlicer slicer = new EnvelopeSlicer(new ByteWindow(asUtf8(input)), sink);
        slicer.run();
        slicer.window.throwFailure();
    }

    private static InputStream asUtf8(InputStream input) throws IOException {
        PushbackInputStream start = new PushbackInputStream(input, 2);
        byte[] mark = start.readNBytes(2);
        start.unread(mark);
        Charset wide = wideCharset(mark);
        return wide == null
                ? start
                : new ByteArrayInputStream(new String(start.readAllBytes(), wide).getBytes(StandardCharsets.UTF_8));
    }

    /** The character set of a text that begins with its mark; {@code null} for what is read as UTF-8. */
    private static @Nullable Charset wideCharset(byte[] mark) {
        if (mark.length >= 2 && (mark[0] & 0xff) == 0xff && (mark[1] & 0xff) == 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        return mark.length >= 2 && (mark[0] & 0xff) == 0xfe && (mark[1] & 0xff) == 0xff
                ? StandardCharsets.UTF_16BE
                : null;
    }

    private void run() {
        while (skipToContent()) {
            if (freshLine) {
                index = 0;
                freshLine = false;
            }
            byte first = window.at(offset);
            if (opens(first) && !(window.has(offset + 1) && window.at(offset + 1) == 0)) {
                take(DocumentScan.document(window, offset));
            } else {
                takeLine();
            }
        }
    }

    /** Moves to the next byte that is no white space, byte order mark or left-over bracket; false at the end. */
    private boolean skipToContent() {
        int moved = window.discardBefore(offset);
        nextOpening -= offset - moved;
        for (offset = moved; window.has(offset); offset++) {
            byte b = window.at(offset);
            if (b == '\n') {
                freshLine = true;
            } else if (isByteOrderMark()) {
                offset += 2;
            } else if (!blank(b) && !(amidWreckage && (b == ',' || b == ']' || b == '}'))) {
                return true;
            }
        }
        return false;
    }

    private boolean isByteOrderMark() {
        return (window.at(offset) & 0xff) == 0xef
                && window.has(offset + 2)
                && (window.at(offset + 1) & 0xff) == 0xbb
                && (window.at(offset + 2) & 0xff) == 0xbf;
    }

    private void take(DocumentScan first) {
        DocumentScan scan = first;
        while (true) {
            scan.found().forEach(this::deliver);
            if (!scan.broken()) {
                offset = scan.end();
                return;
            }
            amidWreckage = true;
            int broken = scan.brokenFrom();
            while (window.has(broken) && (blank(window.at(broken)) || window.at(broken) == ',')) {
                broken++;
            }
            if (scan.brokenInList() && window.has(broken) && window.at(broken) == ']') {
                offset = broken;
                return;
            }
            int limit = nextOpeningAfter(broken);
            int elementEnd = scan.brokenInList() ? looseEnd(broken, limit) : -1;
            if (elementEnd < 0) {
                boolean cut = scan.truncated() && !window.has(limit);
                malformed(broken, limit, cut);
                offset = limit;
                freshLine = true;
                return;
            }
            takeBrokenElement(broken, elementEnd);
            scan = DocumentScan.restOfList(window, afterComma(elementEnd));
        }
    }

    /** An element may only seem broken, because the comma before it is missing. */
    private void takeBrokenElement(int from, int to) {
        if (opens(window.at(from))) {
            DocumentScan alone = DocumentScan.document(window, from);
            if (!alone.broken() && alone.end() == to) {
                alone.found().forEach(this::deliver);
                return;
            }
        }
        malformed(from, to, false);
    }

    private int afterComma(int from) {
        int at = from;
        while (window.has(at) && blank(window.at(at))) {
            at++;
        }
        return window.has(at) && window.at(at) == ',' ? at + 1 : at;
    }

    /**
     * Where the element that starts at {@code from} ends if only its brackets and quotes are looked at: behind its last
     * bracket, or before the comma or bracket that follows it. A line feed ends a string, which may not hold one.
     *
     * @return -1 when it does not end before {@code limit}
     */
    private int looseEnd(int from, int limit) {
        int depth = 0;
        boolean quoted = false;
        for (int at = from; at < limit; at++) {
            byte b = window.at(at);
            if (quoted) {
                if (b == '\\') {
                    at++;
                } else if (b == '"' || b == '\n') {
                    quoted = false;
                }
            } else if (b == '"') {
                quoted = true;
            } else if (opens(b)) {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
                if (depth <= 0) {
                    return depth == 0 || at == from ? at + 1 : at;
                }
            } else if (b == ',' && depth == 0) {
                return at;
            }
        }
        return -1;
    }

    private int nextOpeningAfter(int from) {
        if (nextOpening <= from) {
            nextOpening = window.lineEnd(from);
            while (window.has(nextOpening) && !opens(window.at(nextOpening))) {
                nextOpening = window.lineEnd(nextOpening);
            }
        }
        return nextOpening;
    }

    /** A line that opens no document: JSON of another kind, or no JSON at all. */
    private void takeLine() {
        int end = window.lineEnd(offset);
        byte[] text = window.copy(offset, trimmed(offset, end));
        String reason = DocumentScan.isScalar(text) ? SlicedElement.NOT_AN_OBJECT : SlicedElement.NOT_JSON;
        sink.accept(new Malformed(text, position(offset), reason));
        offset = end;
        freshLine = true;
    }

    private void malformed(int from, int to, boolean cut) {
        byte[] bytes = window.copy(from, trimmed(from, to));
        String reason = cut || bytes.length == 0 ? SlicedElement.TRUNCATED : SlicedElement.NOT_JSON;
        sink.accept(new Malformed(bytes, position(from), reason));
    }

    private void deliver(DocumentScan.Found found) {
        String position = position(found.span().from());
        if (!found.object()) {
            sink.accept(new Malformed(copy(found.span()), position, SlicedElement.NOT_AN_OBJECT));
        } else if (found.row().isEmpty()) {
            sink.accept(new Element(copy(found.span()), position));
        } else {
            sink.accept(new Element(object(found.row()), position));
        }
    }

    private byte[] object(List<DocumentScan.Cell> row) {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        object.write('{');
        for (DocumentScan.Cell cell : row) {
            if (object.size() > 1) {
                object.write(',');
            }
            object.writeBytes(copy(cell.name()));
            object.write(':');
            object.writeBytes(copy(cell.value()));
        }
        object.write('}');
        return object.toByteArray();
    }

    private byte[] copy(DocumentScan.Span span) {
        return window.copy(span.from(), span.to());
    }

    private String position(int at) {
        return window.line(at) + "#" + index++;
    }

    private int trimmed(int from, int to) {
        int end = to;
        while (end > from && blank(window.at(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean opens(byte b) {
        return b == '{' || b == '[';
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
