package io.dspt.monitor.streams.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zip files that are the same bytes for the same contents. */
final class ReproducibleZip {
    /** Where the time of zip files begins: files in a pack have no other time than those of their contents. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ReproducibleZip() {}

    /**
     * Writes files in the order of their names, and closes what they are written to.
     *
     * @param within what every name begins with
     */
    static void write(OutputStream out, String within, SortedMap<String, byte[]> files) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (var file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(within + file.getKey());
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
    }
}
