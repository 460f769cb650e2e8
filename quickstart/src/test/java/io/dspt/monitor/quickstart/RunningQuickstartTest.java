package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunningQuickstartTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFindTheOneThatHoldsTheFolder() throws Exception {
        // Given
        try (DataDirectory data = DataDirectory.open(folder.resolve("data"))) {
            data.announce("127.0.0.1:9092");

            // When
            RunningQuickstart running = RunningQuickstart.find(folder.resolve("data"));

            // Then
            assertEquals("127.0.0.1:9092", running.bootstrapServers());
            assertEquals(data.keys(), running.keys());
        }
    }

    @Test
    void shouldNotBelieveAnAddressThatAKilledOneHasLeftBehind() throws Exception {
        // Given one that was killed: its address stands, its lock is gone
        Path data = folder.resolve("data");
        try (DataDirectory killed = DataDirectory.open(data)) {
            killed.announce("127.0.0.1:9092");
        }

        // Then
        CommandFailedException failure = assertThrows(CommandFailedException.class, () -> RunningQuickstart.find(data));
        assertEquals(1, failure.exitCode());
        assertTrue(failure.says().startsWith("no quick start is running on "), failure::says);
    }

    @Test
    void shouldSayWhereNoneRuns() {
        assertThrows(CommandFailedException.class, () -> RunningQuickstart.find(folder.resolve("none")));
    }
}
