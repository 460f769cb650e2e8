package io.dspt.monitor.azure.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeResourceGraphIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUERY = "{\"query\":\"resources | order by id asc\"}";

    private final FakeResourceGraph graph = FakeResourceGraph.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        graph.close();
    }

    @Test
    void shouldGiveTheRecordsThatAreForAQuery() throws Exception {
        // Given
        graph.answer(query -> query.startsWith("resources"), records(0, 2));
        graph.answer(query -> query.contains("resourcecontainers"), records(7, 8));

        // When
        JsonNode resources = body(post(QUERY));
        JsonNode containers = body(post("{\"query\":\"resourcecontainers\"}"));

        // Then
        assertEquals(2, resources.path("totalRecords").asInt());
        assertEquals(2, resources.path("count").asInt());
        assertEquals("false", resources.path("resultTruncated").textValue());
        assertEquals(List.of("r0", "r1"), ids(resources));
        assertEquals(List.of("r7"), ids(containers));
        assertTrue(resources.path("$skipToken").isMissingNode());
    }

    @Test
    void shouldGivePagesUntilTheLast() throws Exception {
        // Given
        graph.answer(query -> true, records(0, 5));

        // When
        JsonNode first = body(post(page(2, null)));
        JsonNode second = body(post(page(2, first.path("$skipToken").textValue())));
        JsonNode third = body(post(page(2, second.path("$skipToken").textValue())));

        // Then
        assertEquals("true", first.path("resultTruncated").textValue());
        assertEquals(List.of("r0", "r1"), ids(first));
        assertEquals(List.of("r2", "r3"), ids(second));
        assertEquals(List.of("r4"), ids(third));
        assertEquals(5, third.path("totalRecords").asInt());
        assertTrue(third.path("$skipToken").isMissingNode());
    }

    @Test
    void shouldGiveAThousandRecordsWhenARequestDoesNotSay() throws Exception {
        // Given
        graph.answer(query -> true, records(0, 1001));

        // When
        JsonNode first = body(post(QUERY));

        // Then
        assertEquals(1000, first.path("count").asInt());
        assertEquals("true", first.path("resultTruncated").textValue());
    }

    @Test
    void shouldGiveOnlyWhatBelongsToTheSubscriptions() throws Exception {
        // Given
        graph.answer(
                query -> true,
                List.of(
                        "{\"id\":\"a\",\"subscriptionId\":\"S-1\"}",
                        "{\"id\":\"b\",\"subscriptionId\":\"s-2\"}",
                        "{\"id\":\"c\"}"));

        // When
        JsonNode answer = body(post("{\"query\":\"resources\",\"subscriptions\":[\"s-1\"]}"));

        // Then
        assertEquals(List.of("a", "c"), ids(answer));
        assertEquals(2, answer.path("totalRecords").asInt());
    }

    @Test
    void shouldShowWhatWasAsked() throws Exception {
        // Given
        graph.answer(query -> true, List.of());

        // When
        post("{\"query\":\"resources\",\"subscriptions\":[\"s-1\"],\"managementGroups\":[\"m\"],"
                + "\"options\":{\"$top\":10,\"$skip\":3,\"resultFormat\":\"objectArray\"}}");

        // Then
        assertEquals(
                List.of(new GraphRequest(
                        "resources",
                        List.of("s-1"),
                        List.of("m"),
                        10,
                        3,
                        null,
                        "objectArray",
                        "2024-04-01",
                        "Bearer token")),
                graph.requests());
    }

    @Test
    void shouldThrottleSoManyRequests() throws Exception {
        // Given
        graph.answer(query -> true, records(0, 1));
        graph.throttleNext(2, Duration.ofSeconds(3));

        // When
        HttpResponse<String> first = post(QUERY);
        HttpResponse<String> second = post(QUERY);
        HttpResponse<String> third = post(QUERY);

        // Then
        assertEquals(429, first.statusCode());
        assertEquals("3", first.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(
                "00:00:03",
                first.headers().firstValue("x-ms-user-quota-resets-after").orElseThrow());
        assertEquals("RateLimiting", body(first).path("error").path("code").textValue());
        assertEquals(429, second.statusCode());
        assertEquals(200, third.statusCode());
    }

    @Test
    void shouldFailAsAzureFails() throws Exception {
        // Given
        graph.answer(query -> true, records(0, 1));
        graph.failNext(1);
        graph.denyNext(1);
        graph.expireNext(1);

        // When
        HttpResponse<String> broken = post(QUERY);
        HttpResponse<String> denied = post(QUERY);
        HttpResponse<String> expired = post(QUERY);

        // Then
        assertEquals(500, broken.statusCode());
        assertEquals(
                "InternalServerError", body(broken).path("error").path("code").textValue());
        assertEquals(403, denied.statusCode());
        assertEquals(
                "AuthorizationFailed", body(denied).path("error").path("code").textValue());
        assertEquals(401, expired.statusCode());
        assertEquals(
                "ExpiredAuthenticationToken",
                body(expired).path("error").path("code").textValue());
        assertEquals(200, post(QUERY).statusCode());
    }

    @Test
    void shouldRefuseAnotherToken() throws Exception {
        // Given
        graph.answer(query -> true, records(0, 1));
        graph.requireToken("other");

        // When
        HttpResponse<String> refused = post(QUERY);

        // Then
        assertEquals(401, refused.statusCode());
        assertEquals(
                "InvalidAuthenticationToken",
                body(refused).path("error").path("code").textValue());
        assertTrue(refused.headers().firstValue("WWW-Authenticate").isPresent());
    }

    @Test
    void shouldBreakOffInTheMiddleOfAPage() throws Exception {
        // Given
        graph.answer(query -> true, records(0, 5));
        graph.beforePage(1, () -> graph.cutNext(1));
        JsonNode first = body(post(page(2, null)));
        String next = page(2, first.path("$skipToken").textValue());

        // When
        assertThrows(IOException.class, () -> post(next));

        // Then
        assertEquals(List.of("r2", "r3"), ids(body(post(next))));
    }

    @Test
    void shouldFailOnePageOnly() throws Exception {
        // Given
        graph.answer(query -> true, records(0, 5));
        graph.beforePage(1, () -> graph.failNext(1));

        // When
        JsonNode first = body(post(page(2, null)));
        String next = page(2, first.path("$skipToken").textValue());

        // Then
        assertEquals(500, post(next).statusCode());
        assertEquals(200, post(next).statusCode());
    }

    @Test
    void shouldMissRecordsThatMoveWhilePagesAreRead() throws Exception {
        // Given
        GraphAnswer answer = graph.answer(query -> true, records(0, 4));
        graph.beforePage(1, () -> answer.replace(records(1, 4)));

        // When
        JsonNode first = body(post(page(2, null)));
        JsonNode second = body(post(page(2, first.path("$skipToken").textValue())));

        // Then
        assertEquals(List.of("r0", "r1"), ids(first));
        assertEquals(List.of("r3"), ids(second));
        assertEquals(3, second.path("totalRecords").asInt());
    }

    @Test
    void shouldKeepAClientWaiting() throws Exception {
        // Given
        graph.answer(query -> true, records(0, 1));
        CountDownLatch over = new CountDownLatch(1);
        graph.beforePage(0, () -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        // When
        HttpRequest impatient = HttpRequest.newBuilder(request(QUERY), (name, value) -> true)
                .timeout(Duration.ofMillis(50))
                .build();

        // Then
        assertThrows(IOException.class, () -> client.send(impatient, HttpResponse.BodyHandlers.ofString()));
        over.countDown();
        assertEquals(200, post(QUERY).statusCode());
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() throws Exception {
        // Given
        graph.answer(query -> query.startsWith("resources"), records(0, 1));

        // Then
        assertEquals(400, post("{\"query\":\"unheard of\"}").statusCode());
        assertEquals(400, post("no JSON").statusCode());
        assertEquals(400, post(page(1001, null)).statusCode());
        assertEquals(400, post(page(2, "foreign")).statusCode());
        assertEquals(
                400,
                post("{\"query\":\"resources\",\"options\":{\"resultFormat\":\"table\"}}")
                        .statusCode());
        assertEquals(
                404,
                client.send(
                                HttpRequest.newBuilder(graph.endpoint().resolve("/elsewhere"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode());
        assertEquals(
                "MissingApiVersionParameter",
                body(client.send(
                                HttpRequest.newBuilder(graph.endpoint().resolve(FakeResourceGraph.PATH))
                                        .POST(HttpRequest.BodyPublishers.ofString(QUERY))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()))
                        .path("error")
                        .path("code")
                        .textValue());
    }

    @Test
    void shouldRefuseRecordsThatAreNoObjects() {
        assertThrows(IllegalArgumentException.class, () -> graph.answer(query -> true, List.of("[]")));
        assertThrows(IllegalArgumentException.class, () -> graph.answer(query -> true, List.of("{")));
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return client.send(request(body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String body) {
        URI uri = graph.endpoint().resolve(FakeResourceGraph.PATH + "?api-version=2024-04-01");
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer token")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String page(int top, String skipToken) {
        String token = skipToken == null ? "" : ",\"$skipToken\":\"" + skipToken + "\"";
        return "{\"query\":\"resources\",\"options\":{\"$top\":" + top + token + "}}";
    }

    private static JsonNode body(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private static List<String> ids(JsonNode answer) {
        return StreamSupport.stream(answer.path("data").spliterator(), false)
                .map(each -> each.path("id").textValue())
                .toList();
    }

    private static List<String> records(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(each -> "{\"id\":\"r" + each + "\"}")
                .toList();
    }
}
