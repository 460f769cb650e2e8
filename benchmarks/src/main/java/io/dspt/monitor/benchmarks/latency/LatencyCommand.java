package io.dspt.monitor.benchmarks.latency;

import io.dspt.monitor.benchmarks.CommonOptions;
import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import io.dspt.monitor.benchmarks.measure.Report;
import io.dspt.monitor.benchmarks.measure.Samples;
import io.dspt.monitor.benchmarks.measure.Table;
import io.dspt.monitor.benchmarks.pipeline.ChildJvm;
import io.dspt.monitor.benchmarks.pipeline.PipelineBench;
import io.dspt.monitor.benchmarks.pipeline.PipelineOptions;
import io.dspt.monitor.benchmarks.pipeline.Variant;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.records.GeneratedRecords.Mix;
import io.dspt.monitor.benchmarks.rules.RuleSet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures from a record's append to its finding, at parts of what the topology can do at most. */
@Command(
        name = "latency",
        description = "Measures from append to finding at 10%%, 50%% and 80%% of the maximum, and Flink at half load.",
        mixinStandardHelpOptions = true)
public final class LatencyCommand implements Callable<Integer> {
    /** As the streams application commits. */
    private static final int COMMIT_MILLIS = 100;

    private static final List<Integer> PERCENT = List.of(10, 50, 80);
    private static final int HALF = 50;
    private static final Mix QUIET = new Mix(0, 0.05, 3_000, 10_000);
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    private static final double LEAD_SECONDS = 1;
    /** Of the log over which the maximum is found; the last ones are measured, by clients that the others have warmed up. */
    private static final int FULL_RECORDS = 400_000;

    private static final int FULL_MEASURED = 100_000;
    private static final int SHORT_RECORDS = 150_000;
    private static final int SHORT_MEASURED = 40_000;
    private static final int QUIET_RECORDS = 100_000;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Mixin
    private final PipelineOptions pipeline = new PipelineOptions();

    @Option(
            names = "--commit-interval",
            paramLabel = "MS",
            description = "milliseconds between commits (default: ${DEFAULT-VALUE}, the streams application's own)")
    private int commitInterval = COMMIT_MILLIS;

    @Option(names = "--without-flink", description = "our topology alone")
    private boolean withoutFlink;

    /** One stretch of load. */
    private record Load(String name, Variant variant, double perSecond) {}

    @Override
    public Integer call() throws Exception {
        int count = pipeline.records(options.shortForm() ? SHORT_RECORDS : FULL_RECORDS);
        options.say("filling the log with " + count + " records");
        Map<Variant, Double> most = new LinkedHashMap<>();
        try (PipelineBench bench = prepare(GeneratedRecords.each(options.seed(), count, Mix.usual()))) {
            for (Variant variant : variants()) {
                options.say("the most that " + variant + " can do when it is warm");
                most.put(
                        variant,
                        bench.run(variant, commitInterval, false, null).result().recordsPerSecond());
            }
        }
        Report report = options.report();
        Table table = new Table(
                String.format(
                        Locale.ROOT,
                        "latency: append to finding in milliseconds, commits every %d ms, %d partitions, %d threads",
                        commitInterval,
                        pipeline.partitions(),
                        pipeline.threads()),
                List.of(
                        "load",
                        "records/s asked",
                        "records/s sent",
                        "sender behind ms",
                        "findings",
                        "p50",
                        "p99",
                        "p99.9",
                        "max"));
        List<byte[]> records = GeneratedRecords.of(options.seed() + 1, Math.min(count, QUIET_RECORDS), QUIET);
        Map<String, Samples> samples = new LinkedHashMap<>();
        for (Variant variant : variants()) {
            measure(variant, loads(variant, most), records, table, samples);
        }
        options.show(report, table);
        report.samples("latency, commits every " + commitInterval + " ms", samples);
        options.write(report, "latency");
        return 0;
    }

    private List<Variant> variants() {
        return withoutFlink ? List.of(Variant.MONITOR) : List.of(Variant.MONITOR, Variant.FLINK);
    }

    private static List<Load> loads(Variant variant, Map<Variant, Double> most) {
        double ours = most.getOrDefault(Variant.MONITOR, 1.0);
        List<Load> loads = new ArrayList<>();
        if (variant == Variant.MONITOR) {
            PERCENT.forEach(percent -> loads.add(
                    new Load("our topology at " + percent + "% of its maximum", variant, ours * percent / 100)));
            return loads;
        }
        double half = ours * HALF / 100;
        double flinksHalf = most.getOrDefault(variant, 1.0) * HALF / 100;
        String name = flinksHalf < half ? "Flink at half of its own maximum" : "Flink at half of our maximum";
        return List.of(new Load(name, variant, Math.min(half, flinksHalf)));
    }

    private PipelineBench prepare(Iterable<byte[]> records) throws IOException {
        return PipelineBench.prepare(
                pipeline.settings(options.shortForm() ? SHORT_MEASURED : FULL_MEASURED),
                RuleSet.catalogue().bundle(),
                RuleSet.twenty().bundle(),
                records);
    }

    private void measure(
            Variant variant, List<Load> loads, List<byte[]> records, Table table, Map<String, Samples> samples)
            throws IOException, InterruptedException {
        double seconds = options.shortForm() ? 6 : 30;
        double warmUpSeconds = options.shortForm() ? 16 : 50;
        SendTimes times = new SendTimes();
        try (PipelineBench bench = prepare(List.of());
                ChildJvm client = bench.startEndless(variant, "latency-" + variant, commitInterval);
                FindingsWatch watch = new FindingsWatch(
                        bench.bootstrapServers(), bench.findingsTopic(variant, "latency-" + variant), times);
                PacedLoad load = new PacedLoad(bench.bootstrapServers(), pipeline.partitions(), records, 1, times)) {
            options.say(variant + " warms up");
            load.send(100, LEAD_SECONDS);
            awaitAll(times, client, LONGEST_START);
            // As long as its compiler needs, and not at once at a load that it has to be warm for.
            for (int percent : List.of(HALF, 100)) {
                load.send(loads.get(loads.size() - 1).perSecond() * percent / 100, warmUpSeconds / 2);
            }
            awaitAll(times, client, LONGEST_REST);
            for (Load one : loads) {
                options.say(String.format(Locale.ROOT, "%s, %.0f records/s", one.name(), one.perSecond()));
                load.send(one.perSecond(), LEAD_SECONDS);
                times.measureFrom(load.next());
                PacedLoad.Sent sent = load.send(one.perSecond(), seconds);
                awaitAll(times, client, LONGEST_REST);
                add(one, sent, times.measured(), table, samples);
            }
        }
    }

    private static void awaitAll(SendTimes times, ChildJvm client, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (times.missing() > 0) {
            if (!client.alive() || System.nanoTime() > deadline) {
                throw new MeasurementFailedException(times.missing() + " findings did not come, " + times.seen()
                        + " did" + (client.alive() ? "" : "; the client has ended"));
            }
            Thread.sleep(20);
        }
    }

    private static void add(
            Load load, PacedLoad.Sent sent, Histogram micros, Table table, Map<String, Samples> samples) {
        Map<String, Double> figures = new TreeMap<>();
        figures.put("records/s", sent.perSecond());
        figures.put("p50 ms", micros.getValueAtPercentile(50) / 1e3);
        figures.put("p99 ms", micros.getValueAtPercentile(99) / 1e3);
        figures.put("p99.9 ms", micros.getValueAtPercentile(99.9) / 1e3);
        figures.put("max ms", micros.getMaxValue() / 1e3);
        table.row(
                load.name(),
                load.perSecond(),
                sent.perSecond(),
                sent.mostBehindMillis(),
                micros.getTotalCount(),
                figures.get("p50 ms"),
                figures.get("p99 ms"),
                figures.get("p99.9 ms"),
                figures.get("max ms"));
        samples.put(load.name(), Samples.of(List.of(figures)));
    }
}
