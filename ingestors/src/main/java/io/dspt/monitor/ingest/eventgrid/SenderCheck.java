package io.dspt.monitor.ingest.eventgrid;

/** One thing that a sender has to show. Safe to use from several threads. */
interface SenderCheck {

    /** Looks at a request without its body. */
    Admission check(WebhookRequest request);
}
