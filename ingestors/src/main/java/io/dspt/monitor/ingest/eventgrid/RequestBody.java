package io.dspt.monitor.ingest.eventgrid;

import java.io.IOException;
import java.util.Optional;

/** Reads the body of a request, and not more than it may have. */
final class RequestBody {
    /** What is not read on is dropped with the connection, and the sender may miss the answer; so far it is. */
    private static final int MOST_DROPPED_BYTES = 4 * 1_024 * 1_024;

    private RequestBody() {}

    /**
     * The body; empty when it is too long.
     *
     * @throws IOException when the sender goes before it is whole
     */
    static Optional<byte[]> read(WebhookRequest request, int mostBytes) throws IOException {
        byte[] body = request.body().readNBytes(mostBytes + 1);
        if (body.length <= mostBytes) {
            return Optional.of(body);
        }
        long unused = request.body().skip(MOST_DROPPED_BYTES);
        return Optional.empty();
    }
}
