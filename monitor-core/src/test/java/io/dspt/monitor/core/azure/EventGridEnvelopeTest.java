package io.dspt.monitor.core.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventGridEnvelopeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7f4a8c1e-2b6d-4e3a-9c51-0d8e6f7a1b2c",
                "5829794FCB5075FCF585476619577B5A5A30E52C84842CBD4E2AD73996714C4C"
            })
    void shouldTellAnEventsId(String id) {
        assertEquals(
                Optional.of(id),
                of("{\"id\":\"" + id + "\",\"eventType\":\"x\",\"data\":{}}").id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9434765919", "/patients/9434765919", "mary@trust.example.nhs.uk", "a\\nb", ""})
    void shouldNotTellAnIdThatMayHoldWhatHasToBeMasked(String id) {
        assertEquals(Optional.empty(), of("{\"id\":\"" + id + "\",\"data\":{}}").id());
    }

    @Test
    void shouldTellTheCodeOfAValidation() {
        EventGridEnvelope event = of("""
                {"id":"2d1781af-3a4c-4d7c-bd0c-e34b19da4e66","topic":"/subscriptions/3f0c1b52-6e1c-4e0a-9c62-1b5f3a7d9e10","subject":"","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"512D38B6-C7B8-40C8-89FE-F46F9E9622B6","validationUrl":"https://rp-uksouth.eventgrid.example/validate"}}""");

        assertEquals(Optional.of("512D38B6-C7B8-40C8-89FE-F46F9E9622B6"), event.validationCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\"}", "<script>", "with blank"})
    void shouldNotTellACodeThatWouldHaveToBeEscaped(String code) {
        assertEquals(
                Optional.empty(),
                of("{\"data\":{\"validationCode\":\"" + code + "\"}}").validationCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no event", "[]", "{\"id\":7}", "{\"id\":null,\"data\":\"text\"}"})
    void shouldKnowNothingOfWhatIsNoEvent(String element) {
        assertEquals(new EventGridEnvelope(Optional.empty(), Optional.empty()), of(element));
    }

    private static EventGridEnvelope of(String element) {
        return EventGridEnvelope.of(element.getBytes(StandardCharsets.UTF_8));
    }
}
