package io.dspt.monitor.streams.alert;

import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the digest of an estate says: how many findings wake nobody, and which are the worst and newest of them. */
final class DigestText {
    private static final int MOST_NAMED = 5;
    private static final int MOST_LINE = 110;
    private static final Comparator<AlertedFinding> WORST_FIRST = Comparator.comparing(
                    (AlertedFinding finding) -> finding.printed().severity())
            .thenComparing(finding -> finding.printed().openedAt())
            .reversed()
            .thenComparing(AlertedFinding::id);

    private final Optional<URI> consoleUrl;

    DigestText(Optional<URI> consoleUrl) {
        this.consoleUrl = consoleUrl;
    }

    /** @param findings open ones that call for no alert of their own */
    SortedMap<String, String> of(String estate, List<AlertedFinding> findings) {
        SortedMap<String, String> says = new TreeMap<>();
        long baseline = findings.stream().filter(AlertedFinding::isBaseline).count();
        long announced = findings.stream()
                .filter(finding -> !finding.isBaseline() && finding.wasAnnounced())
                .count();
        says.put(
                "summary",
                count(findings.size(), "finding") + " in estate " + estate + " for the next working day: "
                        + bySeverity(findings));
        StringBuilder text = new StringBuilder(AlertText.MOST_DESCRIPTION);
        text.append("Nobody is woken for these. ")
                .append(baseline)
                .append(" stood already when the estate was first looked at, ")
                .append(announced)
                .append(" came in a change window, the others are of rules that ask for a digest.\n");
        findings.stream().sorted(WORST_FIRST).limit(MOST_NAMED).forEach(finding -> {
            PrintedFinding printed = finding.printed();
            text.append("- ")
                    .append(Clipped.line(
                            printed.severity().printed() + " " + printed.rule() + ": " + Place.named(printed.message()),
                            MOST_LINE))
                    .append('\n');
        });
        if (findings.size() > MOST_NAMED) {
            text.append("and ").append(findings.size() - MOST_NAMED).append(" more.\n");
        }
        consoleUrl.ifPresent(url -> text.append("Read on: ").append(url).append('\n'));
        says.put("description", Clipped.text(text.toString(), AlertText.MOST_DESCRIPTION));
        says.put("count", Integer.toString(findings.size()));
        consoleUrl.ifPresent(url -> says.put("finding_url", url.toString()));
        return says;
    }

    private static String bySeverity(List<AlertedFinding> findings) {
        StringBuilder counts = new StringBuilder();
        for (int i = Severity.values().length - 1; i >= 0; i--) {
            Severity severity = Severity.values()[i];
            long count = findings.stream()
                    .filter(finding -> finding.printed().severity() == severity)
                    .count();
            if (count > 0) {
                counts.append(counts.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(severity.printed());
            }
        }
        return counts.isEmpty() ? "none" : counts.toString();
    }

    private static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
