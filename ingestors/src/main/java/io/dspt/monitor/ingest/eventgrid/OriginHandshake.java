package io.dspt.monitor.ingest.eventgrid;

import java.util.Optional;
import java.util.Set;

/**
 * Answers who asks whether CloudEvents are wanted, which is how senders are kept from posting at whoever does not want them.
 * It lets nobody in: events are looked at as those of anybody else.
 */
final class OriginHandshake {
    private final Set<String> allowed;

    /** @param allowed origins, whatever their case */
    OriginHandshake(Set<String> allowed) {
        this.allowed = allowed;
    }

    Answer answer(WebhookRequest request) {
        Optional<String> origin = request.header("WebHook-Request-Origin");
        if (origin.isEmpty() || allowed.stream().noneMatch(origin.get()::equalsIgnoreCase)) {
            return Answer.text(403, "events of this origin are not wanted");
        }
        return Answer.text(200, "events are wanted")
                .with("Allow", "POST")
                .with("WebHook-Allowed-Origin", origin.get())
                .with("WebHook-Allowed-Rate", "*");
    }
}
