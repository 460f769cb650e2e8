package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.azure.fakes.FakeBlobContainer;
import io.dspt.monitor.core.ledger.LedgerHead;
import io.dspt.monitor.core.ledger.LedgerHeadNote;
import io.dspt.monitor.ingest.blob.BlobStore;
import io.dspt.monitor.streams.ledger.LedgerHeadFolder;
import io.dspt.monitor.streams.ledger.LedgerHeadStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signed heads in a container, through Azure's own SDK. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LedgerHeadContainerIT {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    private Path folder;

    private final KeyPair keys = SigningKeys.generate();
    private FakeBlobContainer container;

    @BeforeEach
    void startContainer() {
        container = FakeBlobContainer.start("evidence");
        container.makeImmutable();
    }

    @AfterEach
    void stopContainer() {
        container.close();
    }

    private LedgerHeadStore store() {
        return new LedgerHeadContainer(BlobStore.at(container.address() + "/heads"), keys.getPublic());
    }

    private static LedgerHeadNote note(String estate, long entry, char hash, Instant at) {
        return new LedgerHeadNote(
                estate, new LedgerHead(entry, Character.toString(hash).repeat(64)), at);
    }

    private byte[] signed(LedgerHeadNote note) {
        return note.signed(keys).toBytes();
    }

    @Test
    void shouldKeepHeadsUnderTheNamesThatAFolderHas() throws IOException {
        // Given heads of two estates in a container
        LedgerHeadStore store = store();
        for (LedgerHeadNote note :
                List.of(note("north", 3, 'a', NOON), note("north", 12, 'b', NOON), note("south", 2, 'c', NOON))) {
            store.write(note, signed(note));
        }
        assertEquals(
                List.of(
                        "heads/north/000000000003.note",
                        "heads/north/000000000012.note",
                        "heads/south/000000000002.note"),
                container.names());
        assertEquals("text/plain; charset=utf-8", container.contentType("heads/south/000000000002.note"));

        // When they are downloaded
        for (String name : container.names()) {
            Path file = folder.resolve(name);
            Files.createDirectories(folder.resolve(name).resolveSibling(""));
            Files.write(file, container.content(name));
        }

        // Then they are those of a folder
        LedgerHeadFolder downloaded = new LedgerHeadFolder(folder.resolve("heads"));
        assertEquals(2, downloaded.notes().get("north").size());
        assertArrayEquals(
                signed(note("north", 12, 'b', NOON)),
                downloaded.open().get("north").note());
    }

    @Test
    void shouldFindTheLatestOfEachEstateAgain() throws IOException {
        // Given heads, and what is none
        LedgerHeadStore store = store();
        for (long entry : new long[] {9, 10, 8}) {
            store.write(note("north", entry, 'a', NOON), signed(note("north", entry, 'a', NOON)));
        }
        store.write(note("south", 1, 'b', NOON), signed(note("south", 1, 'b', NOON)));
        container.append("heads/read.me", "not a head");
        container.append("heads/north/deeper/000000000099.note", "not a head");
        container.append("heads/.hidden/000000000001.note", "not a head");

        // When another process looks
        Map<String, LedgerHeadStore.Kept> latest = store().open();

        // Then
        assertEquals(List.of("north", "south"), List.copyOf(latest.keySet()));
        assertArrayEquals(
                signed(note("north", 10, 'a', NOON)), latest.get("north").note());
        assertEquals(
                container.address() + "/heads/north/000000000010.note",
                latest.get("north").where());
    }

    @Test
    void shouldTakeTheSameHeadAgainAndAlsoFromAnotherProcessAtAnotherTime() throws IOException {
        LedgerHeadNote first = note("north", 3, 'a', NOON);
        LedgerHeadNote later = note("north", 3, 'a', NOON.plusSeconds(7));

        store().write(first, signed(first));
        store().write(first, signed(first));
        store().write(later, signed(later));

        assertArrayEquals(signed(first), container.content("heads/north/000000000003.note"));
    }

    @Test
    void shouldNotPassOverAnotherHeadOfTheSameEntry() throws IOException {
        LedgerHeadNote first = note("north", 3, 'a', NOON);
        LedgerHeadNote other = note("north", 3, 'b', NOON);
        store().write(first, signed(first));
        container.append("heads/north/000000000004.note", "scribbled");

        IOException another = assertThrows(IOException.class, () -> store().write(other, signed(other)));
        IOException none = assertThrows(
                IOException.class,
                () -> store().write(note("north", 4, 'a', NOON), signed(note("north", 4, 'a', NOON))));

        assertTrue(
                String.valueOf(another.getMessage())
                        .startsWith(container.address()
                                + "/heads/north/000000000003.note is there and is a head of another ledger"),
                another::getMessage);
        assertTrue(String.valueOf(none.getMessage()).contains("000000000004.note is there and "), none::getMessage);
        assertEquals(
                "scribbled", new String(container.content("heads/north/000000000004.note"), StandardCharsets.UTF_8));
    }

    @Test
    void shouldSayWhatToGrantAndThatThereIsNoContainer() {
        LedgerHeadNote note = note("north", 3, 'a', NOON);
        container.refuse(403);
        IOException refused = assertThrows(IOException.class, () -> store().write(note, signed(note)));
        IOException notOpened = assertThrows(IOException.class, () -> store().open());
        container.refuse(404);
        IOException missing = assertThrows(IOException.class, () -> store().open());

        assertTrue(
                String.valueOf(refused.getMessage())
                        .contains("grant it 'Storage Blob Data Contributor' on the container"),
                refused::getMessage);
        assertTrue(String.valueOf(notOpened.getMessage()).startsWith(container.address() + "/heads: "));
        assertEquals(container.address() + "/heads: there is no such container", missing.getMessage());
    }
}
