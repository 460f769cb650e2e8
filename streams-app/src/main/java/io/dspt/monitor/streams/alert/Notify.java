package io.dspt.monitor.streams.alert;

import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.rule.Rule;
import java.util.Locale;
import java.util.Optional;

/** Whom an alert is for: somebody who is woken, somebody who looks in working hours, or whoever reads the day's summary. */
enum Notify {
    PAGE,
    TICKET,
    DIGEST;

    /** What is less bad can wait for the morning. */
    private static final Severity LEAST_PAGED = Severity.HIGH;

    /** As it stands in the label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What a finding calls for.
     *
     * @param rule its rule as it is in force; where nobody knows it any more somebody looks in working hours
     * @return empty when it is at an end, or exempt
     */
    static Optional<Notify> calledFor(AlertedFinding finding, Optional<Rule> rule) {
        if (!finding.isOpen()) {
            return Optional.empty();
        }
        Rule.Notify asked = rule.map(one -> one.noise().notifies()).orElse(Rule.Notify.TICKET);
        boolean announced = asked == Rule.Notify.PAGE && finding.wasAnnounced();
        if (asked == Rule.Notify.DIGEST || finding.isBaseline() || announced) {
            return Optional.of(DIGEST);
        }
        boolean pages =
                asked == Rule.Notify.PAGE && finding.printed().severity().compareTo(LEAST_PAGED) >= 0;
        return Optional.of(pages ? PAGE : TICKET);
    }
}
