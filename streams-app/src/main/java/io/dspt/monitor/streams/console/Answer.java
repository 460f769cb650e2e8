package io.dspt.monitor.streams.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is sent to whoever asked.
 *
 * @param type media type of the body
 * @param headers those that not every answer has
 */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {
    static final String HTML = "text/html; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";

    Answer {
        headers = Map.copyOf(headers);
    }

    /** Sends it. */
    @FunctionalInterface
    interface Sender {

        /**
         * Sends an answer to its end.
         *
         * @throws IOException when nobody takes it
         */
        void send(Answer answer) throws IOException;
    }

    /** Without headers of its own. */
    static Answer of(int status, String type, String body) {
        return new Answer(status, type, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** A line for people. */
    static Answer line(int status, String line) {
        return of(status, TEXT, line + "\n");
    }
}
