package io.dspt.monitor.ingest.eventgrid;

import com.sun.net.httpserver.Headers;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it comes in, its body still to be read.
 *
 * @param query undecoded; {@code null} when there is none
 */
record WebhookRequest(String method, String path, @Nullable String query, Headers headers, InputStream body) {

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** What follows the name of a scheme in the header {@code Authorization}. */
    Optional<String> authorization(String scheme) {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1))
                .map(value -> value.substring(scheme.length() + 1).strip());
    }

    /** The first parameter of this name. */
    Optional<String> parameter(String name) {
        if (query == null) {
            return Optional.empty();
        }
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return decoded(pair.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // No value that anybody could have been given.
            return Optional.empty();
        }
    }
}
