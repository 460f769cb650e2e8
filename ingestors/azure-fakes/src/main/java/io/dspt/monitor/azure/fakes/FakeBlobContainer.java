package io.dspt.monitor.azure.fakes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A container of Blob storage in this process: listing by pages and by prefix, ranges of blobs, and block blobs that are
 * put there by one request. Nobody is asked who they are, unless a signature is required.
 */
public final class FakeBlobContainer implements AutoCloseable {
    private static final String ACCOUNT = "account";

    private final String name;
    private final HttpServer server;
    private final SortedMap<String, StoredBlob> blobs = new ConcurrentSkipListMap<>();
    private final AtomicInteger downloads = new AtomicInteger();
    private final AtomicInteger uploads = new AtomicInteger();
    private final NextFaults<BlobRefusal> faults = new NextFaults<>();
    private final NextFaults<BlobRefusal> lostAnswers = new NextFaults<>();
    private volatile int blobsPerPage = 5_000;
    private volatile int refusal;
    private volatile boolean immutable;
    private volatile @Nullable String signature;
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
        blobs.put(blob, StoredBlob.appended(blobs.get(blob), text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Takes a blob away, as somebody does who may. */
    public void remove(String blob) {
        blobs.remove(blob);
    }

    /** The names of its blobs, in order. */
    public List<String> names() {
        return List.copyOf(blobs.keySet());
    }

    /** What a blob holds. */
    public byte[] content(String blob) {
        return stored(blob).content().clone();
    }

    /** What a blob is said to be. */
    public String contentType(String blob) {
        return stored(blob).contentType();
    }

    /** How many times content was asked for. */
    public int downloads() {
        return downloads.get();
    }

    /** How many times content was brought, whether it was taken or not. */
    public int uploads() {
        return uploads.get();
    }

    /** From now on lists so many at once. */
    public void blobsPerPage(int number) {
        blobsPerPage = number;
    }

    /** From now on answers everything with this status; 0 ends it. */
    public void refuse(int status) {
        refusal = status;
    }

    /** Answers the next so many requests with this status. */
    public void failNext(int times, int status) {
        faults.add(times, BlobRefusal.of(status));
    }

    /** Takes the next so many uploads, and answers as if it had not got to them. */
    public void loseNextAnswers(int times) {
        lostAnswers.add(times, BlobRefusal.of(500));
    }

    /** From now on no blob that is there can be changed, as under a policy of immutability. */
    public void makeImmutable() {
        immutable = true;
    }

    /** From now on lets in only who brings this, the {@code sig} of an address. */
    public void requireSignature(String sig) {
        signature = sig;
    }

    /** Happens before each answer that carries content. */
    public void beforeDownload(Runnable happens) {
        beforeDownload = happens;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private StoredBlob stored(String blob) {
        StoredBlob stored = blobs.get(blob);
        if (stored == null) {
            throw new IllegalArgumentException("there is no " + blob + " but " + names());
        }
        return stored;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("x-ms-version", "2025-05-05");
            exchange.getResponseHeaders().set("x-ms-request-id", "7f4a8c1e-2b6d-4e3a-9c51-0d8e6f7a1b2c");
            String path = exchange.getRequestURI().getPath();
            String container = "/" + ACCOUNT + "/" + name;
            BlobRefusal refused = refused(exchange);
            if (refused != null) {
                exchange.getRequestBody().readAllBytes(); // Whoever is refused in the midst of sending may not see why.
                BlobAnswers.refuse(exchange, refused);
            } else if (path.equals(container)) {
                list(exchange);
            } else if (path.startsWith(container + "/")) {
                blob(exchange, path.substring(container.length() + 1));
            } else {
                BlobAnswers.refuse(exchange, new BlobRefusal(404, "ContainerNotFound"));
            }
        }
    }

    private @Nullable BlobRefusal refused(HttpExchange exchange) {
        if (refusal != 0) {
            return BlobRefusal.of(refusal);
        }
        String required = signature;
        if (required != null && !required.equals(query(exchange).get("sig"))) {
            return new BlobRefusal(403, "AuthenticationFailed");
        }
        return faults.next();
    }

    private void list(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange);
        String prefix = query.getOrDefault("prefix", "");
        String marker = query.getOrDefault("marker", "");
        SortedMap<String, StoredBlob> page = new TreeMap<>();
        String next = "";
        for (Map.Entry<String, StoredBlob> blob : blobs.tailMap(marker).entrySet()) {
            if (!blob.getKey().startsWith(prefix)) {
                continue;
            }
            if (page.size() == blobsPerPage) {
                next = blob.getKey();
                break;
            }
            page.put(blob.getKey(), blob.getValue());
        }
        BlobAnswers.page(exchange, name, page, next);
    }

    private void blob(HttpExchange exchange, String blob) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            put(exchange, blob);
            return;
        }
        StoredBlob stored = blobs.get(blob);
        if (stored == null) {
            BlobAnswers.refuse(exchange, new BlobRefusal(404, "BlobNotFound"));
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            BlobAnswers.properties(exchange, stored);
        } else {
            downloads.incrementAndGet();
            beforeDownload.run();
            BlobAnswers.content(exchange, stored);
        }
    }

    private void put(HttpExchange exchange, String blob) throws IOException {
        uploads.incrementAndGet();
        BlobUpload upload = BlobUpload.read(exchange);
        BlobRefusal refused = upload.refusal(blobs.containsKey(blob), immutable);
        if (refused == null) {
            blobs.put(blob, upload.blob());
            refused = lostAnswers.next();
        }
        if (refused == null) {
            BlobAnswers.created(exchange, upload.blob(), upload.md5());
        } else {
            BlobAnswers.refuse(exchange, refused);
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String text = exchange.getRequestURI().getQuery();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, Math.max(0, equals)), pair.substring(equals + 1));
        }
        return query;
    }
}
