package io.dspt.monitor.streams.alert;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.Attribution;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.RuleStamp;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Violation;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.streams.output.FindingJson;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Findings of invented estates, and the rules they are of. */
final class SampleFindings {
    static final Instant OPENED_AT = Instant.parse("2026-07-02T09:00:00Z");
    static final String GROUP = "/subscriptions/3f0c1b52-6e1c-4e0a-9c62-1b5f3a7d9e10/resourceGroups/rg-pacs-prod";
    static final FactCatalogue FACTS =
            new FactCatalogue(ReferenceFiles.builtIn().properties());

    private static final RuleBook BOOK =
            RuleBook.load(RuleBundle.builtIn(), FACTS).book();

    private SampleFindings() {}

    static Optional<Rule> rule(String id) {
        return BOOK.rule(id).map(CompiledRule::rule);
    }

    static RuleStamp stamp(String id) {
        return BOOK.rule(id).orElseThrow().stamp();
    }

    static String account(String name) {
        return GROUP + "/providers/Microsoft.Storage/storageAccounts/" + name;
    }

    /** An account abroad, in a group that its findings share. */
    static Finding abroad(String account, Severity severity) {
        return abroad("north", account, severity, Finding.FROM_EVENT);
    }

    static Finding abroad(String estate, String account, Severity severity, String origin) {
        SortedMap<String, FactValue> facts = new TreeMap<>();
        facts.put("resource.region", FactValue.text("westeurope"));
        facts.put("resource.group", FactValue.text("rg-pacs-prod"));
        facts.put("resource.patientData", FactValue.flag(severity == Severity.CRITICAL));
        return opened(estate, "RES-001", account(account), severity, origin, facts);
    }

    static Finding opened(
            String estate,
            String rule,
            String subject,
            Severity severity,
            String origin,
            SortedMap<String, FactValue> facts) {
        Violation violation = violation(severity, "Something of " + rule + " is wrong", facts);
        return Finding.opened(
                estate,
                1,
                stamp(rule),
                subject,
                subject.toLowerCase(Locale.ROOT),
                Attribution.NOBODY,
                origin,
                violation);
    }

    static Violation violation(Severity severity, String message, SortedMap<String, FactValue> facts) {
        return new Violation(
                OPENED_AT,
                message,
                severity,
                "x.lindqvist@northmoor.example.nhs.uk",
                new TreeMap<>(),
                new TreeMap<>(),
                facts,
                null);
    }

    /** The same finding, rated otherwise. */
    static Finding rerated(Finding finding, Severity severity) {
        return finding.rerated(
                finding.rule(),
                violation(severity, finding.latest().message(), finding.latest().facts()));
    }

    static AlertedFinding alerted(Finding finding) {
        return AlertedFinding.parse(FindingJson.of(finding), finding.assignee());
    }
}
