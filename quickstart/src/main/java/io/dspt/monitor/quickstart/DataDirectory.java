package io.dspt.monitor.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the quick start keeps its data: {@code kafka/}, {@code streams/}, {@code keys/}, a log, a lock that ends with the
 * process, while it runs the address of its Kafka, and a marker of its format. A folder that is something else, or in use, is left exactly as it is.
 */
final class DataDirectory implements AutoCloseable {
    static final String FORMAT_FILE = "format";
    static final String FORMAT = "dspt-monitor data 2";
    private static final String UNFINISHED_FORMAT_FILE = "format.new";
    static final String LOCK_FILE = "lock";
    /** Holds the address of the running Kafka; stale when nobody holds the lock. */
    static final String BOOTSTRAP_FILE = "bootstrap";

    static final String KEYS = "keys";
    /** What the names of temporary folders begin with. */
    static final String TEMPORARY_PREFIX = "dspt-monitor-";

    /** All there is when the very first start was killed early. */
    private static final Set<String> BEFORE_THE_MARKER = Set.of(LOCK_FILE, UNFINISHED_FORMAT_FILE);

    private final Path root;
    private final FileChannel lockChannel;
    private final boolean temporary;

    private DataDirectory(Path root, FileChannel lockChannel, boolean temporary) {
        this.root = root;
        this.lockChannel = lockChannel;
        this.temporary = temporary;
    }

    /** A new folder that is removed on {@link #close}. */
    static DataDirectory temporary() {
        try {
            Path root = Files.createTempDirectory(TEMPORARY_PREFIX);
            return prepared(root, lock(root), true);
        } catch (IOException e) {
            throw CommandFailedException.failed("cannot make a temporary folder: " + e.getMessage());
        }
    }

    /**
     * Opens a folder, making it when there is none.
     *
     * @throws CommandFailedException when it is of another format or in use by another process
     */
    static DataDirectory open(Path root) {
        try {
            refuseForeign(root);
            Files.createDirectories(root);
            FileChannel lock = lock(root);
            try {
                refuseForeign(root);
                return prepared(root, lock, false);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw CommandFailedException.failed("cannot use data directory " + root + ": " + e);
        }
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path streams() {
        return root.resolve("streams");
    }

    Path keys() {
        return root.resolve(KEYS);
    }

    Path logFile() {
        return root.resolve("dspt-monitor.log");
    }

    Path root() {
        return root;
    }

    /** Lets other commands find the Kafka that runs on this folder. */
    void announce(String bootstrapServers) throws IOException {
        Path unfinished = root.resolve(BOOTSTRAP_FILE + ".new");
        Files.writeString(unfinished, bootstrapServers + "\n");
        Files.move(unfinished, root.resolve(BOOTSTRAP_FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Nothing runs on this folder any more. */
    void withdraw() throws IOException {
        Files.deleteIfExists(root.resolve(BOOTSTRAP_FILE));
    }

    boolean isTemporary() {
        return temporary;
    }

    /** Lets go of the folder, and removes it when it was temporary. */
    @Override
    public void close() {
        try {
            lockChannel.close();
            if (temporary) {
                delete(root);
            }
        } catch (IOException | UncheckedIOException e) {
            throw CommandFailedException.failed("cannot remove the temporary folder " + root + ": " + e.getMessage());
        }
    }

    private static void refuseForeign(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        if (!Files.isDirectory(root)) {
            throw CommandFailedException.wrongUsage("--data-dir: " + root + " is no folder");
        }
        Path marker = root.resolve(FORMAT_FILE);
        if (Files.exists(marker)) {
            String format = Files.readString(marker).strip();
            if (!format.equals(FORMAT)) {
                throw CommandFailedException.wrongUsage("--data-dir: " + root + " is of format '" + format
                        + "', this version writes '" + FORMAT + "'; nothing in it was touched, name another folder");
            }
            return;
        }
        try (Stream<Path> content = Files.list(root)) {
            List<Path> foreign = content.filter(path ->
                            !BEFORE_THE_MARKER.contains(path.getFileName().toString()))
                    .toList();
            if (!foreign.isEmpty()) {
                throw CommandFailedException.wrongUsage("--data-dir: " + root
                        + " holds something else than the data of dspt-monitor; nothing in it was touched,"
                        + " name an empty or a new folder");
            }
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw CommandFailedException.failed("data directory " + root
                    + " is in use by another process; stop that one, or name another folder with --data-dir");
        }
        return channel;
    }

    private static DataDirectory prepared(Path root, FileChannel lock, boolean temporary) throws IOException {
        DataDirectory directory = new DataDirectory(root, lock, temporary);
        Path marker = root.resolve(FORMAT_FILE);
        if (!Files.exists(marker)) {
            Path unfinished = root.resolve(UNFINISHED_FORMAT_FILE);
            Files.writeString(unfinished, FORMAT + "\n");
            Files.move(unfinished, marker, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.createDirectories(directory.kafka());
        Files.createDirectories(directory.streams());
        ownersOnly(directory.keys());
        return directory;
    }

    private static void ownersOnly(Path folder) throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> content = Files.walk(root)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
