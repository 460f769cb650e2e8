package io.dspt.monitor.ingest.eventgrid;

import io.dspt.monitor.ingest.AcknowledgedLog;
import io.dspt.monitor.ingest.AcknowledgedLog.LogUnavailableException;
import io.dspt.monitor.ingest.RoutedEntry;
import io.dspt.monitor.ingest.eventgrid.EventGridMetrics.Outcome;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a request. Events are answered with 200 when they are safe in the log and not before; what may go well
 * another time is answered with 503, because Event Grid sends again after it.
 */
final class Webhook {
    private final EventGridSource source;
    private final List<SenderCheck> checks;
    private final EventGridRecords records;
    private final AcknowledgedLog log;
    private final EventGridMetrics metrics;
    private final WebhookTroubles troubles;
    private final InstantSource clock;
    private final OriginHandshake originHandshake;

    /** @param checks all of which have to be passed */
    Webhook(
            EventGridSource source,
            List<SenderCheck> checks,
            EventGridRecords records,
            AcknowledgedLog log,
            EventGridMetrics metrics,
            WebhookTroubles troubles,
            InstantSource clock) {
        if (checks.isEmpty()) {
            throw new IllegalArgumentException("anybody could send events");
        }
        this.source = source;
        this.checks = List.copyOf(checks);
        this.records = records;
        this.log = log;
        this.metrics = metrics;
        this.troubles = troubles;
        this.clock = clock;
        this.originHandshake = new OriginHandshake(source.allowedOrigins());
    }

    /**
     * Does what a request asks for.
     *
     * @throws IOException when the sender goes before all of it was read
     */
    Answer answer(WebhookRequest request) throws IOException {
        if (!request.path().equals(source.path())) {
            return wrong(Answer.text(404, "nothing is here"));
        }
        return switch (request.method()) {
            case "POST" -> post(request);
            case "OPTIONS" -> {
                metrics.request(Outcome.HANDSHAKE);
                yield originHandshake.answer(request);
            }
            default -> wrong(Answer.text(405, "events are posted").with("Allow", "POST, OPTIONS"));
        };
    }

    private Answer post(WebhookRequest request) throws IOException {
        for (SenderCheck check : checks) {
            Admission admission = check.check(request);
            if (admission instanceof Admission.Refused refused) {
                metrics.request(Outcome.REFUSED);
                troubles.refused(refused.reason());
                return Answer.text(401, refused.reason()).with("WWW-Authenticate", "Bearer");
            }
            if (admission instanceof Admission.Undecided undecided) {
                metrics.request(Outcome.UNDECIDED);
                troubles.undecided(undecided.why());
                return Answer.later("who sends this cannot be told now");
            }
        }
        Optional<String> notTaken = formThatIsNotTaken(request);
        if (notTaken.isPresent()) {
            return wrong(Answer.text(415, notTaken.get()));
        }
        Optional<byte[]> body = RequestBody.read(request, source.limits().mostBytes());
        if (body.isEmpty()) {
            metrics.request(Outcome.TOO_LARGE);
            troubles.tooLarge(source.limits().mostBytes());
            return Answer.text(413, "longer than " + source.limits().mostBytes() + " bytes");
        }
        return SubscriptionHandshake.isMeantBy(request) ? handshake(body.get()) : take(body.get());
    }

    /** Event Grid posts events whole, as JSON: whatever is told in headers instead would be missing in the record. */
    private static Optional<String> formThatIsNotTaken(WebhookRequest request) {
        String encoding = request.header("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            return Optional.of("bodies are not taken in another encoding");
        }
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (request.header("ce-specversion").isPresent() && !type.startsWith("application/cloudevents")) {
            return Optional.of("CloudEvents are taken in structured or batched mode, not in binary mode");
        }
        return Optional.empty();
    }

    private Answer handshake(byte[] body) {
        Optional<Answer> answer = SubscriptionHandshake.answer(body);
        if (answer.isEmpty()) {
            return wrong(Answer.text(400, "there is no validation code"));
        }
        metrics.request(Outcome.HANDSHAKE);
        troubles.subscribed();
        return answer.get();
    }

    private Answer take(byte[] body) {
        List<RoutedEntry> entries = records.of(body);
        try {
            log.append(entries);
        } catch (LogUnavailableException e) {
            metrics.request(Outcome.UNAVAILABLE);
            troubles.logUnavailable(String.valueOf(e.getMessage()));
            return Answer.later("events cannot be kept now");
        }
        metrics.request(Outcome.TAKEN);
        metrics.taken(entries.size(), clock.instant());
        troubles.logAvailable();
        return Answer.text(200, "taken");
    }

    private Answer wrong(Answer answer) {
        metrics.request(Outcome.WRONG);
        return answer;
    }
}
