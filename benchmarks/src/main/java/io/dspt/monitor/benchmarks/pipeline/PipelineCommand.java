package io.dspt.monitor.benchmarks.pipeline;

import io.dspt.monitor.benchmarks.CommonOptions;
import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import io.dspt.monitor.benchmarks.measure.Report;
import io.dspt.monitor.benchmarks.measure.Rounds;
import io.dspt.monitor.benchmarks.measure.Samples;
import io.dspt.monitor.benchmarks.measure.Table;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.rules.RuleSet;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures whole pipelines over one prefilled log: bare clients, Kafka Streams, our topology, Flink. */
@Command(
        name = "pipeline",
        description = "Measures the whole topology beside bare clients, Streams forwarding and Flink.",
        mixinStandardHelpOptions = true)
public final class PipelineCommand implements Callable<Integer> {
    private static final int FULL_RECORDS = 300_000;
    private static final int SHORT_RECORDS = 60_000;
    /** After so many records each of the shared rules is broken once more. */
    private static final int RARE_EVERY = 5_000;

    private static final int FULL_ROUNDS = 5;
    private static final int SHORT_ROUNDS = 1;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Mixin
    private final PipelineOptions pipeline = new PipelineOptions();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "VARIANT",
            converter = Variant.ByOption.class,
            description =
                    "only these of: bare, plain, transactional, transactional-large, streams-alos, streams-eos, monitor, monitor-20, flink")
    private List<Variant> only = List.of(Variant.values());

    @Option(
            names = "--commit-intervals",
            split = ",",
            paramLabel = "MS",
            description = "milliseconds between commits (default: 100,200,300; short form: 200)")
    private @Nullable List<Integer> commitIntervals;

    @Option(names = "--rounds", paramLabel = "N", description = "rounds (default: 5; short form: 1)")
    private @Nullable Integer rounds;

    @Option(names = "--profile", description = "records the client of our topology with JFR, into --out")
    private boolean profile;

    @Override
    public Integer call() throws IOException {
        int count = pipeline.records(options.shortForm() ? SHORT_RECORDS : FULL_RECORDS);
        options.say("generating " + count + " records");
        List<byte[]> records = RareViolations.among(
                GeneratedRecords.of(options.seed(), count, GeneratedRecords.Mix.usual()), RARE_EVERY);
        Report report = options.report();
        options.say("starting the broker and filling the log");
        try (PipelineBench bench = PipelineBench.prepare(
                pipeline.settings(), RuleBundle.builtIn(), RuleSet.twenty().bundle(), records)) {
            OutputChecks checks = new OutputChecks(bench.log(), bench.input());
            for (int interval : intervals()) {
                measure(bench, checks, interval, report);
            }
        }
        options.write(report, "pipeline");
        return 0;
    }

    private List<Integer> intervals() {
        if (commitIntervals != null) {
            return commitIntervals;
        }
        return options.shortForm() ? List.of(200) : List.of(100, 200, 300);
    }

    private void measure(PipelineBench bench, OutputChecks checks, int interval, Report report) {
        int counted = rounds != null ? rounds : options.shortForm() ? SHORT_ROUNDS : FULL_ROUNDS;
        Rounds measured = Rounds.of(0, counted)
                .telling((variant, round) -> options.say("every " + interval + " ms, round " + round + ": " + variant));
        for (Variant variant : only) {
            measured.variant(variant.title(), () -> run(bench, checks, variant, interval));
        }
        Map<String, Samples> samples = measured.run();
        checks.compare();
        options.show(report, table(samples, bench.log(), interval));
        report.samples("pipeline, commits every " + interval + " ms", samples);
    }

    private Map<String, Double> run(PipelineBench bench, OutputChecks checks, Variant variant, int interval)
            throws IOException, InterruptedException {
        PipelineBench.Ran ran = bench.run(variant, interval, checks.wanted(variant), recording(variant, interval));
        checks.add(variant, ran);
        ClientResult result = ran.result();
        Map<String, Double> figures = new TreeMap<>();
        figures.put("records/s", result.recordsPerSecond());
        figures.put(
                "MB/s",
                result.recordsPerSecond()
                        * bench.log().valueBytes()
                        / bench.log().records()
                        / 1e6);
        figures.put("client CPU µs/record", result.cpuMicrosPerRecord());
        figures.put("broker CPU µs/record", result.brokerCpuMicrosPerRecord());
        figures.put("ms between commits", result.millisPerCommit());
        figures.put("seconds", result.nanos() / 1e9);
        options.say(String.format(
                Locale.ROOT,
                "%s: %.0f records/s, client %.1f µs, broker %.1f µs per record, %.1f s",
                variant,
                result.recordsPerSecond(),
                result.cpuMicrosPerRecord(),
                result.brokerCpuMicrosPerRecord(),
                result.nanos() / 1e9));
        return figures;
    }

    private @Nullable Path recording(Variant variant, int interval) throws IOException {
        if (!profile || variant != Variant.MONITOR) {
            return null;
        }
        Path folder = options.out() == null ? Path.of("") : Files.createDirectories(options.out());
        return folder.resolve("pipeline-" + variant.option() + "-" + interval + "ms.jfr")
                .toAbsolutePath();
    }

    private Table table(Map<String, Samples> samples, PrefilledLog log, int interval) {
        Table table = new Table(
                String.format(
                        Locale.ROOT,
                        "pipeline: %,d records of %,d bytes, %d partitions, %d threads, commits every %d ms",
                        log.records(),
                        log.valueBytes() / log.records(),
                        pipeline.partitions(),
                        pipeline.threads(),
                        interval),
                List.of(
                        "variant",
                        "records/s",
                        "range",
                        "MB/s",
                        "client CPU µs/record",
                        "broker CPU µs/record",
                        "× transactional",
                        "× large batches"));
        Samples denominator = samples.get(Variant.TRANSACTIONAL.title());
        Samples tuned = samples.get(Variant.TRANSACTIONAL_LARGE.title());
        samples.forEach((variant, measured) -> table.row(
                variant,
                measured.spread("records/s"),
                measured.spread("records/s").range(),
                measured.spread("MB/s"),
                measured.spread("client CPU µs/record"),
                measured.spread("broker CPU µs/record"),
                ratio(measured, denominator),
                ratio(measured, tuned)));
        return table;
    }

    private static Object ratio(Samples measured, @Nullable Samples denominator) {
        return denominator == null ? "-" : measured.ratioTo(denominator, "records/s");
    }

    /** Compares what variants have written, so that no table shows figures of unequal work. */
    private static final class OutputChecks {
        private final PrefilledLog log;
        private final TopicReading.Content input;
        private final Map<Variant, FoundViolations> violations = new TreeMap<>();
        private final Map<Variant, TopicReading.Content> forwarded = new TreeMap<>();

        OutputChecks(PrefilledLog log, TopicReading.Content input) {
            this.log = log;
            this.input = input;
            if (input.records() != log.total()) {
                throw new MeasurementFailedException("the log has " + input.records() + " records, not " + log.total());
            }
        }

        /** What a variant forwards is read once. */
        boolean wanted(Variant variant) {
            return !forwarded.containsKey(variant);
        }

        void add(Variant variant, PipelineBench.Ran ran) {
            TopicReading.Content content = ran.forwarded();
            if (content != null) {
                forwarded.put(variant, content);
                if (!content.equals(input)) {
                    throw new MeasurementFailedException(
                            variant + " forwarded " + content + " of " + input + ", " + log.total() + " records");
                }
            }
            FoundViolations found = ran.violations();
            if (found != null) {
                FoundViolations before = violations.putIfAbsent(variant, found);
                if (before != null && !before.equals(found)) {
                    throw new MeasurementFailedException(
                            variant + " found other violations than before: " + before.difference(found, 5));
                }
            }
        }

        void compare() {
            FoundViolations ours = violations.get(Variant.MONITOR_TWENTY);
            FoundViolations flinks = violations.get(Variant.FLINK);
            if (ours != null && flinks != null && !ours.equals(flinks)) {
                throw new MeasurementFailedException(
                        "ours and Flink found different violations: " + ours.difference(flinks, 5));
            }
        }
    }
}
