package io.dspt.monitor.azure.fakes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeBlobContainerIT {
    private static final byte[] CONTENT = "signed".getBytes(StandardCharsets.UTF_8);
    private static final String KIND = "x-ms-blob-type";

    private final FakeBlobContainer container = FakeBlobContainer.start("heads");
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        container.close();
    }

    @Test
    void shouldKeepWhatIsPut() throws Exception {
        HttpResponse<String> put = put(
                "a/b.txt",
                BodyPublishers.ofByteArray(CONTENT),
                KIND,
                "BlockBlob",
                "x-ms-blob-content-type",
                "text/plain");

        assertEquals(201, put.statusCode(), put::body);
        assertEquals(List.of("a/b.txt"), container.names());
        assertArrayEquals(CONTENT, container.content("a/b.txt"));
        assertEquals("text/plain", container.contentType("a/b.txt"));
    }

    @Test
    void shouldPutNothingOverAnotherWhenToldSo() throws Exception {
        // Given
        put("a", BodyPublishers.ofString("first"), KIND, "BlockBlob");

        // When
        HttpResponse<String> onlyIfNone =
                put("a", BodyPublishers.ofByteArray(CONTENT), KIND, "BlockBlob", "If-None-Match", "*");
        String kept = new String(container.content("a"), StandardCharsets.UTF_8);
        HttpResponse<String> over = put("a", BodyPublishers.ofByteArray(CONTENT), KIND, "BlockBlob");
        container.makeImmutable();
        HttpResponse<String> immutable = put("a", BodyPublishers.ofString("third"), KIND, "BlockBlob");

        // Then
        assertEquals(409, onlyIfNone.statusCode());
        assertEquals("BlobAlreadyExists", code(onlyIfNone));
        assertEquals("first", kept);
        assertEquals(201, over.statusCode());
        assertEquals("BlobImmutableDueToPolicy", code(immutable));
        assertArrayEquals(CONTENT, container.content("a"));
    }

    @Test
    void shouldTakeOnlyWhatIsWhole() throws Exception {
        HttpResponse<String> damaged = put(
                "a",
                BodyPublishers.ofByteArray(CONTENT),
                KIND,
                "BlockBlob",
                "Content-MD5",
                Base64.getEncoder().encodeToString(new byte[16]));
        HttpResponse<String> endless =
                put("a", BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(CONTENT)), KIND, "BlockBlob");
        HttpResponse<String> ofNoKind = put("a", BodyPublishers.ofByteArray(CONTENT));

        assertEquals("Md5Mismatch", code(damaged));
        assertEquals("MissingContentLengthHeader", code(endless));
        assertEquals("InvalidHeaderValue", code(ofNoKind));
        assertEquals(List.of(), container.names());
    }

    @Test
    void shouldFailAsOftenAsItIsTold() throws Exception {
        // Given
        container.failNext(1, 503);
        container.loseNextAnswers(1);

        // When
        HttpResponse<String> busy = put("a", BodyPublishers.ofByteArray(CONTENT), KIND, "BlockBlob");
        List<String> whileBusy = container.names();
        HttpResponse<String> lost = put("a", BodyPublishers.ofByteArray(CONTENT), KIND, "BlockBlob");

        // Then the first did nothing, and the second did
        assertEquals(503, busy.statusCode());
        assertEquals(List.of(), whileBusy);
        assertEquals(500, lost.statusCode());
        assertEquals(List.of("a"), container.names());
        assertEquals(
                201,
                put("b", BodyPublishers.ofByteArray(CONTENT), KIND, "BlockBlob").statusCode());
    }

    @Test
    void shouldLetInWhoBringsTheSignature() throws Exception {
        container.requireSignature("c2VjcmV0");

        assertEquals(
                403,
                put("a", BodyPublishers.ofByteArray(CONTENT), KIND, "BlockBlob").statusCode());
        assertEquals(
                201,
                put("a?sv=2025&sig=c2VjcmV0", BodyPublishers.ofByteArray(CONTENT), KIND, "BlockBlob")
                        .statusCode());
    }

    private HttpResponse<String> put(String blob, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(container.address() + "/" + blob))
                .PUT(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String code(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-ms-error-code").orElse("none: " + answer.statusCode());
    }
}
