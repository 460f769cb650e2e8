package io.dspt.monitor.streams.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.fold.Output.CheckpointReached;
import io.dspt.monitor.core.fold.Output.MicrosoftComparison;
import io.dspt.monitor.core.fold.Output.RulesLive;
import io.dspt.monitor.core.fold.Output.SourceCoverage;
import io.dspt.monitor.core.fold.Output.SubscriptionCoverage;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.CheckpointJson;
import io.dspt.monitor.streams.output.CoverageJson;
import io.dspt.monitor.streams.output.FindingsIndex;
import io.dspt.monitor.streams.output.MicrosoftJson;
import io.dspt.monitor.streams.output.OutputListener;
import io.dspt.monitor.streams.output.PrintedFinding;
import io.dspt.monitor.streams.output.RulesLiveJson;
import io.dspt.monitor.streams.output.SubscriptionsJson;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The metrics of findings and sources, counted from the output topics from their beginning: a replay after a crash counts
 * nothing twice, and counters go on where they were after a restart. Until the topics have been read once, none of them
 * is shown, so that a restart looks like no burst.
 *
 * <p>Labels come from closed or bounded sets; never a user, an address or the name of a resource.
 */
public final class MonitorMetrics implements OutputListener {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Ways of resolving a finding that are no operation, as the fold names them, to their label. */
    private static final Map<String, String> RESOLVED_BY = Map.of(
            "resource-deleted", "resource-deleted",
            "rule-changed", "rule-changed",
            "rule-retired", "rule-retired",
            "a later state", "later-state",
            "no longer applies", "no-longer-applies");
    /** Azure has some hundred categories; whoever sends invented ones gets one label for all of them. */
    private static final int MOST_SOURCES = 300;

    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final FindingsIndex findings;
    private final Map<String, AtomicLong> values = new ConcurrentHashMap<>();
    private final Map<String, String> sources = new ConcurrentHashMap<>();
    private final List<Runnable> registrations = new ArrayList<>();
    private final Map<String, Meter> liveRules = new HashMap<>();
    private boolean caughtUp;

    /**
     * Metrics in this registry.
     *
     * @param findings told of every record before this is
     */
    public MonitorMetrics(MeterRegistry registry, FindingsIndex findings) {
        this.registry = registry;
        this.findings = findings;
    }

    @Override
    public void record(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        switch (record.topic()) {
            case Topics.FINDINGS -> finding(PrintedFinding.parse(record.value()));
            case Topics.LEDGER -> transition(record.value());
            case Topics.COVERAGE -> coverage(record);
            case Topics.DEAD_LETTERS -> deadLetter(record);
            default -> {}
        }
    }

    @Override
    public void caughtUp() {
        caughtUp = true;
        registrations.forEach(Runnable::run);
        registrations.clear();
    }

    private void finding(PrintedFinding finding) {
        String family = finding.family();
        Severity severity = finding.severity();
        String key = "open|" + family + "|" + severity;
        if (values.putIfAbsent(key, new AtomicLong()) == null) {
            register(() -> Gauge.builder("dspt.findings.open", findings, index -> index.standing(family, severity))
                    .description("findings that are open or acknowledged")
                    .tags("family", family, "severity", severity.printed())
                    .register(registry));
            register(() -> Gauge.builder("dspt.findings.exempt", findings, index -> index.exempt(family, severity))
                    .description("findings that stand under an exemption; with the open ones they are the gross count")
                    .tags("family", family, "severity", severity.printed())
                    .register(registry));
        }
    }

    private void transition(byte[] line) {
        JsonNode entry;
        try {
            entry = JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
        String rule = entry.path("rule").asText(OTHER);
        switch (entry.path("transition").asText()) {
            case "opened", "reopened" ->
                counter("dspt.findings.opened", "findings opened or reopened", Tags.of("rule", rule))
                        .incrementAndGet();
            case "resolved" ->
                counter(
                                "dspt.findings.resolved",
                                "findings resolved, and by what",
                                Tags.of(
                                        "rule",
                                        rule,
                                        "by",
                                        resolvedBy(entry.path("resolvedBy").asText())))
                        .incrementAndGet();
            default -> {}
        }
    }

    private void coverage(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (RulesLiveJson.isKey(key)) {
            rulesLive(key, RulesLiveJson.parse(record.value()));
        } else if (MicrosoftJson.isKey(key)) {
            microsoft(key, MicrosoftJson.parse(record.value()));
        } else if (SubscriptionsJson.isKey(key)) {
            subscriptions(key, SubscriptionsJson.parse(record.value()));
        } else if (CoverageJson.isKey(key)) {
            SourceCoverage coverage = CoverageJson.parse(record.value());
            String source = source(coverage.category());
            total(key, source, "parsed", coverage.events());
            latest("dspt.source.last.event.timestamp", "event time of the latest event", source, coverage.lastEvent());
            latest(
                    "dspt.source.last.arrival.timestamp",
                    "when the latest record arrived",
                    source,
                    coverage.lastArrival());
            lag(source, coverage.lag());
        } else if (CheckpointJson.isKey(key)) {
            CheckpointReached reached = CheckpointJson.parse(record.value());
            reached.counts()
                    .ignored()
                    .forEach((category, events) -> total(key + "|" + category, source(category), "ignored", events));
        }
    }

    private void subscriptions(String key, SubscriptionCoverage coverage) {
        String estate = bounded(key.substring(0, key.indexOf('/')));
        subscriptions(estate, "last-day", coverage.heardLastDay());
        subscriptions(estate, "earlier", coverage.heardEarlier());
        subscriptions(estate, "never", coverage.neverHeard());
    }

    /** How many only: which they are, findings say. */
    private void subscriptions(String estate, String heard, long count) {
        values.computeIfAbsent("subscriptions|" + estate + "|" + heard, absent -> {
                    AtomicLong gauge = new AtomicLong();
                    register(() -> Gauge.builder("dspt.subscriptions", gauge, AtomicLong::get)
                            .description("subscriptions that inventories told of, by when their activity log was heard")
                            .tags("estate", estate, "heard", heard)
                            .register(registry));
                    return gauge;
                })
                .set(count);
    }

    private void microsoft(String key, MicrosoftComparison comparison) {
        verdicts(key, comparison.rule(), "agree", comparison.agree());
        verdicts(key, comparison.rule(), "ours-only", comparison.oursOnly());
        verdicts(key, comparison.rule(), "microsoft-only", comparison.microsoftOnly());
        verdicts(key, comparison.rule(), "not-judged", comparison.notJudged());
    }

    private void verdicts(String key, String rule, String agreement, long verdicts) {
        long before = values.computeIfAbsent("microsoft|" + key + "|" + agreement, absent -> new AtomicLong())
                .getAndSet(verdicts);
        counter(
                        "dspt.microsoft.verdicts",
                        "verdicts of Azure Policy and Defender, and whether ours agreed when they arrived",
                        Tags.of("rule", bounded(rule), "agreement", agreement))
                .addAndGet(Math.max(0, verdicts - before));
    }

    /** The topic carries totals, per estate; the counter goes up by what is new in them. */
    private void total(String key, String source, String result, long events) {
        long before = values.computeIfAbsent("total|" + key, absent -> new AtomicLong())
                .getAndSet(events);
        counter("dspt.events", "events by source and what became of them", Tags.of("source", source, "result", result))
                .addAndGet(Math.max(0, events - before));
    }

    private void latest(String name, String description, String source, Instant time) {
        sourceGauge(name, description, source).accumulateAndGet(time.getEpochSecond(), Math::max);
    }

    /** Of the latest record, whichever estate it was of. */
    private void lag(String source, Duration lag) {
        sourceGauge("dspt.source.lag", "from what the latest record tells of to its arrival", source)
                .set(lag.toSeconds());
    }

    private AtomicLong sourceGauge(String name, String description, String source) {
        return values.computeIfAbsent(name + "|" + source, absent -> {
            AtomicLong gauge = new AtomicLong();
            register(() -> Gauge.builder(name, gauge, AtomicLong::get)
                    .description(description)
                    .baseUnit("seconds")
                    .tag("source", source)
                    .register(registry));
            return gauge;
        });
    }

    /** One series for each estate, whose label changes when other rules go live. */
    private void rulesLive(String key, RulesLive live) {
        register(() -> {
            Meter earlier = liveRules.remove(key);
            if (earlier != null) {
                registry.remove(earlier);
            }
            liveRules.put(
                    key,
                    Gauge.builder("dspt.rules.live.info", () -> 1)
                            .description("digest of the rule set in force")
                            .tags("estate", bounded(key.substring(0, key.indexOf('/'))), "digest", live.digest())
                            .register(registry));
        });
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> record) {
        Tags tags = Tags.of("source", bounded(header(record, "ingestor")), "reason", bounded(header(record, "reason")));
        counter("dspt.quarantined", "elements that could not be used", tags).incrementAndGet();
    }

    private AtomicLong counter(String name, String description, Tags tags) {
        return values.computeIfAbsent(name + "|" + tags, absent -> {
            AtomicLong count = new AtomicLong();
            register(() -> FunctionCounter.builder(name, count, AtomicLong::doubleValue)
                    .description(description)
                    .tags(tags)
                    .register(registry));
            return count;
        });
    }

    private void register(Runnable registration) {
        if (caughtUp) {
            registration.run();
        } else {
            registrations.add(registration);
        }
    }

    private static String resolvedBy(String by) {
        return by.startsWith("quiet for ") ? "quiet" : RESOLVED_BY.getOrDefault(by, "operation");
    }

    private String source(String category) {
        if (sources.size() >= MOST_SOURCES) {
            return sources.getOrDefault(category, OTHER);
        }
        return sources.computeIfAbsent(category, MonitorMetrics::bounded);
    }

    /** What looks like the name of a category or a reason passes; no address, user or path does. */
    private static String bounded(String label) {
        return label.matches("[A-Za-z][A-Za-z0-9._-]{0,63}(/[A-Za-z]{1,40})?") ? label : OTHER;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? OTHER : new String(header.value(), StandardCharsets.UTF_8);
    }
}
