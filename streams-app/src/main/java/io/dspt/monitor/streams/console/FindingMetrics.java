package io.dspt.monitor.streams.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.streams.output.FindingJson;
import io.dspt.monitor.streams.output.LedgerJson;
import io.dspt.monitor.streams.output.PrintedFinding;
import io.dspt.monitor.streams.output.RequirementLabels;
import io.micrometer.core.instrument.Tags;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** How many findings stand, how they come and go, and how long that takes. */
final class FindingMetrics {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Ways of resolving a finding that are no operation, as the fold names them, to their label. */
    private static final Map<String, String> RESOLVED_BY = Map.of(
            "resource-deleted", "resource-deleted",
            "rule-changed", "rule-changed",
            "rule-retired", "rule-retired",
            "a later state", "later-state",
            "no longer applies", "no-longer-applies");

    private static final Set<String> NEWS = Set.of(Transition.OPENED.name(), Transition.REOPENED.name());
    private static final double[] HOURS_AND_DAYS = {
        60, 300, 900, 1_800, 3_600, 14_400, 28_800, 86_400, 259_200, 604_800, 2_592_000
    };
    private static final double[] MOMENTS = {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300};
    private static final String OTHER = "other";
    private static final String NO_STANDARD = "none";

    private final LateMeters meters;
    private final Clock clock;
    private final Histogram acknowledged;
    private final Histogram resolved;
    private final Histogram delay;
    private final Map<String, Counted> standing = new HashMap<>();

    /** As what a finding is counted. */
    private record Counted(FindingStatus status, String family, Severity severity, String standard) {}

    FindingMetrics(LateMeters meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        acknowledged = meters.seconds(
                "dspt_finding_ack_seconds",
                "from the opening of a finding until somebody took notice; of the log's clock",
                HOURS_AND_DAYS,
                "severity");
        resolved = meters.seconds(
                "dspt_finding_resolve_seconds",
                "from the opening of a finding until what put it right; of event times",
                HOURS_AND_DAYS);
        delay = meters.secondsWithExamples(
                "dspt_finding_delay_seconds",
                "from the append of the deciding record to dspt.log until its finding can be read",
                MOMENTS);
    }

    /** The state of a finding, or that it is gone. */
    void finding(ConsumerRecord<byte[], byte[]> record) {
        String id = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            count(standing.remove(id), -1);
            return;
        }
        PrintedFinding finding = PrintedFinding.parse(record.value());
        String standard = RequirementLabels.standard(finding.requirements()).orElse(NO_STANDARD);
        Counted now = new Counted(finding.status(), finding.family(), finding.severity(), standard);
        count(standing.remove(id), -1);
        count(now, 1);
        if (finding.status().stands()) {
            standing.put(id, now);
        }
        if (meters.isCaughtUp() && NEWS.contains(transition(record))) {
            Duration late = Duration.between(Instant.ofEpochMilli(record.timestamp()), clock.instant());
            delay.observeWithExemplar(Math.max(0, late.toMillis()) / 1_000.0, Labels.of("finding", id));
        }
    }

    /** One line of the ledger. */
    void transition(byte[] line) {
        JsonNode entry;
        try {
            entry = JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
        if (!entry.path("kind").asText().equals(LedgerJson.FINDING)) {
            return;
        }
        String rule = entry.path("rule").asText(OTHER);
        switch (entry.path("transition").asText()) {
            case "opened", "reopened" ->
                meters.counter("dspt.findings.opened", "findings opened or reopened", Tags.of("rule", rule))
                        .incrementAndGet();
            case "resolved" -> {
                String by = resolvedBy(entry.path("resolvedBy").asText());
                meters.counter(
                                "dspt.findings.resolved",
                                "findings resolved, and by what",
                                Tags.of("rule", rule, "by", by))
                        .incrementAndGet();
                if (isTimed(entry)) {
                    resolved.observe(seconds(entry, "resolvedAt"));
                }
            }
            case "acknowledged" -> {
                if (isTimed(entry)) {
                    acknowledged.labelValues(entry.path("severity").asText()).observe(seconds(entry, "at"));
                }
            }
            default -> {}
        }
    }

    /** What stood when an estate was first looked at says nothing of how fast people are. */
    private static boolean isTimed(JsonNode entry) {
        return !entry.path("origin").asText().equals(Finding.FROM_BASELINE);
    }

    private static double seconds(JsonNode entry, String until) {
        try {
            Instant opened = Instant.parse(entry.path("openedAt").asText());
            Instant end = Instant.parse(entry.path(until).asText());
            return Math.max(0, Duration.between(opened, end).toMillis()) / 1_000.0;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("no line of the ledger", e);
        }
    }

    /** A gauge is there from the first finding of its labels on, and goes back to zero. */
    private void count(@Nullable Counted finding, int by) {
        if (finding == null) {
            return;
        }
        String severity = finding.severity().printed();
        Tags place = Tags.of("family", finding.family(), "severity", severity);
        boolean open = finding.status() == FindingStatus.OPEN;
        boolean exempt = finding.status() == FindingStatus.EXEMPT;
        boolean counted = open || finding.status() == FindingStatus.ACKNOWLEDGED;
        meters.gauge(
                        "dspt.findings.open",
                        "findings that are open or acknowledged, each under the first standard it speaks against",
                        null,
                        place.and("standard", finding.standard()))
                .addAndGet(counted ? by : 0);
        meters.gauge(
                        "dspt.findings.exempt",
                        "findings that stand under an exemption; with the open ones they are the gross count",
                        null,
                        place)
                .addAndGet(exempt ? by : 0);
        meters.gauge(
                        "dspt.findings.unacknowledged",
                        "findings that are open and of which nobody has taken notice",
                        null,
                        Tags.of("severity", severity))
                .addAndGet(open ? by : 0);
    }

    private static String transition(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(FindingJson.TRANSITION_HEADER);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String resolvedBy(String by) {
        return by.startsWith("quiet for ") ? "quiet" : RESOLVED_BY.getOrDefault(by, "operation");
    }
}
