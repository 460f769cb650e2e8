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
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder that signed heads are kept in.
 *
 * @param root it need not be there yet
 */
public record LedgerHeadFolder(Path root) implements LedgerHeadStore {
    private static final String UNFINISHED = ".new";

    /** Makes the folder when it is not there. */
    @Override
    public SortedMap<String, Kept> open() throws IOException {
        Files.createDirectories(root);
        SortedMap<String, Kept> latest = new TreeMap<>();
        for (Map.Entry<String, List<Path>> notes : notes().entrySet()) {
            List<Path> inOrder = notes.getValue();
            Path last = inOrder.get(inOrder.size() - 1);
            latest.put(notes.getKey(), new Kept(last.toString(), read(last)));
        }
        return latest;
    }

    /** Writes a head in the place of another of the same entry. */
    @Override
    public void write(LedgerHeadNote note, byte[] signed) throws IOException {
        Path file = root.resolve(LedgerHeadStore.path(note));
        Files.createDirectories(root.resolve(note.estate()));
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        Files.write(unfinished, signed);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
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
