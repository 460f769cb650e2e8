package io.dspt.monitor.ingest.eventgrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import io.dspt.monitor.core.fold.LogRecord.AzureRecord;
import io.dspt.monitor.ingest.EstateDirectory;
import io.dspt.monitor.ingest.EstateDirectory.Estate;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.MessageRecords;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookTest {
    private static final String SECRET = "a secret that only this test has";
    private static final Instant ARRIVAL = Instant.parse("2026-03-10T07:00:00.250Z");
    private static final String SUBSCRIPTION = "22222222-2222-2222-2222-222222222222";
    private static final String ID = "7f4a8c1e-2b6d-4e3a-9c51-0d8e6f7a1b2c";
    private static final String EVENT = """
            {"id":"%s","topic":"/subscriptions/%s","subject":"/subscriptions/%s/resourceGroups/rg","eventType":"Microsoft.Resources.ResourceWriteSuccess","eventTime":"2026-03-10T06:59:58Z","data":{"operationName":"Microsoft.Storage/storageAccounts/write","resourceUri":"/subscriptions/%s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st"},"dataVersion":"2"}""".formatted(ID, SUBSCRIPTION, SUBSCRIPTION, SUBSCRIPTION);
    private static final String CLOUD_EVENT = """
            {"specversion":"1.0","id":"0d8e6f7a-1b2c-4e3a-9c51-7f4a8c1e2b6d","source":"/subscriptions/33333333-3333-3333-3333-333333333333","type":"Microsoft.PolicyInsights.PolicyStateChanged","time":"2026-03-10T06:59:59Z","data":{}}""";

    private final RecordingAcknowledgedLog log = new RecordingAcknowledgedLog();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> said = new ArrayList<>();
    private final Webhook bySecret = webhook(List.of(secret()));

    @Test
    void shouldTakeABatchInOrderEachEventAtItsId() throws IOException {
        Answer answer = post("[" + EVENT + "," + CLOUD_EVENT + "]");

        assertEquals(200, answer.status());
        assertEquals(List.of(EVENT, CLOUD_EVENT), log.texts());
        assertEquals(List.of(ID, "0d8e6f7a-1b2c-4e3a-9c51-7f4a8c1e2b6d"), log.positions());
        AzureRecord record = (AzureRecord) log.entries().get(0).entry().record();
        assertEquals("event-grid/events", record.origin().source());
    }

    @Test
    void shouldTakeASingleEvent() throws IOException {
        assertEquals(200, post(CLOUD_EVENT).status());
        assertEquals(List.of(CLOUD_EVENT), log.texts());
    }

    @Test
    void shouldSayWhenAndWhereAnEventCameThatHasNoIdOfAzures() throws IOException {
        post("[{\"id\":\"9434765919\",\"data\":{}},{\"data\":{}}]");
        post("{\"data\":{}}");

        assertEquals(
                List.of(
                        "2026-03-10T07:00:00.250Z/1:1#0",
                        "2026-03-10T07:00:00.250Z/1:1#1",
                        "2026-03-10T07:00:00.250Z/2:1#0"),
                log.positions());
    }

    @Test
    void shouldGiveEachEventToTheEstateItBelongsTo() throws IOException {
        post("[" + EVENT + "," + CLOUD_EVENT + ",\"no event\"]");

        assertEquals(
                List.of("northern", "quarantine", "quarantine"),
                log.entries().stream().map(entry -> entry.estate()).toList());
        assertEquals(2, registry.get("dspt.ingest.unrouted").counter().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"no json at all|not-json: no json at all", "'{\"id\":'|'truncated: {\"id\":'", "''|'empty: '"})
    void shouldLoseNothingOfABodyThatCannotBeRead(String body, String kept) throws IOException {
        assertEquals(200, post(body).status());
        assertEquals(List.of(kept), log.texts());
    }

    @Test
    void shouldHaveNothingToKeepOfAnEmptyBatch() throws IOException {
        assertEquals(200, post("[]").status());
        assertEquals(List.of(), log.texts());
    }

    @Test
    void shouldAskToSendAgainWhatTheLogDidNotTakeAndTellItOnce() throws IOException {
        // Given a log that is away
        log.beAway();

        // When events come, before and after it is back
        Answer first = post(EVENT);
        Answer second = post(EVENT);
        log.beBack();
        Answer third = post(EVENT);

        // Then they are to be sent again until it is
        assertEquals(List.of(503, 503, 200), List.of(first.status(), second.status(), third.status()));
        assertEquals("30", first.headers().get("Retry-After"));
        assertEquals(1, log.entries().size());
        assertEquals(2, count("unavailable"));
        assertEquals(
                List.of(
                        "cannot keep events, and asks Event Grid to send them again: nobody is there",
                        "keeps events again"),
                said);
    }

    @Test
    void shouldTellAnAddressThatIsToBeValidatedThatItsEventsAreWanted() throws IOException {
        Headers headers = authorised();
        headers.set("aeg-event-type", "SubscriptionValidation");

        Answer answer = answer("POST", "/events", null, headers, """
                [{"id":"2d1781af-3a4c-4d7c-bd0c-e34b19da4e66","topic":"/subscriptions/x","subject":"","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"512d38b6-c7b8-40c8-89fe-f46f9e9622b6","validationUrl":"https://example/validate"}}]""");

        assertEquals(200, answer.status());
        assertEquals("{\"validationResponse\":\"512d38b6-c7b8-40c8-89fe-f46f9e9622b6\"}", answer.body());
        assertEquals(List.of(), log.texts());
    }

    @Test
    void shouldValidateNoAddressForStrangers() throws IOException {
        Headers headers = new Headers();
        headers.set("aeg-event-type", "SubscriptionValidation");

        Answer answer = answer("POST", "/events", null, headers, "[{\"data\":{\"validationCode\":\"512d38b6\"}}]");

        assertEquals(401, answer.status());
        assertFalse(answer.body().contains("512d38b6"));
    }

    @Test
    void shouldKnowAValidationWithoutACode() throws IOException {
        Headers headers = authorised();
        headers.set("aeg-event-type", "SubscriptionValidation");

        assertEquals(
                400, answer("POST", "/events", null, headers, "[{\"data\":{}}]").status());
    }

    @ParameterizedTest
    @CsvSource({
        "eventgrid.azure.net,200,eventgrid.azure.net",
        "EventGrid.Azure.NET,200,EventGrid.Azure.NET",
        "elsewhere.example,403,",
        ",403,"
    })
    void shouldWantCloudEventsOfEventGridAlone(@Nullable String origin, int status, @Nullable String allowed)
            throws IOException {
        Headers headers = new Headers();
        if (origin != null) {
            headers.set("WebHook-Request-Origin", origin);
        }

        Answer answer = answer("OPTIONS", "/events", null, headers, "");

        assertEquals(status, answer.status());
        assertEquals(allowed, answer.headers().get("WebHook-Allowed-Origin"));
        assertEquals(allowed == null ? null : "*", answer.headers().get("WebHook-Allowed-Rate"));
    }

    @ParameterizedTest
    @CsvSource({
        "x-dspt-key,a secret that only this test has,,200",
        "Authorization,SharedKey a secret that only this test has,,200",
        ",,code=a+secret%20that%20only%20this%20test%20has&more=1,200",
        "x-dspt-key,another secret of the same length,,401",
        "Authorization,SharedKey,,401",
        "Authorization,Basic a secret that only this test has,,401",
        ",,code=a,401",
        ",,barcode=a+secret+that+only+this+test+has,401",
        ",,code=%zz,401",
        ",,,401"
    })
    void shouldTakeEventsOnlyOfWhoKnowsTheSecret(
            @Nullable String header, @Nullable String value, @Nullable String query, int status) throws IOException {
        Headers headers = new Headers();
        if (header != null && value != null) {
            headers.set(header, value);
        }

        Answer answer = answer("POST", "/events", query, headers, EVENT);

        assertEquals(status, answer.status());
        assertEquals(status == 200 ? 1 : 0, log.entries().size());
    }

    @Test
    void shouldNotReadTheBodyOfWhoMayNotSend() throws IOException {
        InputStream unreadable = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("nobody should read this");
            }
        };

        Answer answer = bySecret.answer(new WebhookRequest("POST", "/events", null, new Headers(), unreadable));

        assertEquals(401, answer.status());
    }

    @Test
    void shouldAskForAllThatIsConfigured() throws IOException {
        // Given a check that everybody passes and one that nobody does
        SenderCheck nobody = request -> new Admission.Refused("nobody");

        Answer answer = webhook(List.of(request -> new Admission.Granted(), nobody))
                .answer(request("POST", "/events", null, authorised(), EVENT));

        assertEquals(401, answer.status());
    }

    @Test
    void shouldAskToSendAgainWhileItCannotTellWhoMay() throws IOException {
        SenderCheck undecided = request -> new Admission.Undecided("keys are away");

        Answer answer = webhook(List.of(undecided)).answer(request("POST", "/events", null, authorised(), EVENT));

        assertEquals(503, answer.status());
        assertEquals(0, log.entries().size());
        assertTrue(said.get(0).contains("keys are away"), said::toString);
    }

    @Test
    void shouldRefuseWhatIsTooLongAndTakeWhatJustFits() throws IOException {
        String fits = "{\"a\":\"" + "x".repeat(2_048 - 8) + "\"}";

        assertEquals(200, post(fits).status());
        assertEquals(413, post(fits + " ").status());
        assertEquals(1, count("too-large"));
    }

    @ParameterizedTest
    @CsvSource({"GET,/events,405", "PUT,/events,405", "POST,/,404", "POST,/events/,404", "GET,/elsewhere,404"})
    void shouldDoNothingElse(String method, String path, int status) throws IOException {
        assertEquals(status, answer(method, path, null, authorised(), EVENT).status());
        assertEquals(0, log.entries().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/cloudevents+json; charset=utf-8", "application/cloudevents-batch+json"})
    void shouldTakeStructuredCloudEventsThatNameThemselvesInHeadersToo(String type) throws IOException {
        Headers headers = authorised();
        headers.set("ce-specversion", "1.0");
        headers.set("Content-Type", type);

        assertEquals(200, answer("POST", "/events", null, headers, CLOUD_EVENT).status());
    }

    @Test
    void shouldNotTakeEventsHalfOfWhichStandsInHeaders() throws IOException {
        Headers headers = authorised();
        headers.set("ce-specversion", "1.0");
        headers.set("Content-Type", "application/json");

        Answer answer = answer("POST", "/events", null, headers, "{}");

        assertEquals(415, answer.status());
        assertTrue(answer.body().contains("structured"), answer::body);
    }

    @Test
    void shouldNotTakeCompressedBodies() throws IOException {
        Headers headers = authorised();
        headers.set("Content-Encoding", "gzip");

        assertEquals(415, answer("POST", "/events", null, headers, "x").status());
    }

    @Test
    void shouldTellOfEachReasonOnceAndOfNothingThatASenderWrote() throws IOException {
        // When a stranger tries again and again
        for (int i = 0; i < 3; i++) {
            Headers headers = new Headers();
            headers.set("x-dspt-key", "guessed by mary@trust.example.nhs.uk");
            answer("POST", "/events", null, headers, EVENT);
        }

        // Then one line says so, and metrics count
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.get(0).contains("wrong-key"), said::toString);
        assertFalse(said.get(0).contains("mary"), said::toString);
        assertEquals(3, count("refused"));
    }

    @Test
    void shouldNotBeMadeOpenToAnybody() {
        assertThrows(IllegalArgumentException.class, () -> webhook(List.of()));
    }

    private double count(String outcome) {
        return registry.get("dspt.ingest.eventgrid.requests")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private Answer post(String body) throws IOException {
        return answer("POST", "/events", null, authorised(), body);
    }

    private Answer answer(String method, String path, @Nullable String query, Headers headers, String body)
            throws IOException {
        return bySecret.answer(request(method, path, query, headers, body));
    }

    private static WebhookRequest request(
            String method, String path, @Nullable String query, Headers headers, String body) {
        return new WebhookRequest(
                method, path, query, headers, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static SenderCheck secret() {
        return new SharedSecretCheck(new SharedSecrets(List.of(SECRET)));
    }

    private static Headers authorised() {
        Headers headers = new Headers();
        headers.set("x-dspt-key", SECRET);
        return headers;
    }

    private Webhook webhook(List<SenderCheck> checks) {
        EventGridSource source = new EventGridSource(
                "events",
                new InetSocketAddress("127.0.0.1", 0),
                "/events",
                null,
                Optional.empty(),
                Optional.of(new SharedSecrets(List.of(SECRET))),
                Optional.empty(),
                new TreeSet<>(List.of(EventGridSource.EVENT_GRID_ORIGIN)),
                new EventGridSource.Limits(2_048, 1));
        EstateDirectory estates =
                new EstateDirectory(List.of(new Estate("northern", List.of(), List.of(SUBSCRIPTION))), "quarantine");
        EventGridMetrics metrics = new EventGridMetrics(registry, "events");
        InstantSource clock = InstantSource.fixed(ARRIVAL);
        MessageRecords messages = new MessageRecords(
                source.evidenceName(), source.estate(), new ReaderPipeline(MaskKey.demo()), estates, metrics::unrouted);
        return new Webhook(
                source,
                checks,
                new EventGridRecords(messages, clock),
                log,
                metrics,
                new WebhookTroubles(said::add),
                clock);
    }
}
