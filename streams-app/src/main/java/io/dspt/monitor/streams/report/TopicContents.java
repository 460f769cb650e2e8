package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.posture.LedgerEvent;
import io.dspt.monitor.core.posture.PostureInputs;
import io.dspt.monitor.core.posture.PostureInputs.LiveRule;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleDependencies;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the topics hold of one estate, taken in record by record. Everything a report says comes from here and from the
 * rule set that was live; no clock is read.
 */
public final class TopicContents {
    private final String estate;
    private final LedgerLines ledger = new LedgerLines();
    private final CoverageRecords coverage;

    /** @param estate name of the estate, as keys have it */
    public TopicContents(String estate) {
        this.estate = estate;
        this.coverage = new CoverageRecords(estate);
    }

    /**
     * The next line of the estate's ledger, in order.
     *
     * @throws IllegalArgumentException when it is no entry of a ledger
     */
    public void ledger(byte[] line) {
        ledger.add(line);
    }

    /** A record of the coverage topic, in order; those of other estates are passed over. */
    public void coverage(String key, byte @Nullable [] value) {
        coverage.put(key, value);
    }

    /**
     * All of it together.
     *
     * @param rules the rule set whose texts and standards are used: the live one
     */
    public PostureInputs inputs(RuleBook.Loaded rules, ToolkitCalendar calendar) {
        SortedMap<String, LiveRule> live = new TreeMap<>();
        rules.book().rules().forEach((id, compiled) -> {
            if (compiled.rule().status() != Rule.Status.RETIRED) {
                live.put(id, new LiveRule(id, compiled.rule().title(), RuleDependencies.of(compiled.rule())));
            }
        });
        Stream<Instant> judged = ledger.events().stream().map(LedgerEvent::judgedAt);
        return new PostureInputs(
                estate,
                ledger.events(),
                ledger.state(),
                coverage.days(),
                coverage.sources(),
                coverage.silences(),
                coverage.exemptions(),
                coverage.subscriptions().orElse(null),
                coverage.registers(),
                rules.book().digest(),
                live,
                rules.standards(),
                calendar,
                Stream.concat(judged, coverage.clock().stream())
                        .max(Instant::compareTo)
                        .orElse(null));
    }
}
