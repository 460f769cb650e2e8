package io.dspt.monitor.streams.output;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The latest state of every finding on {@code dspt.findings}, in memory. Safe for use by several threads. */
public final class FindingsIndex implements OutputListener {
    private final Map<String, PrintedFinding> findings = new TreeMap<>();

    @Override
    public synchronized void record(ConsumerRecord<byte[], byte[]> record) {
        if (!record.topic().equals(Topics.FINDINGS)) {
            return;
        }
        if (record.value() == null) {
            findings.remove(new String(record.key(), StandardCharsets.UTF_8));
        } else {
            add(PrintedFinding.parse(record.value()));
        }
    }

    /** Takes a finding's state in place of what was known of it. */
    public synchronized void add(PrintedFinding finding) {
        findings.put(finding.id(), finding);
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

    /** How many findings of a family and severity are open or acknowledged. */
    public synchronized long standing(String family, Severity severity) {
        return findings.values().stream()
                .filter(finding ->
                        finding.status() == FindingStatus.OPEN || finding.status() == FindingStatus.ACKNOWLEDGED)
                .filter(finding ->
                        finding.severity() == severity && finding.family().equals(family))
                .count();
    }
}
