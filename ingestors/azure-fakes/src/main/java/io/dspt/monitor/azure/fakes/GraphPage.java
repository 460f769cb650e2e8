package io.dspt.monitor.azure.fakes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in an answer that is too long for one response.
 *
 * @param number of the page, the first is 0
 * @param start index of its first record
 */
record GraphPage(int number, int start) {
    private static final Pattern TOKEN = Pattern.compile("page=(\\d{1,9}),start=(\\d{1,9})");

    /** The page that a request asks for; null when its token is none of this service. */
    static @Nullable GraphPage of(GraphRequest request) {
        if (request.skipToken() == null) {
            return new GraphPage(0, request.skip());
        }
        try {
            byte[] text = Base64.getUrlDecoder().decode(request.skipToken());
            Matcher matcher = TOKEN.matcher(new String(text, StandardCharsets.UTF_8));
            return matcher.matches()
                    ? new GraphPage(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                    : null;
        } catch (IllegalArgumentException e) {
            // Not even Base64: as foreign as any other token.
            return null;
        }
    }

    private String token() {
        String text = "page=" + number + ",start=" + start;
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The body of a response. */
    String body(List<ObjectNode> records, int size) {
        int from = Math.min(start, records.size());
        int to = Math.min(from + size, records.size());
        boolean more = to < records.size();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("totalRecords", records.size());
        body.put("count", to - from);
        ArrayNode data = body.putArray("data");
        records.subList(from, to).forEach(data::add);
        body.putArray("facets");
        // Azure writes these two words as texts.
        body.put("resultTruncated", more ? "true" : "false");
        if (more) {
            body.put("$skipToken", new GraphPage(number + 1, to).token());
        }
        return body.toString();
    }
}
