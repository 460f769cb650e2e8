package io.dspt.monitor.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fold.LogRecord.AzureRecord;
import io.dspt.monitor.core.fold.LogRecord.UnreadableElement;
import io.dspt.monitor.core.topic.Topics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReaderPipelineTest {
    private final ReaderPipeline pipeline = new ReaderPipeline(MaskKey.demo());

    @Test
    void shouldNameAnElementByItsUnmaskedBytesAndPassOnMaskedOnes() throws Exception {
        // Given an element with a SAS signature
        String element = "{\"uri\":\"https://example.blob.core.windows.net/c?sv=1&sig=abcdefgh12345678\"}";

        // When it is read
        LogEntry entry = read("{\"records\":[" + element + "]}").get(0);

        // Then its hash is that of what came, and the signature is gone
        AzureRecord record = assertInstanceOf(AzureRecord.class, entry.record());
        assertEquals(sha256(element), record.origin().sha256());
        assertEquals("some/file.json", record.origin().source());
        assertEquals("1#0", record.origin().position());
        String masked = new String(record.bytes(), StandardCharsets.UTF_8);
        assertFalse(masked.contains("abcdefgh12345678"), masked);
        assertTrue(masked.contains("sig=masked:"), masked);
        assertFalse(entry.cut());
    }

    @Test
    void shouldKeepTheNeighboursOfWhatIsNoRecord() throws Exception {
        // Given something broken between two elements
        List<LogEntry> entries = read("{\"a\":1}\nnot json\n{\"a\":2}\n");

        // Then all three are in the log, the broken one with its reason
        assertEquals(3, entries.size());
        assertInstanceOf(AzureRecord.class, entries.get(0).record());
        UnreadableElement broken =
                assertInstanceOf(UnreadableElement.class, entries.get(1).record());
        assertEquals("not-json", broken.reason());
        assertInstanceOf(AzureRecord.class, entries.get(2).record());
    }

    @Test
    void shouldCutWhatIsTooLargeAndKeepItsLengthAndHash() throws Exception {
        // Given an element just over the limit and one just under it
        String tooLarge = "{\"a\":\"" + "x".repeat(Topics.MOST_VALUE_BYTES) + "\"}";
        String fits = "{\"a\":\"" + "x".repeat(Topics.MOST_VALUE_BYTES - 8) + "\"}";

        // When both are read
        List<LogEntry> entries = read(tooLarge + "\n" + fits + "\n");

        // Then the first is cut and says how long it was, the second is a record
        UnreadableElement cut =
                assertInstanceOf(UnreadableElement.class, entries.get(0).record());
        assertEquals(ReaderPipeline.TOO_LARGE, cut.reason());
        assertEquals(Topics.MOST_VALUE_BYTES, cut.bytes().length);
        assertEquals(tooLarge.length(), entries.get(0).fullLength());
        assertTrue(entries.get(0).cut());
        assertEquals(sha256(tooLarge), cut.origin().sha256());
        AzureRecord whole = assertInstanceOf(AzureRecord.class, entries.get(1).record());
        assertEquals(Topics.MOST_VALUE_BYTES, whole.bytes().length);
    }

    @Test
    void shouldMaskBeforeItCuts() throws Exception {
        // Given a secret that the cut would go through, in text that is no JSON
        String secret = "SharedAccessKey=" + "k".repeat(60);
        String text = "x".repeat(Topics.MOST_VALUE_BYTES - 30) + " " + secret;

        // When it is read
        LogEntry entry = read(text).get(0);

        // Then no part of the secret is left
        UnreadableElement cut = assertInstanceOf(UnreadableElement.class, entry.record());
        assertFalse(new String(cut.bytes(), StandardCharsets.UTF_8).contains("kkk"));
    }

    private List<LogEntry> read(String text) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        pipeline.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "some/file.json", entries::add);
        return entries;
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
