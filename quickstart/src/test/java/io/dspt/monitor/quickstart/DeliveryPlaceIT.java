package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.azure.fakes.FakeBlobContainer;
import io.dspt.monitor.streams.report.SummaryReport.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same files, in a folder and through Azure's own SDK. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DeliveryPlaceIT {
    private static final String NAME = "2026-10/posture-RA9-2026-10-1.pdf";
    private static final byte[] SUMMARY = "%PDF of October".getBytes(StandardCharsets.UTF_8);
    /** As long as the other, so that only its bytes tell them apart. */
    private static final byte[] OTHER = "%PDF of october".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private FakeBlobContainer container;

    @BeforeEach
    void startContainer() {
        container = FakeBlobContainer.start("summaries");
    }

    @AfterEach
    void stopContainer() {
        container.close();
    }

    @Test
    void shouldTakeAnAddressForAContainerAndEverythingElseForAFolder() {
        assertInstanceOf(DeliveryContainer.class, DeliveryPlace.of("https://st.blob.core.windows.net/summaries/north"));
        assertEquals(new DeliveryFolder(Path.of("summaries")), DeliveryPlace.of("summaries"));
        assertEquals(
                "https://st.blob.core.windows.net/summaries/north",
                DeliveryPlace.of("https://st.blob.core.windows.net/summaries/north/?sv=1&sig=c2VjcmV0")
                        .toString());
    }

    @Test
    void shouldPutWholeFilesIntoAFolder() throws IOException {
        DeliveryPlace place = DeliveryPlace.of(folder.resolve("summaries").toString());

        place.put(NAME, Format.PDF, OTHER);
        place.put(NAME, Format.PDF, SUMMARY);

        assertArrayEquals(
                SUMMARY, Files.readAllBytes(folder.resolve("summaries").resolve(NAME)));
        try (Stream<Path> files = Files.list(folder.resolve("summaries/2026-10"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void shouldPutWholeFilesIntoAContainer() throws IOException {
        DeliveryPlace place = DeliveryPlace.of(container.address() + "/north");

        place.put(NAME, Format.PDF, SUMMARY);

        assertEquals(List.of("north/" + NAME), container.names());
        assertArrayEquals(SUMMARY, container.content("north/" + NAME));
        assertEquals("application/pdf", container.contentType("north/" + NAME));
    }

    @Test
    void shouldRepeatWhatStandsThereAlreadyInAContainerThatForbidsChanges() throws IOException {
        DeliveryPlace place = DeliveryPlace.of(container.address());
        container.makeImmutable();

        place.put(NAME, Format.PDF, SUMMARY);
        place.put(NAME, Format.PDF, SUMMARY);

        assertArrayEquals(SUMMARY, container.content(NAME));
    }

    @Test
    void shouldOverwriteNothingInAContainer() throws IOException {
        // Given
        DeliveryPlace place = DeliveryPlace.of(container.address());
        place.put(NAME, Format.PDF, OTHER);

        // When
        IOException refused = assertThrows(IOException.class, () -> place.put(NAME, Format.PDF, SUMMARY));

        // Then
        String says = String.valueOf(refused.getMessage());
        assertTrue(says.startsWith(container.address() + "/" + NAME + " is there and holds other bytes"), says);
        assertTrue(says.endsWith("such as " + container.address() + "/again"), says);
        assertArrayEquals(OTHER, container.content(NAME));
    }

    @Test
    void shouldNotBeMisledByAFileThatOnlyBeginsLikeIt() {
        container.append(NAME, new String(SUMMARY, StandardCharsets.UTF_8) + " and more");

        assertThrows(
                IOException.class, () -> DeliveryPlace.of(container.address()).put(NAME, Format.PDF, SUMMARY));
    }

    @Test
    void shouldComeInByASignatureAndTellItNobody() throws IOException {
        // Given
        container.requireSignature("c2VjcmV0");
        DeliveryPlace place = DeliveryPlace.of(container.address() + "?sv=2025-05-05&sp=rc&sig=c2VjcmV0");
        place.put(NAME, Format.PDF, OTHER);

        // When
        IOException taken = assertThrows(IOException.class, () -> place.put(NAME, Format.PDF, SUMMARY));
        container.requireSignature("another");
        IOException refused = assertThrows(IOException.class, () -> place.put(NAME, Format.PDF, SUMMARY));

        // Then
        assertTrue(String.valueOf(refused.getMessage()).contains("the signature of the address has run out"));
        assertFalse((place + " " + taken + " " + refused).contains("c2VjcmV0"));
    }

    @Test
    void shouldGoOnWhenTheServiceWasBusyOnce() throws IOException {
        container.failNext(1, 503);

        DeliveryPlace.of(container.address()).put(NAME, Format.PDF, SUMMARY);

        assertArrayEquals(SUMMARY, container.content(NAME));
    }
}
