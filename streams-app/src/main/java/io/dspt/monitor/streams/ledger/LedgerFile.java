package io.dspt.monitor.streams.ledger;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** An exported ledger: one line after the other, each with a line feed at its end and nothing else between. */
public final class LedgerFile {
    /** What the name of such a file ends with; before it stands the name of its estate. */
    public static final String SUFFIX = ".jsonl";
    /** No record on a topic is as long: what is longer is no line, and is not read at length. */
    private static final int MOST_BYTES_OF_A_LINE = 2 * 1024 * 1024;

    private static final int BUFFER = 64 * 1024;

    private LedgerFile() {}

    /** Is told of every line, without its end. */
    @FunctionalInterface
    public interface Lines {
        void line(byte[] line) throws IOException;
    }

    /**
     * Reads a file from its beginning to its end; a line that is too long to be one is told in part.
     *
     * @throws IOException when it cannot be read
     */
    public static void read(Path file, Lines lines) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean begun = false;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            for (int one = in.read(); one >= 0; one = in.read()) {
                if (one == '\n') {
                    lines.line(line.toByteArray());
                    line.reset();
                    begun = false;
                } else {
                    begun = true;
                    if (line.size() < MOST_BYTES_OF_A_LINE) {
                        line.write(one);
                    }
                }
            }
        }
        if (begun) {
            lines.line(line.toByteArray());
        }
    }
}
