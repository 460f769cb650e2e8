package io.dspt.monitor.streams.alert;

import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.rule.Resolver;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleKind;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an alert says to the person it wakes. {@code description} alone is enough to begin: what, where, who, since when,
 * whether patient data is concerned, what to do first, until when, and where to read on, in at most 900 characters,
 * because that is what a pager shows. The rest is there for whoever opens it.
 */
final class AlertText {
    /** As much as the least of the common receivers shows. */
    static final int MOST_DESCRIPTION = 900;

    private static final int MOST_SUMMARY = 200;
    private static final int MOST_MESSAGE = 220;
    private static final int MOST_WHERE = 160;
    private static final int MOST_WHO = 80;
    private static final int MOST_FIRST = 240;
    private static final int MOST_LONG = 2_000;
    private static final Pattern SLOT = Pattern.compile("\\{([A-Za-z][A-Za-z0-9.]*)}");

    private final Optional<URI> consoleUrl;
    private final Optional<String> runbookUrl;
    private final DigestText digests;

    AlertText(AlertSettings settings) {
        this.consoleUrl = settings.consoleUrl();
        this.runbookUrl = settings.runbookUrl();
        this.digests = new DigestText(consoleUrl);
    }

    /**
     * The annotations of a finding's alert.
     *
     * @param rule its rule, where anybody knows it
     */
    SortedMap<String, String> of(AlertedFinding finding, Optional<Rule> rule) {
        SortedMap<String, String> says = new TreeMap<>();
        PrintedFinding printed = finding.printed();
        says.put("summary", summary(printed));
        says.put("description", description(finding, rule));
        says.put("finding_id", printed.id());
        says.put("what", Clipped.line(printed.message(), MOST_LONG));
        says.put("where", Clipped.line(Place.of(finding), MOST_LONG));
        says.put("subject", Clipped.line(printed.subject(), MOST_LONG));
        says.put("who", who(printed));
        says.put("since", AlertTimes.full(printed.openedAt()));
        says.put("last_seen", AlertTimes.full(printed.lastSeenAt()));
        says.put("count", Long.toString(printed.count()));
        says.put("patient_data", patientData(finding));
        says.put("escalate", escalate(finding));
        says.put("dspt", printed.requirements().isEmpty() ? "none" : String.join(", ", printed.requirements()));
        if (finding.assignee() != null) {
            says.put("assigned_to", Clipped.line(finding.assignee(), MOST_WHO));
        }
        rule.ifPresent(known -> explain(says, known, finding));
        link(printed.id()).ifPresent(link -> says.put("finding_url", link));
        runbookUrl.ifPresent(url -> says.put("runbook_url", url.replace("{rule}", printed.rule())));
        return says;
    }

    private static void explain(SortedMap<String, String> says, Rule rule, AlertedFinding finding) {
        Rule.Explanation explanation = rule.explanation();
        says.put("why", Clipped.line(explanation.why(), MOST_LONG));
        firstAction(rule, finding).ifPresent(first -> says.put("first_action", first));
        says.put("check", Clipped.text(filled(numbered(explanation.triage()), rule, finding), MOST_LONG));
        says.put("remedy", Clipped.line(filled(explanation.remedy(), rule, finding), MOST_LONG));
        says.put("clears", clears(rule));
    }

    /** The steps in order, so that two people on the telephone can name them; queries stand as they are pasted. */
    private static String numbered(List<String> steps) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i).strip();
            text.append(i + 1)
                    .append(step.contains("\n") ? ") Query:\n" : ") ")
                    .append(step)
                    .append('\n');
        }
        return text.toString();
    }

    private static String summary(PrintedFinding printed) {
        return Clipped.line(
                printed.severity().printed().toUpperCase(Locale.ROOT) + " " + printed.rule() + ": "
                        + Place.named(printed.message()),
                MOST_SUMMARY);
    }

    private String description(AlertedFinding finding, Optional<Rule> rule) {
        PrintedFinding printed = finding.printed();
        ResponseTimes times = ResponseTimes.of(printed.severity());
        StringBuilder text = new StringBuilder(MOST_DESCRIPTION);
        String message = Clipped.line(Place.named(printed.message()), MOST_MESSAGE);
        text.append(message).append(message.endsWith(".") ? "\n" : ".\n");
        line(text, "Where", Clipped.line(Place.of(finding), MOST_WHERE));
        line(text, "Who", who(printed));
        line(text, "Since", AlertTimes.full(printed.openedAt()) + times(printed.count()));
        line(text, "Patient data", patientData(finding));
        rule.flatMap(known -> firstAction(known, finding)).ifPresent(first -> line(text, "First", first));
        line(
                text,
                "Due",
                "look at it by " + AlertTimes.london(printed.openedAt().plus(times.notice())) + ", put right by "
                        + AlertTimes.london(printed.openedAt().plus(times.remedy())));
        String link = link(printed.id()).orElse("dspt-monitor finding ack " + printed.id() + " --by NAME");
        line(text, consoleUrl.isPresent() ? "Read on" : "Acknowledge", link);
        return Clipped.text(text.toString(), MOST_DESCRIPTION);
    }

    private static void line(StringBuilder text, String name, String says) {
        text.append(name).append(": ").append(says).append('\n');
    }

    private static String times(long count) {
        return count == 1 ? "" : ", seen " + count + " times";
    }

    private static String who(PrintedFinding printed) {
        return printed.actor() == null ? "nobody named in the record" : Clipped.line(printed.actor(), MOST_WHO);
    }

    private static String patientData(AlertedFinding finding) {
        return finding.patientData().map(concerned -> concerned ? "yes" : "no").orElse("not known from the record");
    }

    /** What to look at first: a question, not a query. */
    private static Optional<String> firstAction(Rule rule, AlertedFinding finding) {
        return rule.explanation().triage().stream()
                .filter(step -> !step.strip().contains("\n"))
                .findFirst()
                .map(step -> Clipped.line(filled(step, rule, finding), MOST_FIRST));
    }

    private static String escalate(AlertedFinding finding) {
        Severity severity = finding.printed().severity();
        String night = severity == Severity.CRITICAL
                ? "If nobody has it after 60 minutes: the SIRO and the Data Protection Officer. "
                : "If it is overdue: the owner of the information asset. ";
        boolean patients = finding.patientData().orElse(false);
        return night
                + (patients
                        ? "Patient data may be concerned: tell the Data Protection Officer and the Caldicott Guardian now;"
                                + " a breach is to be reported within 72 hours of becoming aware."
                        : "");
    }

    private static String clears(Rule rule) {
        Set<String> clears = new LinkedHashSet<>();
        if (rule.kind() instanceof RuleKind.Obligation) {
            clears.add("a record that shows it put right");
        }
        for (Resolver resolver : rule.resolvedBy()) {
            if (resolver instanceof Resolver.ResourceDeleted) {
                clears.add("its deletion");
            } else if (resolver instanceof Resolver.Quiet) {
                clears.add("no repeat for " + length(rule.noise().quietFor()) + " while its source speaks");
            } else {
                clears.add("a record of the act that puts it right");
            }
        }
        clears.add("a person's decision (finding dispose, exempt add)");
        return "Ends by " + String.join(", or ", clears) + ".";
    }

    private static String length(Duration duration) {
        return duration.toDays() > 0 && duration.equals(Duration.ofDays(duration.toDays()))
                ? duration.toDays() + (duration.toDays() == 1 ? " day" : " days")
                : duration.toHours() + " hours";
    }

    /** Facts in braces are the finding's own; what it does not carry stays as it is written. */
    private static String filled(String text, Rule rule, AlertedFinding finding) {
        Matcher slot = SLOT.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (slot.find()) {
            String name = slot.group(1);
            boolean subject = rule.subject().size() == 1
                    && rule.subject().get(0).written().equals(name);
            Optional<String> value = finding.fact(name)
                    .or(() -> subject ? Optional.of(finding.printed().subject()) : Optional.empty())
                    .or(() -> SubjectFacts.fact(finding.printed().subject(), name));
            slot.appendReplacement(filled, Matcher.quoteReplacement(value.orElse(slot.group())));
        }
        return slot.appendTail(filled).toString();
    }

    private Optional<String> link(String findingId) {
        return consoleUrl.map(url -> {
            String base = url.toString();
            return (base.endsWith("/") ? base : base + "/") + "#" + findingId;
        });
    }

    /** The annotations of an estate's digest. */
    SortedMap<String, String> digest(String estate, List<AlertedFinding> findings) {
        return digests.of(estate, findings);
    }
}
