package io.dspt.monitor.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The secret under which masked values stay equal to each other. One key per deployment, for ever: under another key the
 * same object gets another name.
 */
public final class MaskKey {
    private static final int LEAST_BYTES = 16;
    private static final byte[] DEMO = "dspt-monitor demonstration key, not secret".getBytes(StandardCharsets.UTF_8);

    private final byte[] bytes;

    private MaskKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The documented key of the quick start: anybody can compute masked values with it, so it protects nothing real. */
    public static MaskKey demo() {
        return new MaskKey(DEMO);
    }

    /**
     * Reads a key: the file's bytes without white space at the end.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when it holds fewer than 16 bytes
     */
    public static MaskKey read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int end = content.length;
        while (end > 0 && content[end - 1] <= ' ' && content[end - 1] >= 0) {
            end--;
        }
        if (end < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    file + ": a mask key has at least " + LEAST_BYTES + " bytes, this one has " + end);
        }
        return new MaskKey(Arrays.copyOf(content, end));
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
