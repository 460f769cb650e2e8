package io.dspt.monitor.ingest.eventgrid;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a request is answered.
 *
 * @param status of HTTP. Event Grid sends again after most failures, and never again after 400, 401, 403 and 413
 * @param body text
 */
record Answer(int status, String contentType, String body, SortedMap<String, String> headers) {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String RETRY_AFTER_SECONDS = "30";

    Answer {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    static Answer text(int status, String body) {
        return new Answer(status, TEXT, body + "\n", new TreeMap<>());
    }

    static Answer json(String body) {
        return new Answer(200, "application/json; charset=utf-8", body, new TreeMap<>());
    }

    /** It is to be sent again. */
    static Answer later(String body) {
        return text(503, body).with("Retry-After", RETRY_AFTER_SECONDS);
    }

    Answer with(String header, String value) {
        SortedMap<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, more);
    }
}
