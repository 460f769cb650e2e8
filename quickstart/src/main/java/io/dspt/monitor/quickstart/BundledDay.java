package io.dspt.monitor.quickstart;

import io.dspt.monitor.ingest.files.InputFile;
import io.dspt.monitor.ingest.files.InputTree;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/** The bundled input: a day in a fictional trust. */
final class BundledDay {
    private static final String FOLDER = "scenario/";

    private BundledDay() {}

    /** Its files, in the order of its index. */
    static List<InputTree.Entry> files() {
        try (InputStream index = open(FOLDER + "files.list")) {
            return new String(index.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .<InputTree.Entry>map(name -> new InputTree.Found(file(FOLDER + name)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled day cannot be read", e);
        }
    }

    private static InputFile file(String path) {
        return new InputFile(path, OptionalLong.empty(), true, () -> open(path));
    }

    private static InputStream open(String path) throws IOException {
        InputStream stream = BundledDay.class.getClassLoader().getResourceAsStream(path);
        if (stream == null) {
            throw new FileNotFoundException(path + " is not part of this distribution");
        }
        return stream;
    }
}
