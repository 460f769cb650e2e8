package io.dspt.monitor.streams.console;

import io.dspt.monitor.core.fold.Output.CheckpointReached;
import io.dspt.monitor.core.fold.Output.MicrosoftComparison;
import io.dspt.monitor.core.fold.Output.ResourcesCounted;
import io.dspt.monitor.core.fold.Output.RulesLive;
import io.dspt.monitor.core.fold.Output.SourceCoverage;
import io.dspt.monitor.core.fold.Output.SubscriptionCoverage;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.CheckpointJson;
import io.dspt.monitor.streams.output.CoverageJson;
import io.dspt.monitor.streams.output.DayJson;
import io.dspt.monitor.streams.output.ExemptionJson;
import io.dspt.monitor.streams.output.MicrosoftJson;
import io.dspt.monitor.streams.output.OutputListener;
import io.dspt.monitor.streams.output.ResourcesJson;
import io.dspt.monitor.streams.output.RulesLiveJson;
import io.dspt.monitor.streams.output.SubscriptionsJson;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Histogram;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The metrics of findings and sources, counted from the output topics from their beginning: a replay after a crash counts
 * nothing twice, and counters go on where they were after a restart.
 *
 * <p>Labels come from closed or bounded sets; never a user, an address or the name of a resource.
 */
public final class MonitorMetrics implements OutputListener {
    /** Azure has some hundred categories; whoever sends invented ones gets one label for all of them. */
    private static final int MOST_SOURCES = 300;

    private static final String OTHER = "other";
    private static final double[] SECONDS_TO_A_DAY = {1, 5, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 14_400, 86_400
    };

    private final LateMeters meters;
    private final FindingMetrics findings;
    private final ExemptionMetrics exemptions;
    private final Histogram ingestDelay;
    private final Map<String, String> sources = new ConcurrentHashMap<>();
    private final Map<String, Meter> liveRules = new HashMap<>();
    /** Regions that a gauge tells of, by estate. */
    private final Map<String, SortedSet<String>> patientDataRegions = new HashMap<>();

    /** Metrics in this registry. */
    public MonitorMetrics(PrometheusMeterRegistry registry, Clock clock) {
        this.meters = new LateMeters(registry);
        this.findings = new FindingMetrics(meters, clock);
        this.exemptions = new ExemptionMetrics(meters, clock);
        this.ingestDelay = meters.seconds(
                "dspt_ingest_delay_seconds",
                "from what a record tells of to its arrival: of the latest record of each minute",
                SECONDS_TO_A_DAY,
                "source");
    }

    @Override
    public void record(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.FINDINGS)) {
            findings.finding(record);
            return;
        }
        if (record.value() == null) {
            return;
        }
        switch (record.topic()) {
            case Topics.LEDGER -> findings.transition(record.value());
            case Topics.COVERAGE -> coverage(record);
            case Topics.DEAD_LETTERS -> deadLetter(record);
            default -> {}
        }
    }

    @Override
    public void caughtUp() {
        meters.caughtUp();
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
        } else if (DayJson.isKey(key)) {
            DayJson.parse(record.value())
                    .verdicts()
                    .unevaluable()
                    .forEach((rule, verdicts) -> unevaluable(key, rule, verdicts));
        } else if (ResourcesJson.isKey(key)) {
            patientData(key, ResourcesJson.parse(record.value()));
        } else if (ExemptionJson.isKey(key)) {
            exemptions.exemption(key, ExemptionJson.parse(record.value()));
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
        meters.gauge(
                        "dspt.subscriptions",
                        "subscriptions that inventories told of, by when their activity log was heard",
                        null,
                        Tags.of("estate", estate, "heard", heard))
                .set(count);
    }

    /** Regions in which nothing stands any more are told as nought. */
    private void patientData(String key, ResourcesCounted counted) {
        String estate = bounded(key.substring(0, key.indexOf('/')));
        SortedSet<String> regions = patientDataRegions.computeIfAbsent(estate, absent -> new TreeSet<>());
        regions.addAll(counted.all().patientData().keySet());
        regions.forEach(region -> meters.gauge(
                        "dspt.resources.patient",
                        "resources whose tags say patient data, by region, when the last day was over",
                        null,
                        Tags.of("estate", estate, "region", bounded(region)))
                .set(counted.all().patientData().getOrDefault(region, 0L)));
    }

    private void microsoft(String key, MicrosoftComparison comparison) {
        verdicts(key, comparison.rule(), "agree", comparison.agree());
        verdicts(key, comparison.rule(), "ours-only", comparison.oursOnly());
        verdicts(key, comparison.rule(), "microsoft-only", comparison.microsoftOnly());
        verdicts(key, comparison.rule(), "not-judged", comparison.notJudged());
    }

    private void verdicts(String key, String rule, String agreement, long verdicts) {
        long before = meters.value("microsoft|" + key + "|" + agreement).getAndSet(verdicts);
        meters.counter(
                        "dspt.microsoft.verdicts",
                        "verdicts of Azure Policy and Defender, and whether ours agreed when they arrived",
                        Tags.of("rule", bounded(rule), "agreement", agreement))
                .addAndGet(Math.max(0, verdicts - before));
    }

    /** The topic carries what was counted of a day so far; the counter goes up by what is new in it. */
    private void unevaluable(String key, String rule, long verdicts) {
        long before = meters.value("unevaluable|" + key + "|" + rule).getAndSet(verdicts);
        meters.counter("dspt.unevaluable", "judgements that could not be made", Tags.of("rule", bounded(rule)))
                .addAndGet(Math.max(0, verdicts - before));
    }

    /** The topic carries totals, per estate; the counter goes up by what is new in them. */
    private void total(String key, String source, String result, long events) {
        long before = meters.value("total|" + key).getAndSet(events);
        meters.counter(
                        "dspt.events",
                        "events by source and what became of them",
                        Tags.of("source", source, "result", result))
                .addAndGet(Math.max(0, events - before));
    }

    private void latest(String name, String description, String source, Instant time) {
        meters.gauge(name, description, "seconds", Tags.of("source", source))
                .accumulateAndGet(time.getEpochSecond(), Math::max);
    }

    /** Of the latest record, whichever estate it was of. */
    private void lag(String source, Duration lag) {
        meters.gauge(
                        "dspt.source.lag",
                        "from what the latest record tells of to its arrival",
                        "seconds",
                        Tags.of("source", source))
                .set(lag.toSeconds());
        if (meters.isCaughtUp()) {
            ingestDelay.labelValues(source).observe(Math.max(0, lag.toMillis()) / 1_000.0);
        }
    }

    /** One series for each estate, whose label changes when other rules go live. */
    private void rulesLive(String key, RulesLive live) {
        meters.register(() -> {
            Meter earlier = liveRules.remove(key);
            if (earlier != null) {
                meters.registry().remove(earlier);
            }
            liveRules.put(
                    key,
                    Gauge.builder("dspt.rules.live.info", () -> 1)
                            .description("digest of the rule set in force")
                            .tags("estate", bounded(key.substring(0, key.indexOf('/'))), "digest", live.digest())
                            .register(meters.registry()));
        });
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> record) {
        Tags tags = Tags.of("source", bounded(header(record, "ingestor")), "reason", bounded(header(record, "reason")));
        meters.counter("dspt.quarantined", "elements that could not be used", tags)
                .incrementAndGet();
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
