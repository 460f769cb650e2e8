package io.dspt.monitor.streams;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.Attribution;
import io.dspt.monitor.core.finding.Evidence;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.RuleStamp;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Findings of a fictional estate. */
public final class Findings {
    public static final Instant OPENED_AT = Instant.parse("2026-03-02T09:00:00.1239999Z");

    private Findings() {}

    public static Finding opened(String rule, String subject) {
        return opened(rule, subject, "Something is wrong", new TreeMap<>());
    }

    public static Finding opened(String rule, String subject, String origin) {
        return opened(rule, subject, "Something is wrong", new TreeMap<>(), origin);
    }

    public static Finding opened(String rule, String subject, String message, SortedMap<String, FactValue> facts) {
        return opened(rule, subject, message, facts, Finding.FROM_EVENT);
    }

    private static Finding opened(
            String rule, String subject, String message, SortedMap<String, FactValue> facts, String origin) {
        Violation violation = new Violation(
                OPENED_AT,
                message,
                Severity.HIGH,
                "mary@trust.example.nhs.uk",
                new TreeMap<>(),
                new TreeMap<>(Map.of("resource.region", FactValue.text("westeurope"))),
                facts,
                new Evidence("logs/a.jsonl", "3#0", "ab".repeat(32)));
        RuleStamp stamp = new RuleStamp(rule, "cd".repeat(32), "A title", List.of("DSPT/8/NDG/4.5.3"));
        return Finding.opened(
                "north",
                1,
                stamp,
                subject,
                subject.toLowerCase(java.util.Locale.ROOT),
                Attribution.NOBODY,
                origin,
                violation);
    }
}
