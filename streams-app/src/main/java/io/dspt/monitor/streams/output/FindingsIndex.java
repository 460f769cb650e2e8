package io.dspt.monitor.streams.output;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.fold.Output.MicrosoftComparison;
import io.dspt.monitor.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The latest state of every finding on {@code dspt.findings}, and how Microsoft's own verdicts compare, in memory. Safe for
 * use by several threads.
 */
public final class FindingsIndex implements OutputListener {
    private final Map<String, PrintedFinding> findings = new TreeMap<>();
    private final Map<String, String> assignees = new TreeMap<>();

    private final SortedMap<String, MicrosoftComparison> microsoft = new TreeMap<>();

    @Override
    public synchronized void record(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.COVERAGE)) {
            compared(new String(record.key(), StandardCharsets.UTF_8), record.value());
            return;
        }
        if (!record.topic().equals(Topics.FINDINGS)) {
            return;
        }
        String id = new String(record.key(), StandardCharsets.UTF_8);
        assignees.remove(id);
        if (record.value() == null) {
            findings.remove(id);
            return;
        }
        add(PrintedFinding.parse(record.value()));
        Header assignee = record.headers().lastHeader(FindingJson.ASSIGNEE_HEADER);
        if (assignee != null) {
            assignees.put(id, new String(assignee.value(), StandardCharsets.UTF_8));
        }
    }

    private void compared(String key, byte @Nullable [] value) {
        if (value != null && MicrosoftJson.isKey(key)) {
            microsoft.put(key, MicrosoftJson.parse(value));
        }
    }

    /** How often Microsoft's own verdicts agreed with a rule's, by estate and rule. */
    public synchronized SortedMap<String, MicrosoftComparison> microsoft() {
        return new TreeMap<>(microsoft);
    }

    /** Takes a finding's state in place of what was known of it. */
    public synchronized void add(PrintedFinding finding) {
        findings.put(finding.id(), finding);
    }

    /** Who is to deal with a finding; {@code null} while nobody has been named. */
    public synchronized @Nullable String assignee(String findingId) {
        return assignees.get(findingId);
    }

    /** All of them, in the order in which they opened. */
    public synchronized List<PrintedFinding> all() {
        return findings.values().stream().sorted(PrintedFinding.AS_OPENED).toList();
    }

    /** How many are in each status, of each severity. */
    public synchronized SortedMap<Severity, SortedMap<FindingStatus, Long>> counts() {
        SortedMap<Severity, SortedMap<FindingStatus, Long>> counts = new TreeMap<>();
        for (PrintedFinding finding : findings.values()) {
            counts.computeIfAbsent(finding.severity(), severity -> new TreeMap<>())
                    .merge(finding.status(), 1L, Long::sum);
        }
        return counts;
    }
}
