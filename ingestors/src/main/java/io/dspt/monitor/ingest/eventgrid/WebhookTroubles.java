package io.dspt.monitor.ingest.eventgrid;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tells whoever runs the webhook what goes wrong: each thing when it begins, and not again for every request. Nothing that a
 * sender wrote gets into it.
 */
final class WebhookTroubles {
    private final Consumer<String> say;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean logAway = new AtomicBoolean();

    /** @param say takes lines for a person */
    WebhookTroubles(Consumer<String> say) {
        this.say = say;
    }

    /** @param reason stable code */
    void refused(String reason) {
        once(
                "refused",
                "refuses a sender (" + reason + "): it sends nothing of it again. Told once for each reason; "
                        + "dspt_ingest_eventgrid_requests_total counts on",
                reason);
    }

    void undecided(String why) {
        once("undecided", "cannot tell whether senders may: " + why + ". They are asked to send again", "");
    }

    void tooLarge(int mostBytes) {
        once(
                "too-large",
                "refuses a request of more than " + mostBytes + " bytes: let the subscription prefer smaller "
                        + "batches, or allow more",
                "");
    }

    void failed(String kind) {
        once("failed", "failed by an error of its own: " + kind + ". The sender is asked to send again", kind);
    }

    void subscribed() {
        say.accept("Event Grid has asked whether its events are wanted, and was told that they are");
    }

    void logUnavailable(String why) {
        if (logAway.compareAndSet(false, true)) {
            say.accept("cannot keep events, and asks Event Grid to send them again: " + why);
        }
    }

    void logAvailable() {
        if (logAway.compareAndSet(true, false)) {
            say.accept("keeps events again");
        }
    }

    private void once(String what, String line, String about) {
        if (told.add(what + "/" + about)) {
            say.accept(line);
        }
    }
}
