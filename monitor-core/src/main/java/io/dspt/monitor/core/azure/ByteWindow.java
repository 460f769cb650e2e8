package io.dspt.monitor.core.azure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of an input that is being sliced: from the start of the current document to as far as it was read. Offsets
 * count from the last {@link #discardBefore}.
 */
final class ByteWindow {
    private static final int CHUNK = 64 * 1024;
    /** The longest document that is cut: as much as arrays hold, by doubling. */
    private static final int LONGEST = 1 << 30;

    private final InputStream input;
    private byte[] bytes;
    private int length;
    private boolean ended;
    /** All bytes as {@link #from} tells them, when all were there from the beginning. */
    private byte @Nullable [] ascii;

    private long discardedLines;
    private int countedTo;
    private @Nullable IOException failure;

    /** A window over a stream. */
    ByteWindow(InputStream input) {
        this.input = input;
        this.bytes = new byte[CHUNK];
    }

    /** A window over bytes that are all there: nothing is copied. */
    ByteWindow(byte[] whole) {
        this.input = InputStream.nullInputStream();
        this.bytes = whole;
        this.length = whole.length;
        this.ended = true;
        this.ascii = ascii(whole);
    }

    /** Whether there is a byte at this offset, reading on where needed. */
    boolean has(int offset) {
        while (offset >= length && !ended) {
            fill();
        }
        return offset < length;
    }

    /** The byte at an offset for which {@link #has} is true. */
    byte at(int offset) {
        return bytes[offset];
    }

    /** Offset just behind the line that holds {@code offset}: behind its line feed, or the end of the input. */
    int lineEnd(int offset) {
        int at = offset;
        while (has(at)) {
            if (bytes[at] == '\n') {
                return at + 1;
            }
            at++;
        }
        return at;
    }

    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** The line of an offset, counted from 1; offsets asked for must not fall. */
    long line(int offset) {
        for (; countedTo < offset; countedTo++) {
            if (bytes[countedTo] == '\n') {
                discardedLines++;
            }
        }
        return discardedLines + 1;
    }

    /** Forgets what lies before {@code offset}, which becomes offset 0 once enough has gathered to be worth moving. */
    int discardBefore(int offset) {
        if (ascii != null || offset < CHUNK) {
            return offset;
        }
        line(offset);
        System.arraycopy(bytes, offset, bytes, 0, length - offset);
        length -= offset;
        countedTo -= offset;
        return 0;
    }

    /** Throws what ended the input early, if anything did. */
    void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * A stream over the bytes from {@code offset} that never runs ahead of the line it is in; bytes beyond ASCII read as
     * question marks.
     */
    InputStream from(int offset) {
        return ascii == null ? new LineByLine(offset) : new ByteArrayInputStream(ascii, offset, length - offset);
    }

    /** Only ASCII bears on where things begin and end: a stray byte then costs a character, not the record. */
    private static byte ascii(byte b) {
        return b < 0 ? (byte) '?' : b;
    }

    /** The same array where there is nothing to replace. */
    private static byte[] ascii(byte[] bytes) {
        byte seen = 0;
        for (byte b : bytes) {
            seen |= b;
        }
        if (seen >= 0) {
            return bytes;
        }
        byte[] ascii = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ascii[i] = ascii(bytes[i]);
        }
        return ascii;
    }

    private void fill() {
        if (length == LONGEST) {
            failure = new IOException("holds a document of more than a gibibyte");
            ended = true;
            return;
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        try {
            int count = input.read(bytes, length, bytes.length - length);
            if (count < 0) {
                ended = true;
            } else {
                length += count;
            }
        } catch (IOException e) {
            // What was read before is still good: the elements in it come out first, then the failure.
            failure = e;
            ended = true;
        }
    }

    private final class LineByLine extends InputStream {
        private int next;

        LineByLine(int offset) {
            next = offset;
        }

        @Override
        public int read() {
            return has(next) ? ascii(bytes[next++]) : -1;
        }

        @Override
        public int read(byte[] into, int at, int count) {
            if (!has(next)) {
                return -1;
            }
            int end = Math.min(lineEndWithin(next, count), length);
            int taken = end - next;
            for (int i = 0; i < taken; i++) {
                into[at + i] = ascii(bytes[next + i]);
            }
            next = end;
            return taken;
        }

        private int lineEndWithin(int from, int count) {
            int limit = Math.min(from + count, length);
            for (int i = from; i < limit; i++) {
                if (bytes[i] == '\n') {
                    return i + 1;
                }
            }
            return limit;
        }
    }
}
