package io.dspt.monitor.azure.fakes;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A whole block blob that is put by one request. */
final class BlobUpload {
    private final Headers headers;
    private final byte[] body;

    private BlobUpload(Headers headers, byte[] body) {
        this.headers = headers;
        this.body = body;
    }

    static BlobUpload read(HttpExchange exchange) throws IOException {
        return new BlobUpload(
                exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes());
    }

    /** What comes to stand there. */
    StoredBlob blob() {
        String type = headers.getFirst("x-ms-blob-content-type");
        return new StoredBlob("BlockBlob", type == null ? "application/octet-stream" : type, body);
    }

    /** MD5 of what came, in base64. */
    String md5() {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Why it is not taken; {@code null} when it is.
     *
     * @param isThere whether something has that name
     * @param isImmutable whether what is there may not be changed
     */
    @Nullable
    BlobRefusal refusal(boolean isThere, boolean isImmutable) {
        String length = headers.getFirst("Content-Length");
        if (length == null) {
            return new BlobRefusal(411, "MissingContentLengthHeader");
        }
        if (!length.equals(Integer.toString(body.length))) {
            return new BlobRefusal(400, "InvalidInput");
        }
        if (!"BlockBlob".equals(headers.getFirst("x-ms-blob-type"))) {
            return new BlobRefusal(400, "InvalidHeaderValue");
        }
        String md5 = headers.getFirst("Content-MD5");
        if (md5 != null && !md5.equals(md5())) {
            return new BlobRefusal(400, "Md5Mismatch");
        }
        if (isThere && isImmutable) {
            return new BlobRefusal(409, "BlobImmutableDueToPolicy");
        }
        return isThere && "*".equals(headers.getFirst("If-None-Match"))
                ? new BlobRefusal(409, "BlobAlreadyExists")
                : null;
    }
}
