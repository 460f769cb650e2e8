package io.dspt.monitor.ingest.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/**
 * One input to read.
 *
 * @param source what evidence calls it: the path as given plus what lies below it, with {@code /} between names
 * @param length bytes in store, where that can be told; a file of another length than last time has grown
 * @param resumable whether the same input can be read again from its start
 * @param growing whether somebody may still be writing, so that it may end in the middle of an element
 * @param opener opens it from its start
 */
public record InputFile(String source, OptionalLong length, boolean resumable, boolean growing, Opener opener) {
    private static final int BUFFER = 64 * 1024;

    /** Opens an input from its start. */
    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    /** An input that nobody is writing any more. */
    public InputFile(String source, OptionalLong length, boolean resumable, Opener opener) {
        this(source, length, resumable, false, opener);
    }

    /** The same while somebody may still be writing. */
    public InputFile whileGrowing() {
        return new InputFile(source, length, resumable, true, opener);
    }

    /** A file, uncompressed on the way when its name ends in {@code .gz}. */
    static InputFile of(String source, Path path) {
        OptionalLong length;
        try {
            length = OptionalLong.of(Files.size(path));
        } catch (IOException e) {
            // Opening it will fail too, and say why.
            length = OptionalLong.empty();
        }
        // A pipe under a name is like what is piped in: the next one may have the same name.
        boolean resumable = Files.isRegularFile(path);
        return new InputFile(source, length, resumable, () -> uncompressed(source, Files.newInputStream(path)));
    }

    /** What is piped in: there is no coming back to it, so it is read whole whenever it is given. */
    static InputFile standardInput(InputStream input) {
        return new InputFile(InputTree.STANDARD_INPUT, OptionalLong.empty(), false, () -> input);
    }

    InputStream open() throws IOException {
        return opener.open();
    }

    private static InputStream uncompressed(String source, InputStream input) throws IOException {
        if (!source.toLowerCase(Locale.ROOT).endsWith(".gz")) {
            return new BufferedInputStream(input, BUFFER);
        }
        try {
            return new GZIPInputStream(input, BUFFER);
        } catch (IOException e) {
            input.close();
            throw e;
        }
    }
}
