package io.dspt.monitor.azure.fakes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container of append blobs in this process, as far as reading goes: listing by pages and by prefix, and ranges of blobs.
 * Nobody is asked who they are.
 */
public final class FakeBlobContainer implements AutoCloseable {
    private static final String ACCOUNT = "account";
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final String LAST_MODIFIED = "Tue, 10 Mar 2026 07:00:00 GMT";

    private final String name;
    private final HttpServer server;
    private final SortedMap<String, byte[]> blobs = new ConcurrentSkipListMap<>();
    private final AtomicInteger downloads = new AtomicInteger();
    private volatile int blobsPerPage = 5_000;
    private volatile int refusal;
    private volatile Runnable beforeDownload = () -> {};

    private FakeBlobContainer(String name, HttpServer server) {
        this.name = name;
        this.server = server;
    }

    /**
     * Starts an empty container.
     *
     * @throws UncheckedIOException when no port can be had
     */
    public static FakeBlobContainer start(String name) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeBlobContainer container = new FakeBlobContainer(name, server);
            server.createContext("/", container::handle);
            server.start();
            return container;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address; an account stands before its name, as with other emulators. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + ACCOUNT + "/" + name;
    }

    /** Adds to the end of a blob, which is made when there is none. */
    public void append(String blob, String text) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(blobs.getOrDefault(blob, new byte[0]));
        content.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        blobs.put(blob, content.toByteArray());
    }

    /** How many times content was asked for. */
    public int downloads() {
        return downloads.get();
    }

    /** From now on lists so many at once. */
    public void blobsPerPage(int number) {
        blobsPerPage = number;
    }

    /** From now on answers everything with this status; 0 ends it. */
    public void refuse(int status) {
        refusal = status;
    }

    /** Happens before each answer that carries content. */
    public void beforeDownload(Runnable happens) {
        beforeDownload = happens;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("x-ms-version", "2025-05-05");
            exchange.getResponseHeaders().set("x-ms-request-id", "7f4a8c1e-2b6d-4e3a-9c51-0d8e6f7a1b2c");
            String path = exchange.getRequestURI().getPath();
            String container = "/" + ACCOUNT + "/" + name;
            if (refusal != 0) {
                error(exchange, refusal, "AuthorizationPermissionMismatch");
            } else if (path.equals(container)) {
                list(exchange);
            } else if (path.startsWith(container + "/") && blobs.containsKey(path.substring(container.length() + 1))) {
                blob(exchange, blobs.getOrDefault(path.substring(container.length() + 1), new byte[0]));
            } else {
                error(exchange, 404, path.startsWith(container + "/") ? "BlobNotFound" : "ContainerNotFound");
            }
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange);
        String prefix = query.getOrDefault("prefix", "");
        String marker = query.getOrDefault("marker", "");
        StringBuilder page = new StringBuilder();
        String next = "";
        int listed = 0;
        for (Map.Entry<String, byte[]> blob : blobs.tailMap(marker).entrySet()) {
            if (!blob.getKey().startsWith(prefix)) {
                continue;
            }
            if (listed == blobsPerPage) {
                next = blob.getKey();
                break;
            }
            listed++;
            page.append("<Blob><Name>")
                    .append(blob.getKey())
                    .append("</Name><Properties><Last-Modified>")
                    .append(LAST_MODIFIED)
                    .append("</Last-Modified><Etag>0x8D</Etag><Content-Length>")
                    .append(blob.getValue().length)
                    .append("</Content-Length><BlobType>AppendBlob</BlobType></Properties></Blob>");
        }
        String body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ContainerName=\"" + name
                + "\"><Blobs>" + page + "</Blobs><NextMarker>" + next + "</NextMarker></EnumerationResults>";
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        send(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
    }

    private void blob(HttpExchange exchange, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.getResponseHeaders().set("x-ms-blob-type", "AppendBlob");
        exchange.getResponseHeaders().set("ETag", "\"0x8D" + content.length + "\"");
        exchange.getResponseHeaders().set("Last-Modified", LAST_MODIFIED);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        downloads.incrementAndGet();
        beforeDownload.run();
        String asked = exchange.getRequestHeaders().getFirst("x-ms-range");
        Matcher range = RANGE.matcher(asked == null ? "" : asked);
        if (!range.matches()) {
            send(exchange, 200, content);
            return;
        }
        int from = Integer.parseInt(range.group(1));
        int to = range.group(2).isEmpty()
                ? content.length
                : (int) Math.min(content.length, Long.parseLong(range.group(2)) + 1);
        exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
        send(exchange, 206, Arrays.copyOfRange(content, from, to));
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("x-ms-error-code", code);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        String body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code + "</Code><Message>" + code
                + "\nRequestId:7f4a8c1e</Message></Error>";
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        for (String pair : exchange.getRequestURI().getQuery().split("&")) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, Math.max(0, equals)), pair.substring(equals + 1));
        }
        return query;
    }
}
