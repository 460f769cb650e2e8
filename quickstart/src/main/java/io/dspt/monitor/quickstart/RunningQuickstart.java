package io.dspt.monitor.quickstart;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A quick start that runs on this machine.
 *
 * @param dataDirectory where it keeps its data
 * @param bootstrapServers where its Kafka is
 */
record RunningQuickstart(Path dataDirectory, String bootstrapServers) {

    /** Where it keeps the keys that it trusts. */
    Path keys() {
        return dataDirectory.resolve(DataDirectory.KEYS);
    }

    /**
     * Finds it.
     *
     * @param dataDirectory its folder; {@code null} for the only one that runs without a folder of its own
     * @throws CommandFailedException when none runs there, or when it is not clear which is meant
     */
    static RunningQuickstart find(@Nullable Path dataDirectory) {
        if (dataDirectory != null) {
            RunningQuickstart running = at(dataDirectory);
            if (running == null) {
                throw CommandFailedException.failed("no quick start is running on " + dataDirectory
                        + "; start one with: dspt-monitor quickstart --data-dir " + dataDirectory);
            }
            return running;
        }
        List<RunningQuickstart> running = inTemporaryFolders();
        if (running.size() == 1) {
            return running.get(0);
        }
        throw CommandFailedException.wrongUsage(
                running.isEmpty()
                        ? "no quick start is running here; name its folder with --data-dir DIR,"
                                + " or the cluster with --bootstrap HOST:PORT and a key with --key-file FILE"
                        : "several quick starts are running; name the folder of one with --data-dir DIR");
    }

    private static List<RunningQuickstart> inTemporaryFolders() {
        List<RunningQuickstart> running = new ArrayList<>();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(temporary, DataDirectory.TEMPORARY_PREFIX + "*")) {
            for (Path folder : folders) {
                RunningQuickstart found = Files.isReadable(folder.resolve(DataDirectory.KEYS)) ? at(folder) : null;
                if (found != null) {
                    running.add(found);
                }
            }
        } catch (IOException e) {
            throw CommandFailedException.failed("cannot look for running quick starts in " + temporary + ": " + e);
        }
        return running;
    }

    /** The one on this folder; a file that a killed one has left behind is none. */
    private static @Nullable RunningQuickstart at(Path folder) {
        Path address = folder.resolve(DataDirectory.BOOTSTRAP_FILE);
        try {
            if (!Files.isRegularFile(address) || !isLocked(folder.resolve(DataDirectory.LOCK_FILE))) {
                return null;
            }
            return new RunningQuickstart(folder, Files.readString(address).strip());
        } catch (IOException e) {
            throw CommandFailedException.failed("cannot read " + address + ": " + e);
        }
    }

    private static boolean isLocked(Path lockFile) throws IOException {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true; // held by this process
        }
    }
}
