package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.fact.FactValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words and numbers with which Azure's services say how something ended. */
final class OutcomeWords {
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_FAILURE = 400;
    private static final int LAST_STATUS = 599;

    private static final KnownWords<Outcome> KNOWN = new KnownWords<>(OutcomeWords::read);

    private OutcomeWords() {}

    /** The outcome of the first of these words that names one; what stands behind a full stop is detail. */
    static Outcome of(@Nullable String... words) {
        for (String word : words) {
            Outcome outcome = word == null ? Outcome.UNKNOWN : KNOWN.meaning(word);
            if (outcome != Outcome.UNKNOWN) {
                return outcome;
            }
        }
        return Outcome.UNKNOWN;
    }

    private static Outcome read(String written) {
        String word = written.strip().toLowerCase(Locale.ROOT);
        int stop = word.indexOf('.');
        return switch (stop < 0 ? word : word.substring(0, stop)) {
            case "start", "started", "begin" -> Outcome.START;
            case "accept", "accepted" -> Outcome.ACCEPTED;
            case "success", "succeeded", "ok", "true", "completed", "created", "no content", "nocontent" ->
                Outcome.SUCCESS;
            case "fail", "failed", "failure", "error", "false", "denied", "rejected", "clienterror" -> Outcome.FAILURE;
            case "cancel", "canceled", "cancelled", "timeout", "timedout" -> Outcome.FAILURE;
            case "bad request", "badrequest", "unauthorized", "forbidden", "not found", "notfound", "conflict" ->
                Outcome.FAILURE;
            default -> ofHttpStatus(word);
        };
    }

    /** The outcome an HTTP status stands for; unknown for other numbers and texts. */
    static Outcome ofHttpStatus(@Nullable String written) {
        if (written == null || !(WholeNumber.parse(written) instanceof FactValue.Whole status)) {
            return Outcome.UNKNOWN;
        }
        if (status.value() < FIRST_SUCCESS || status.value() > LAST_STATUS) {
            return Outcome.UNKNOWN;
        }
        return status.value() < FIRST_FAILURE ? Outcome.SUCCESS : Outcome.FAILURE;
    }
}
