package io.dspt.monitor.streams.alert;

import io.dspt.monitor.core.fold.Output.RuleSetPart;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.Paging;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.FindingJson;
import io.dspt.monitor.streams.output.RuleSetPartForm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of the estates of one partition: follows its findings and rules, and works out which alerts change. What it
 * proposes counts once it has been written; until then the same is proposed again.
 */
final class PartitionDesk {
    /** Stands for no severity: the part of a key behind it is any. */
    private static final char AFTER_SLASH = '/' + 1;

    private final RulesInForce rules;
    private final AlertText text;
    private final boolean demonstrations;
    private final AlertPlan plan;
    private final Map<String, AlertedFinding> findings = new HashMap<>();
    private final SortedMap<String, AlertRow> rows = new TreeMap<>();
    private final Map<String, Map<String, AlertedFinding>> digests = new TreeMap<>();
    private final Set<String> touchedFindings = new LinkedHashSet<>();
    private final Set<String> touchedDigests = new LinkedHashSet<>();
    private final Set<String> knownEnds = new LinkedHashSet<>();

    /**
     * What has to be written and sent.
     *
     * @param row as it is from now on
     * @param annotations what it says
     */
    record Change(AlertRow row, SortedMap<String, String> annotations) {}

    PartitionDesk(AlertSettings settings, FactCatalogue facts) {
        this.rules = new RulesInForce(facts);
        this.text = new AlertText(settings);
        this.demonstrations = settings.demonstrations();
        this.plan = new AlertPlan(settings.acknowledgedFor(), this::lastPage);
    }

    /** A committed record of one of the topics; rows of alerts come before the findings. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        switch (record.topic()) {
            case Topics.FINDINGS -> finding(key, record);
            case Topics.ALERTS -> row(key, record.value());
            case Topics.COVERAGE -> {
                if (RuleSetPartForm.isKey(key) && record.value() != null) {
                    RuleSetPart part = RuleSetPartForm.parse(record);
                    rules.learn(RuleSetPartForm.estate(key), part);
                }
            }
            default -> {}
        }
    }

    private void row(String key, byte @Nullable [] value) {
        if (value == null) {
            rows.remove(key);
            return;
        }
        AlertRow row = AlertRowJson.parse(key, value);
        rows.put(key, row);
        if (row.isDigest()) {
            touchedDigests.add(row.label("estate"));
        } else {
            // Its finding may be gone: then nothing else would tell of its end.
            touchedFindings.add(row.findingId());
        }
    }

    private void finding(String id, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            findings.remove(id);
            touchedFindings.add(id);
            return;
        }
        Header assignee = record.headers().lastHeader(FindingJson.ASSIGNEE_HEADER);
        AlertedFinding finding = AlertedFinding.parse(
                record.value(), assignee == null ? null : new String(assignee.value(), StandardCharsets.UTF_8));
        if (finding.isDemonstration() && !demonstrations) {
            return;
        }
        // Of what is at an end only what was told has to be told.
        if (finding.isOpen() || findings.containsKey(id) || !rowsOf(id).isEmpty()) {
            findings.put(id, finding);
            touchedFindings.add(id);
        }
    }

    /** What has to change by what was taken. */
    List<Change> changes(Instant now) {
        List<Change> changes = new ArrayList<>();
        for (String id : touchedFindings) {
            changes.addAll(changesOf(id, now));
        }
        for (String estate : touchedDigests) {
            digest(estate, now).ifPresent(changes::add);
        }
        return changes;
    }

    private List<Change> changesOf(String id, Instant now) {
        @Nullable AlertedFinding finding = findings.get(id);
        Optional<Rule> rule = finding == null
                ? Optional.empty()
                : rules.rule(finding.printed().estate(), finding.printed().rule());
        Optional<Notify> called = finding == null ? Optional.empty() : Notify.calledFor(finding, rule);
        Collection<AlertRow> own = rowsOf(id);
        List<AlertRow> changed = plan.changed(finding, called, rule, own, now);
        SortedMap<String, String> says = finding == null ? new TreeMap<>() : text.of(finding, rule);
        Map<String, AlertRow> after = new TreeMap<>();
        own.forEach(row -> after.put(row.key(), row));
        changed.forEach(row -> after.put(row.key(), row));
        boolean digested = finding != null
                && called.filter(Notify.DIGEST::equals).isPresent()
                && after.values().stream().noneMatch(AlertRow::fires);
        noteDigest(id, digested ? finding : null);
        // What stays as it is may say something new.
        return after.values().stream().map(row -> new Change(row, says)).toList();
    }

    private void noteDigest(String id, @Nullable AlertedFinding finding) {
        if (finding != null) {
            String estate = finding.printed().estate();
            digests.computeIfAbsent(estate, absent -> new TreeMap<>()).put(id, finding);
            touchedDigests.add(estate);
            return;
        }
        digests.forEach((estate, digest) -> {
            if (digest.remove(id) != null) {
                touchedDigests.add(estate);
            }
        });
    }

    private Optional<Change> digest(String estate, Instant now) {
        List<AlertedFinding> digest =
                List.copyOf(digests.getOrDefault(estate, Map.of()).values());
        String key = AlertRow.digestKey(estate);
        @Nullable AlertRow row = rows.get(key);
        SortedMap<String, String> says = text.digest(estate, digest);
        if (digest.isEmpty()) {
            return row == null || !row.fires() ? Optional.empty() : Optional.of(new Change(row.ended(now, now), says));
        }
        AlertRow fires = row == null
                ? AlertRow.raised(key, AlertLabels.digest(estate), now, now)
                : row.fires() ? row : row.again(now, now);
        return Optional.of(new Change(fires, says));
    }

    /** Whether a row is not kept yet as it is to be. */
    boolean isNew(AlertRow row) {
        return !row.equals(rows.get(row.key()));
    }

    /** What was proposed has been written. */
    void written(List<Change> changes) {
        for (Change change : changes) {
            rows.put(change.row().key(), change.row());
        }
        touchedFindings.forEach(this::dropUntold);
        touchedFindings.clear();
        touchedDigests.clear();
    }

    /** Everybody has heard the end of an alert. */
    void endKnown(String key) {
        if (rows.containsKey(key)) {
            knownEnds.add(key);
        }
    }

    /**
     * Keys of alerts that are of no more use: everybody knows their end, and they speak for no group any more, as a page
     * does for a day.
     */
    List<String> forgettable(Instant now) {
        knownEnds.removeIf(key -> {
            AlertRow row = rows.get(key);
            return row == null || row.fires();
        });
        return knownEnds.stream()
                .filter(key -> {
                    AlertRow row = rows.get(key);
                    return row != null && !speaksForItsGroup(row, now);
                })
                .toList();
    }

    private static boolean speaksForItsGroup(AlertRow row, Instant now) {
        boolean page = row.label(AlertLabels.NOTIFY).equals(Notify.PAGE.label());
        return page && !now.isAfter(row.raisedAt().plus(Paging.ONE_PAGE_PER_GROUP));
    }

    /** An alert is forgotten; its finding, too, when it is at an end. */
    void forget(String key) {
        knownEnds.remove(key);
        AlertRow row = rows.remove(key);
        if (row != null) {
            dropUntold(row.findingId());
        }
    }

    /** Of a finding at an end that no alert tells of any more nothing is needed. */
    private void dropUntold(String id) {
        AlertedFinding finding = findings.get(id);
        if (finding != null && !finding.isOpen() && rowsOf(id).isEmpty()) {
            findings.remove(id);
        }
    }

    /** Keys of all its alerts. */
    List<String> keys() {
        return List.copyOf(rows.keySet());
    }

    private Collection<AlertRow> rowsOf(String findingId) {
        return List.copyOf(rows.subMap(findingId + "/", findingId + AFTER_SLASH).values());
    }

    private Optional<Instant> lastPage(String group, String findingId) {
        return rows.values().stream()
                .filter(row -> row.label(AlertLabels.GROUP).equals(group)
                        && row.label(AlertLabels.NOTIFY).equals(Notify.PAGE.label())
                        && !row.findingId().equals(findingId))
                .map(AlertRow::raisedAt)
                .max(Instant::compareTo);
    }
}
