package io.dspt.monitor.ingest.eventgrid;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SharedSecretsTest {
    private static final String OLD = "the secret of last year";
    private static final String NEW = "the secret of this year";

    @Test
    void shouldKnowTheOldAndTheNewWhileOneIsExchanged(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secrets"), OLD + "\n\n  " + NEW + "  \n");

        SharedSecrets secrets = SharedSecrets.read(file);

        assertTrue(secrets.has(OLD));
        assertTrue(secrets.has(NEW));
        assertFalse(secrets.has(OLD + "r"));
        assertFalse(secrets.has(""));
    }

    @Test
    void shouldNotBeGuessed() {
        assertThrows(IllegalArgumentException.class, () -> new SharedSecrets(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new SharedSecrets(List.of(NEW, "fifteen letters")));
    }

    @Test
    void shouldTellNothingWhenPrinted() {
        assertFalse(new SharedSecrets(List.of(NEW)).toString().contains("year"));
    }
}
