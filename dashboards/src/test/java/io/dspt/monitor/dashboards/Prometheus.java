package io.dspt.monitor.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Asks a running Prometheus or Alertmanager. */
record Prometheus(URI address) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether it answers that it is ready. */
    boolean ready() throws IOException, InterruptedException {
        try {
            return get("-/ready").statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    /** What a query gives now: its series, none when there is nothing. */
    JsonNode series(String query) throws IOException, InterruptedException {
        HttpResponse<String> response = get("api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        JsonNode answer = JSON.readTree(response.body());
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(answer.path("error").asText() + " in " + query);
        }
        return answer.path("data").path("result");
    }

    /** Anything it answers with JSON. */
    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
    }
}
