package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fold.SilentIntervals;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A digest of what topics tell of one day: the findings that stood on it, what was received and judged, and what was
 * silent. Rules, registers and the inventory are no part of it: they are as they are now, and another rule tomorrow is no
 * news of yesterday.
 */
final class DayBasis {
    private static final char END = '\n';
    private static final char NEXT = '\u001f';

    private final PostureInputs inputs;
    private final SortedMap<String, FindingHistory> histories;

    DayBasis(PostureInputs inputs, SortedMap<String, FindingHistory> histories) {
        this.inputs = inputs;
        this.histories = histories;
    }

    /** All 64 digits for a day that is over. */
    String of(LocalDate day) {
        Period period = Period.of(day);
        StringBuilder told = new StringBuilder(4_096);
        histories.values().forEach(history -> finding(history, period, told));
        ReceivedDay received = inputs.days().get(day);
        if (received != null) {
            received(received, told);
        }
        SilentIntervals.of(inputs.silences(), period.from(), period.to())
                .forEach((category, silent) -> silent.forEach(one -> line(
                        told,
                        "silent",
                        category,
                        one.from().toString(),
                        one.to().toString())));
        MessageDigest digest = Sha256.digest();
        digest.update(told.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whose it is says its last entry: that holds for all its days. */
    private static void finding(FindingHistory history, Period period, StringBuilder told) {
        Optional<FindingHistory.Step> before = history.before(period.from()).filter(FindingHistory.Step::stands);
        int length = told.length();
        before.ifPresent(step -> step(step, told));
        boolean stood = before.isPresent();
        for (FindingHistory.Step step : history.in(period)) {
            step(step, told);
            stood |= step.stands();
        }
        if (!stood) {
            told.setLength(length);
            return;
        }
        FindingHistory.Step last = history.steps().get(history.steps().size() - 1);
        line(
                told,
                "finding",
                history.id(),
                history.rule(),
                String.join(" ", last.change().organisations()));
    }

    private static void step(FindingHistory.Step step, StringBuilder told) {
        line(
                told,
                "step",
                step.change().status().name(),
                step.change().severity().name());
    }

    private static void received(ReceivedDay day, StringBuilder told) {
        line(told, "received", Boolean.toString(day.isOver()), Long.toString(day.received()));
        counts("judged", day.elements().judged(), told);
        counts("notApplicable", day.elements().notApplicable(), told);
        counts("unevaluable", day.elements().unevaluable(), told);
        counts("ignored", day.elements().ignored(), told);
        counts("deadLettered", day.elements().deadLettered(), told);
        counts("ruleViolated", day.counted().verdicts().violated(), told);
        counts("ruleCompliant", day.counted().verdicts().compliant(), told);
        counts("ruleUnevaluable", day.counted().verdicts().unevaluable(), told);
    }

    private static void counts(String what, SortedMap<String, Long> counts, StringBuilder told) {
        counts.forEach((name, count) -> line(told, what, name, Long.toString(count)));
    }

    private static void line(StringBuilder told, String... parts) {
        for (String part : parts) {
            told.append(part).append(NEXT);
        }
        told.append(END);
    }
}
