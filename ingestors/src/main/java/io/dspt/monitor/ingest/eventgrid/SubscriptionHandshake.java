package io.dspt.monitor.ingest.eventgrid;

import io.dspt.monitor.core.azure.EnvelopeSlicer;
import io.dspt.monitor.core.azure.EventGridEnvelope;
import io.dspt.monitor.core.azure.SlicedElement;
import java.util.Optional;

/** Answers Event Grid when it asks whether its events are wanted, before it makes a subscription. */
final class SubscriptionHandshake {
    private static final String HEADER = "aeg-event-type";
    private static final String VALIDATION = "SubscriptionValidation";

    private SubscriptionHandshake() {}

    /** Whether Event Grid asks, rather than tells. */
    static boolean isMeantBy(WebhookRequest request) {
        return request.header(HEADER).filter(VALIDATION::equalsIgnoreCase).isPresent();
    }

    /** The answer that says yes; empty when the question is none. */
    static Optional<Answer> answer(byte[] body) {
        return EnvelopeSlicer.slice(body).stream()
                .map(SlicedElement::bytes)
                .flatMap(element -> EventGridEnvelope.of(element).validationCode().stream())
                .findFirst()
                .map(code -> Answer.json("{\"validationResponse\":\"" + code + "\"}"));
    }
}
