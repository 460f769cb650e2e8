package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void shouldMakeAFolderAndTakeItUpAgain() throws Exception {
        Path root = folder.resolve("new/data");
        try (DataDirectory data = DataDirectory.open(root)) {
            Files.writeString(data.kafka().resolve("file"), "kept");
        }

        try (DataDirectory again = DataDirectory.open(root)) {
            assertEquals("kept", Files.readString(again.kafka().resolve("file")));
        }
    }

    @Test
    void shouldRefuseAFolderInUseAndLeaveItAlone() throws Exception {
        try (DataDirectory data = DataDirectory.open(folder)) {
            List<Path> before = content();

            CommandFailedException refused =
                    assertThrows(CommandFailedException.class, () -> DataDirectory.open(data.root()));

            assertEquals(ExitCode.FAILED, refused.exitCode());
            assertTrue(refused.says().contains("in use by another process"), refused.says());
            assertEquals(before, content());
        }
    }

    @Test
    void shouldRefuseAnotherFormatAndLeaveItAlone() throws Exception {
        Files.writeString(folder.resolve(DataDirectory.FORMAT_FILE), "dspt-monitor data 7\n");

        CommandFailedException refused = assertThrows(CommandFailedException.class, () -> DataDirectory.open(folder));

        assertEquals(ExitCode.WRONG_USAGE, refused.exitCode());
        assertTrue(refused.says().contains("'dspt-monitor data 7'"), refused.says());
        assertEquals(List.of(folder.resolve(DataDirectory.FORMAT_FILE)), content());
    }

    @Test
    void shouldRefuseAFolderThatIsSomethingElseAndLeaveItAlone() throws Exception {
        Path thesis = Files.writeString(folder.resolve("thesis.txt"), "years of work");

        CommandFailedException refused = assertThrows(CommandFailedException.class, () -> DataDirectory.open(folder));

        assertEquals(ExitCode.WRONG_USAGE, refused.exitCode());
        assertEquals(List.of(thesis), content());
    }

    @Test
    void shouldTakeUpAFolderWhoseFirstStartWasKilledEarly() throws Exception {
        Files.createFile(folder.resolve("lock"));
        Files.createFile(folder.resolve("format.new"));

        try (DataDirectory data = DataDirectory.open(folder)) {
            assertEquals(
                    DataDirectory.FORMAT,
                    Files.readString(data.root().resolve(DataDirectory.FORMAT_FILE))
                            .strip());
        }
    }

    @Test
    void shouldRemoveATemporaryFolder() {
        DataDirectory data = DataDirectory.temporary();

        data.close();

        assertFalse(Files.exists(data.root()));
    }

    @Test
    void shouldKeepItsKeys() throws Exception {
        var made = SigningKeys.in(folder);

        var read = SigningKeys.in(folder);

        assertEquals(made.getPublic(), read.getPublic());
        assertEquals(made.getPrivate(), read.getPrivate());
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(path -> !path.equals(folder)).sorted().toList();
        }
    }
}
