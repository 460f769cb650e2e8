package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.codec.MalformedRowException;
import io.dspt.monitor.core.fold.Output.RuleSetPart;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.posture.PostureInputs;
import io.dspt.monitor.core.posture.PostureInputs.LiveRule;
import io.dspt.monitor.core.posture.ReportedEvent;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.rule.RuleDependencies;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.RuleSetPartForm;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the topics hold of one estate, taken in record by record. Everything a report says comes from here and from the
 * rule set that was live; no clock is read.
 */
public final class TopicContents {
    private final String estate;
    private final LedgerLines ledger;
    private final CoverageRecords coverage;
    private final SortedMap<Integer, RuleSetPart> parts = new TreeMap<>();

    /** @param estate name of the estate, as keys have it */
    public TopicContents(String estate) {
        this.estate = estate;
        this.ledger = new LedgerLines(estate);
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
     * A record of the ledger or of the coverage topic, in the order of the topic; those of other estates are passed over.
     *
     * @throws IllegalArgumentException when it is of another form
     */
    public void record(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.topic().equals(Topics.LEDGER)) {
            if (key.equals(estate) && record.value() != null) {
                ledger(record.value());
            }
        } else if (RuleSetPartForm.isKey(key)) {
            if (RuleSetPartForm.estate(key).equals(estate) && record.value() != null) {
                RuleSetPart part = RuleSetPartForm.parse(record);
                parts.values().removeIf(other -> !other.digest().equals(part.digest()));
                parts.put(part.index(), part);
            }
        } else {
            coverage(key, record.value());
        }
    }

    /** Whether nothing has told of the estate. */
    public boolean isEmpty() {
        return ledger.isEmpty() && coverage.isEmpty() && parts.isEmpty();
    }

    /**
     * The rule set that is live, as it travelled; empty when not all of it has been told.
     *
     * @throws IllegalArgumentException when its bytes are no rule set
     */
    public Optional<RuleBundle> ruleSet() {
        if (parts.isEmpty() || parts.values().stream().anyMatch(part -> parts.size() < part.count())) {
            return Optional.empty();
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        parts.values().forEach(part -> packed.writeBytes(part.bytes()));
        try {
            return Optional.of(RuleSetTransfer.unpack(packed.toByteArray()));
        } catch (MalformedRowException e) {
            throw new IllegalArgumentException("the live rule set cannot be read", e);
        }
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
        Stream<Instant> judged = ledger.events().stream().map(ReportedEvent::judgedAt);
        return new PostureInputs(
                estate,
                ledger.events(),
                ledger.state(),
                coverage.days(),
                coverage.sources(),
                coverage.silences(),
                coverage.exemptions(),
                coverage.subscriptions().orElse(null),
                coverage.resources(),
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
