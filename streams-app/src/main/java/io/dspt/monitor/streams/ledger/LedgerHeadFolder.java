package io.dspt.monitor.streams.ledger;

import io.dspt.monitor.core.ledger.LedgerHeadNote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder that signed heads are kept in: one folder for each estate, one note for each head, named by the number of
 * its entry, so that they stand in order.
 *
 * @param root it need not be there yet
 */
public record LedgerHeadFolder(Path root) {
    private static final String SUFFIX = ".note";
    private static final String UNFINISHED = ".new";
    /** Many times what a note has. */
    private static final int MOST_BYTES = 64 * 1024;

    /** Writes a head; whoever reads the folder finds all of it or nothing. */
    public void write(LedgerHeadNote note, byte[] signed) throws IOException {
        Path folder = Files.createDirectories(root.resolve(note.estate()));
        String name = String.format(Locale.ROOT, "%012d", note.head().sequence());
        Path unfinished = folder.resolve(name + UNFINISHED);
        Files.write(unfinished, signed);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, folder.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * The notes of every estate, in order.
     *
     * @throws IOException when the folder is not there or cannot be read
     */
    public SortedMap<String, List<Path>> notes() throws IOException {
        SortedMap<String, List<Path>> notes = new TreeMap<>();
        for (Path folder : children(root)) {
            String estate = folder.getFileName().toString();
            if (Files.isDirectory(folder) && LedgerHeadNote.isNameOfAnEstate(estate)) {
                List<Path> ofEstate = children(folder).stream()
                        .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                        .toList();
                if (!ofEstate.isEmpty()) {
                    notes.put(estate, ofEstate);
                }
            }
        }
        return notes;
    }

    /** The bytes of a note; of what is too long for one the beginning, which is none. */
    public static byte[] read(Path note) throws IOException {
        try (InputStream in = Files.newInputStream(note)) {
            return in.readNBytes(MOST_BYTES);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }
}
