package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the monitor sees of its own log, as an event that rules watch for like any other. */
final class SelfObservation {
    private static final String CATEGORY = "Monitor";

    private SelfObservation() {}

    /**
     * Judges what was seen, at the present clock.
     *
     * @param operation what it was, such as {@code monitor/control/rejected}
     * @param origin where the record stands that shows it
     * @param bytes that record
     * @param facts what there is to say of it, by fact name; all other facts are absent
     */
    static void judge(
            Step step,
            String operation,
            Outcome outcome,
            Origin origin,
            byte[] bytes,
            SortedMap<String, FactValue> facts) {
        EventHeader header = new EventHeader(
                CATEGORY, operation, outcome, null, null, Actor.NOBODY, origin.sha256(), step.estate().clock);
        AzureEvent event =
                new AzureEvent.MonitorObservation(header, fact -> facts.getOrDefault(fact.name(), Missing.ABSENT));
        Judge.of(step, new Occasion(event, step.clock(), origin, bytes, observed -> new TreeMap<>()))
                .judgeEvent(null, null);
    }
}
