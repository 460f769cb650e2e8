package io.dspt.monitor.azure.fakes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to Resource Graph, as it came.
 *
 * @param query the text of the query
 * @param subscriptions ids it is limited to, empty for all
 * @param managementGroups names it is limited to, empty for all
 * @param top records per page, null when it does not say
 * @param skip records before the first page
 * @param skipToken where the page begins, null for the first
 * @param resultFormat objectArray or table
 * @param apiVersion as the URL has it
 * @param authorization the header of that name, null when it is missing
 */
public record GraphRequest(
        String query,
        List<String> subscriptions,
        List<String> managementGroups,
        @Nullable Integer top,
        int skip,
        @Nullable String skipToken,
        String resultFormat,
        String apiVersion,
        @Nullable String authorization) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Keeps copies of the lists. */
    public GraphRequest {
        subscriptions = List.copyOf(subscriptions);
        managementGroups = List.copyOf(managementGroups);
    }

    /**
     * Reads a request.
     *
     * @throws JsonProcessingException when the body is no JSON
     */
    static GraphRequest of(String body, String apiVersion, @Nullable String authorization)
            throws JsonProcessingException {
        JsonNode json = JSON.readTree(body);
        JsonNode options = json.path("options");
        return new GraphRequest(
                json.path("query").asText(""),
                texts(json.path("subscriptions")),
                texts(json.path("managementGroups")),
                options.hasNonNull("$top") ? options.path("$top").asInt() : null,
                options.path("$skip").asInt(0),
                options.hasNonNull("$skipToken") ? options.path("$skipToken").asText() : null,
                options.path("resultFormat").asText("objectArray"),
                apiVersion,
                authorization);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : array) {
            texts.add(each.asText());
        }
        return texts;
    }
}
