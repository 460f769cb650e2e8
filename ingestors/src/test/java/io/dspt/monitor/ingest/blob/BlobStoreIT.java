package io.dspt.monitor.ingest.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.azure.fakes.FakeBlobContainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure's own SDK putting files into a container. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BlobStoreIT {
    private static final String PDF = "application/pdf";
    private static final byte[] SUMMARY = "of October".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "of another October".getBytes(StandardCharsets.UTF_8);

    private FakeBlobContainer container;

    @BeforeEach
    void startContainer() {
        container = FakeBlobContainer.start("summaries");
    }

    @AfterEach
    void stopContainer() {
        container.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "/, ''",
        "/north/dspt, north/dspt/",
        "/north/dspt/, north/dspt/",
        "/North%20Trust, North Trust/"
    })
    void shouldPutAFileBelowTheAddress(String below, String folder) throws IOException {
        BlobStore store = BlobStore.at(container.address() + below);

        assertTrue(store.put("2026-10/a.pdf", PDF, SUMMARY));

        assertEquals(List.of(folder + "2026-10/a.pdf"), container.names());
        assertArrayEquals(SUMMARY, container.content(folder + "2026-10/a.pdf"));
        assertEquals(PDF, container.contentType(folder + "2026-10/a.pdf"));
        assertEquals(List.of("2026-10/a.pdf"), store.names());
        assertArrayEquals(SUMMARY, store.read("2026-10/a.pdf", 1_000));
    }

    @Test
    void shouldLeaveWhatIsThereAsItIs() throws IOException {
        // Given
        BlobStore store = BlobStore.at(container.address());
        store.put("a.pdf", PDF, SUMMARY);

        // When
        boolean again = store.put("a.pdf", PDF, SUMMARY);
        boolean other = store.put("a.pdf", PDF, OTHER);

        // Then
        assertFalse(again);
        assertFalse(other);
        assertArrayEquals(SUMMARY, container.content("a.pdf"));
    }

    @Test
    void shouldDoWithAContainerThatForbidsChanges() throws IOException {
        BlobStore store = BlobStore.at(container.address());
        container.makeImmutable();

        assertTrue(store.put("a.pdf", PDF, SUMMARY));
        assertFalse(store.put("a.pdf", PDF, OTHER));
        assertArrayEquals(SUMMARY, store.read("a.pdf", 1_000));
    }

    @Test
    void shouldReadNoMoreThanIsAskedFor() throws IOException {
        BlobStore store = BlobStore.at(container.address());
        store.put("a.pdf", PDF, SUMMARY);
        store.put("empty", PDF, new byte[0]);

        assertEquals("of", new String(store.read("a.pdf", 2), StandardCharsets.UTF_8));
        assertEquals(0, store.read("empty", 1_000).length);
    }

    @Test
    void shouldListAllPagesOfItsFolderAlone() throws IOException {
        // Given
        container.blobsPerPage(2);
        for (String name : List.of("north/1", "north/2", "north/3", "northern/4", "5")) {
            container.append(name, "x");
        }

        // When
        List<String> names = BlobStore.at(container.address() + "/north").names();

        // Then
        assertEquals(List.of("1", "2", "3"), names);
    }

    @Test
    void shouldTryAgainWhenTheServiceIsBusy() throws IOException {
        container.failNext(1, 503);

        assertTrue(BlobStore.at(container.address()).put("a.pdf", PDF, SUMMARY));
        assertArrayEquals(SUMMARY, container.content("a.pdf"));
    }

    @Test
    void shouldFindWhatItHasPutThereItselfWhenTheAnswerWasLost() throws IOException {
        // Given
        BlobStore store = BlobStore.at(container.address());
        container.loseNextAnswers(1);

        // When
        boolean put = store.put("a.pdf", PDF, SUMMARY);

        // Then it cannot tell that it was the first, and the file is whole
        assertFalse(put);
        assertEquals(2, container.uploads());
        assertArrayEquals(SUMMARY, store.read("a.pdf", 1_000));
    }

    @Test
    void shouldSayInOneLineWhatToGrant() {
        container.refuse(403);

        IOException refused = assertThrows(
                IOException.class, () -> BlobStore.at(container.address()).put("a.pdf", PDF, SUMMARY));

        assertEquals(
                container.address()
                        + "/a.pdf: this identity may not write to it: grant it 'Storage Blob Data Contributor' on"
                        + " the container, and let the account's firewall know this machine",
                refused.getMessage());
        assertEquals(0, container.uploads(), "is refused before");
    }

    @Test
    void shouldSayThatAContainerIsNotThere() {
        BlobStore store = BlobStore.at(container.address().replace("summaries", "sumaries"));

        IOException refused = assertThrows(IOException.class, () -> store.put("a.pdf", PDF, SUMMARY));

        assertEquals(
                container.address().replace("summaries", "sumaries") + "/a.pdf: there is no such container",
                refused.getMessage());
    }

    @Test
    void shouldSayThatAFileIsNotThere() {
        IOException refused = assertThrows(
                IOException.class, () -> BlobStore.at(container.address()).read("a.pdf", 10));

        assertEquals(container.address() + "/a.pdf: it is not there", refused.getMessage());
    }

    @Test
    void shouldComeInByASignatureThatItNeverTells() throws IOException {
        // Given a container that asks for a signature
        String signed = container.address() + "/north?sv=2025-05-05&sr=c&sp=rc&sig=c2VjcmV0";
        container.requireSignature("c2VjcmV0");
        BlobStore store = BlobStore.at(signed);
        String at = container.address() + "/north";

        // When it is the right one, and when it is not any more, and when nobody answers
        assertTrue(store.put("a.pdf", PDF, SUMMARY));
        container.requireSignature("another");
        IOException refused = assertThrows(IOException.class, () -> store.put("b.pdf", PDF, SUMMARY));
        container.close();
        IOException silent = assertThrows(IOException.class, () -> store.put("b.pdf", PDF, SUMMARY));

        // Then each is said without it
        assertEquals(at, store.toString());
        assertEquals(at + "/a.pdf", store.address("a.pdf"));
        assertEquals(
                at + "/b.pdf: the signature of the address has run out or allows too little: take one for reading and"
                        + " creating, and let the account's firewall know this machine",
                refused.getMessage());
        assertFalse(everythingOf(refused).contains("c2VjcmV0"));
        assertFalse(everythingOf(silent).contains("c2VjcmV0"), () -> everythingOf(silent));
    }

    @ParameterizedTest
    @CsvSource({
        "?sv=2025-05-05, is no shared access signature",
        "?sv=2025-05-05&sig=c2Vj cmV0, is no shared access signature",
        "?, is no shared access signature"
    })
    void shouldRefuseAnAddressThatWasCutOffAndNotRepeatIt(String query, String says) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> BlobStore.at(container.address() + query));

        assertTrue(String.valueOf(refused.getMessage()).contains(says), refused::getMessage);
        assertFalse(String.valueOf(refused.getMessage()).contains("c2Vj"), refused::getMessage);
    }

    @Test
    void shouldNotRepeatTheSignatureOfAnAddressThatIsNone() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> BlobStore.at("https://st.blob.core.windows.net?sv=2025-05-05&sig=c2VjcmV0"));

        assertEquals("the address names no container: 'https://st.blob.core.windows.net'", refused.getMessage());
    }

    /** What somebody sees who logs it with all that it comes of. */
    private static String everythingOf(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
