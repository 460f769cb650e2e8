package io.dspt.monitor.azure.fakes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What goes back over HTTP.
 *
 * @param status of HTTP
 * @param headers besides those of the content
 * @param body JSON
 * @param cut whether the connection breaks in the middle of the body
 */
record GraphResponse(int status, Map<String, String> headers, String body, boolean cut) {
    private static final String NO_CORRELATION = "00000000-0000-0000-0000-000000000000";

    /** An answer. */
    static GraphResponse ok(String body) {
        return new GraphResponse(200, quota(14, Duration.ofSeconds(5)), body, false);
    }

    private static Map<String, String> quota(int remaining, Duration resetsAfter) {
        long seconds = resetsAfter.toSeconds();
        String clock = String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
        return Map.of("x-ms-user-quota-remaining", Integer.toString(remaining), "x-ms-user-quota-resets-after", clock);
    }

    /** The same, with nothing left of the quota for so long. */
    GraphResponse withoutQuota(Duration resetsAfter) {
        return new GraphResponse(status, quota(0, resetsAfter), body, cut);
    }

    /** An error of Azure Resource Manager, which stands before the service. */
    static GraphResponse managerError(int status, String code, String message) {
        return new GraphResponse(status, Map.of(), error(code, message).toString(), false);
    }

    /** An error of the service itself, which puts the reason among the details. */
    static GraphResponse serviceError(int status, String code, String reasonCode, String reason) {
        return new GraphResponse(status, Map.of(), serviceBody(code, reasonCode, reason), false);
    }

    /** Too many requests. */
    static GraphResponse throttled(Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.toSeconds());
        Map<String, String> headers = new TreeMap<>(quota(0, Duration.ofSeconds(seconds)));
        headers.put("Retry-After", Long.toString(seconds));
        return new GraphResponse(
                429,
                headers,
                serviceBody(
                        "RateLimiting",
                        "RateLimiting",
                        "Client application has been throttled and should not attempt to repeat the request until an"
                                + " amount of time has elapsed. Please see https://aka.ms/resourcegraph-throttling for"
                                + " help."),
                false);
    }

    /** A token that is not taken. */
    static GraphResponse unauthenticated(String code, String message) {
        return new GraphResponse(
                401,
                Map.of(
                        "WWW-Authenticate",
                        "Bearer authorization_uri=\"https://login.microsoftonline.com/common\", error=\"invalid_token\""),
                error(code, message).toString(),
                false);
    }

    /** The same, breaking off in the middle of the body. */
    GraphResponse cutInTheMiddle() {
        return new GraphResponse(status, headers, body, true);
    }

    private static String serviceBody(String code, String reasonCode, String reason) {
        ObjectNode body = error(
                code,
                "Please provide below info when asking for support: timestamp = " + Instant.now() + ", correlationId = "
                        + NO_CORRELATION + ".");
        ObjectNode detail = body.withObject("/error").putArray("details").addObject();
        detail.put("code", reasonCode);
        detail.put("message", reason);
        return body.toString();
    }

    private static ObjectNode error(String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", message);
        return body;
    }
}
