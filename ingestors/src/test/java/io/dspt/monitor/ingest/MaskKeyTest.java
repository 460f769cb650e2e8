package io.dspt.monitor.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MaskKeyTest {

    @Test
    void shouldLeaveOutTheLineEndAnEditorAdds(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "0123456789abcdef\r\n");

        assertArrayEquals(
                "0123456789abcdef".getBytes(StandardCharsets.US_ASCII),
                MaskKey.read(file).bytes());
    }

    @Test
    void shouldRefuseAShortKey(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "0123456789abcde\n");

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> MaskKey.read(file));

        assertTrue(String.valueOf(refused.getMessage()).contains("at least 16 bytes"), refused::toString);
    }
}
