package io.dspt.monitor.azure.fakes;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How Blob storage answers over HTTP. */
final class BlobAnswers {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final String LAST_MODIFIED = "Tue, 10 Mar 2026 07:00:00 GMT";

    private BlobAnswers() {}

    /**
     * A page of a listing.
     *
     * @param next where the next page begins; empty when there is none
     */
    static void page(HttpExchange exchange, String container, Map<String, StoredBlob> blobs, String next)
            throws IOException {
        StringBuilder page = new StringBuilder();
        blobs.forEach((name, blob) -> page.append("<Blob><Name>")
                .append(name)
                .append("</Name><Properties><Last-Modified>")
                .append(LAST_MODIFIED)
                .append("</Last-Modified><Etag>0x8D</Etag><Content-Length>")
                .append(blob.content().length)
                .append("</Content-Length><BlobType>")
                .append(blob.kind())
                .append("</BlobType></Properties></Blob>"));
        String body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ContainerName=\"" + container
                + "\"><Blobs>" + page + "</Blobs><NextMarker>" + next + "</NextMarker></EnumerationResults>";
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        send(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A blob without its content. */
    static void properties(HttpExchange exchange, StoredBlob blob) throws IOException {
        describe(exchange, blob);
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(blob.content().length));
        exchange.sendResponseHeaders(200, -1);
    }

    /** A blob, or the range of it that is asked for. */
    static void content(HttpExchange exchange, StoredBlob blob) throws IOException {
        describe(exchange, blob);
        byte[] content = blob.content();
        String asked = exchange.getRequestHeaders().getFirst("x-ms-range");
        Matcher range = RANGE.matcher(asked == null ? "" : asked);
        if (!range.matches()) {
            send(exchange, 200, content);
            return;
        }
        int from = Integer.parseInt(range.group(1));
        if (from >= content.length) {
            refuse(exchange, new BlobRefusal(416, "InvalidRange"));
            return;
        }
        int to = range.group(2).isEmpty()
                ? content.length
                : (int) Math.min(content.length, Long.parseLong(range.group(2)) + 1);
        exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
        send(exchange, 206, Arrays.copyOfRange(content, from, to));
    }

    /** A blob was put there. */
    static void created(HttpExchange exchange, StoredBlob blob, String md5) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("ETag", blob.etag());
        headers.set("Last-Modified", LAST_MODIFIED);
        headers.set("Content-MD5", md5);
        headers.set("x-ms-request-server-encrypted", "true");
        exchange.sendResponseHeaders(201, -1);
    }

    static void refuse(HttpExchange exchange, BlobRefusal refusal) throws IOException {
        exchange.getResponseHeaders().set("x-ms-error-code", refusal.code());
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        String body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + refusal.code() + "</Code><Message>"
                + refusal.code() + "\nRequestId:7f4a8c1e</Message></Error>";
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(refusal.status(), -1);
            return;
        }
        send(exchange, refusal.status(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static void describe(HttpExchange exchange, StoredBlob blob) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", blob.contentType());
        headers.set("x-ms-blob-type", blob.kind());
        headers.set("ETag", blob.etag());
        headers.set("Last-Modified", LAST_MODIFIED);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
