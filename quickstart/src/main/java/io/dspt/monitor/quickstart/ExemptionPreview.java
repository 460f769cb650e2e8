package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an exemption would have hidden.
 *
 * @param findings the findings it covers that stood at any time of the period, in the order in which they opened
 */
record ExemptionPreview(List<PrintedFinding> findings) {
    /** How far back it looks. */
    static final Duration PERIOD = Duration.ofDays(90);

    ExemptionPreview {
        findings = List.copyOf(findings);
    }

    /** What a scope covers of these findings. */
    static ExemptionPreview of(ExemptionScope scope, List<PrintedFinding> all, Instant clock) {
        Instant from = clock.minus(PERIOD);
        return new ExemptionPreview(all.stream()
                .filter(finding -> scope.covers(finding.rule(), finding.subject(), finding.organisation()))
                .filter(finding -> {
                    Instant endedAt = finding.resolvedAt();
                    return endedAt == null || !endedAt.isBefore(from);
                })
                .toList());
    }

    /** Prints how many there are by rule and status, and each of them. */
    void print(PrintStream out) {
        if (findings.isEmpty()) {
            out.println("In the last " + PERIOD.toDays() + " days it would have hidden nothing.");
            return;
        }
        out.println("In the last " + PERIOD.toDays() + " days it would have hidden " + findings.size()
                + (findings.size() == 1 ? " finding:" : " findings:"));
        byRule().forEach((rule, statuses) -> out.println("  " + rule + "  "
                + statuses.entrySet().stream()
                        .map(status -> status.getValue() + " " + status.getKey().printed())
                        .collect(Collectors.joining(", "))));
        out.println();
        FindingsPrinter.table(findings, out);
    }

    private SortedMap<String, SortedMap<FindingStatus, Long>> byRule() {
        SortedMap<String, SortedMap<FindingStatus, Long>> counts = new TreeMap<>();
        for (PrintedFinding finding : findings) {
            Map<FindingStatus, Long> statuses = counts.computeIfAbsent(finding.rule(), rule -> new TreeMap<>());
            statuses.merge(finding.status(), 1L, Long::sum);
        }
        return counts;
    }
}
