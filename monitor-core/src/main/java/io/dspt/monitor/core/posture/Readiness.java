package io.dspt.monitor.core.posture;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What must be read before anything else of a summary, and why it cannot be final. */
final class Readiness {
    private Readiness() {}

    /** What the first page says first; empty when every day of the month is over and told of. */
    static List<String> notices(PostureInputs inputs, Period period, CoverageOfPeriod seen) {
        Instant clock = inputs.clock();
        List<String> notices = new ArrayList<>();
        if (clock == null) {
            notices.add("Nothing has been recorded yet: this summary is evidence of nothing.");
        } else if (clock.isBefore(period.from())) {
            notices.add("The month has not begun: the log has come to " + Period.dayOf(clock)
                    + ". This summary is evidence of nothing.");
        } else if (firstRecord(inputs)
                .filter(first -> first.isBefore(period.to()))
                .isEmpty()) {
            notices.add("The month lies before the first record"
                    + firstRecord(inputs)
                            .map(first -> ", which is of " + Period.dayOf(first))
                            .orElse("")
                    + ". This summary is evidence of nothing.");
        } else if (seen.received().isEmpty()) {
            notices.add("No day of the month is covered: nothing is told of what was received. What stands below about"
                    + " findings is all there is, and absence of a finding means nothing.");
        } else {
            if (clock.isBefore(period.to())) {
                notices.add("The month is not over: the log has come to " + Period.dayOf(clock) + ".");
            }
            if (!seen.untold().isEmpty()) {
                notices.add("Not evidenced: " + seen.untold().size() + " of "
                        + seen.days().size() + " days are not told of.");
            }
        }
        return notices;
    }

    /** Why a summary of the month cannot be final; empty when it can. */
    static List<String> reasons(PostureInputs inputs, Period period, CoverageOfPeriod seen) {
        Instant clock = inputs.clock();
        List<String> reasons = new ArrayList<>();
        if (clock == null || clock.isBefore(period.to())) {
            reasons.add("the month is not over by the log's clock");
        }
        if (!inputs.ledgerState().verifies()) {
            reasons.add("the ledger does not verify: " + inputs.ledgerState().problem());
        }
        if (seen.received().isEmpty()) {
            reasons.add("no day of the month is covered");
        } else if (!seen.untold().isEmpty()) {
            reasons.add("days are not told of: " + listed(seen.untold().stream()));
        }
        if (seen.received().stream().anyMatch(day -> !day.isOver())) {
            reasons.add("days were not told to their end: "
                    + listed(seen.received().stream()
                            .filter(day -> !day.isOver())
                            .map(ReceivedDay::day)));
        }
        if (seen.received().stream().anyMatch(day -> !day.reconciles())) {
            reasons.add("not all that was received is accounted for on "
                    + listed(seen.received().stream()
                            .filter(day -> !day.reconciles())
                            .map(ReceivedDay::day)));
        }
        return reasons;
    }

    private static String listed(Stream<LocalDate> days) {
        return String.join(", ", days.map(LocalDate::toString).toList());
    }

    private static Optional<Instant> firstRecord(PostureInputs inputs) {
        Stream<Instant> days = inputs.days().isEmpty()
                ? Stream.empty()
                : Stream.of(Period.of(inputs.days().firstKey()).from());
        Stream<Instant> entries = inputs.ledger().stream().map(ReportedEvent::at);
        return Stream.concat(days, entries).min(Instant::compareTo);
    }
}
