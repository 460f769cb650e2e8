package io.dspt.monitor.benchmarks.pipeline;

import io.dspt.monitor.benchmarks.CommonOptions;
import io.dspt.monitor.benchmarks.measure.RatioCheck;
import io.dspt.monitor.benchmarks.measure.Report;
import io.dspt.monitor.benchmarks.measure.Rounds;
import io.dspt.monitor.benchmarks.measure.Samples;
import io.dspt.monitor.benchmarks.measure.Table;
import io.dspt.monitor.benchmarks.records.DevelopmentRecords;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.rules.RuleSet;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final String NAME = "pipeline";
    private static final int REGRESSED = 1;
    /** Our topology works off what stands before the measured records in half a minute or more: its compiler needs them. */
    private static final int FULL_RECORDS = 1_200_000;

    private static final int FULL_MEASURED = 500_000;
    private static final int SHORT_RECORDS = 260_000;
    private static final int SHORT_MEASURED = 80_000;
    /** After so many records each of the shared rules is broken once more. */
    private static final int RARE_EVERY = 5_000;

    private static final int FULL_ROUNDS = 2;
    /** For intervals besides the first. */
    private static final int FURTHER_ROUNDS = 1;

    private static final int SHORT_ROUNDS = 1;
    /** What is worth knowing at other intervals, with other records, and of a change. */
    private static final List<Variant> FEW =
            List.of(Variant.TRANSACTIONAL, Variant.TRANSACTIONAL_LARGE, Variant.MONITOR);

    private static final String GENERATED = "generated records";
    private static final String RATE = "records/s";
    private static final String CLIENT_CPU = "client CPU µs/record";
    private static final String BROKER_CPU = "broker CPU µs/record";
    private static final String WARM_UP = "warm-up s";
    private static final String SPEED_UP = "2nd half / 1st";

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
                    "only these of: bare, plain, transactional, transactional-large, streams-alos, streams-eos, monitor, monitor-large, monitor-20, flink (default: all at the first interval, three at others and in the short form)")
    private @Nullable List<Variant> only;

    @Option(
            names = "--commit-intervals",
            split = ",",
            paramLabel = "MS",
            description = "milliseconds between commits (default: 200,100,300; short form: 200)")
    private @Nullable List<Integer> commitIntervals;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "rounds (default: 2 at the first interval, 1 at others; short form: 1)")
    private @Nullable Integer rounds;

    @Option(
            names = "--records-from",
            paramLabel = "DIR",
            description = "measures with the records of this folder too, repeated")
    private @Nullable Path folder;

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description =
                    "ends with 1 when a ratio is worse than this file allows; what is worse is measured once more")
    private @Nullable Path check;

    @Option(names = "--profile", description = "records the client of our topology with JFR, into --out")
    private boolean profile;

    /** One table: some variants at one interval. */
    private record Measured(int interval, List<Variant> variants, int rounds) {}

    @Override
    public Integer call() throws IOException {
        @Nullable RatioCheck expected = check == null ? null : RatioCheck.read(check, NAME);
        Report report = options.report();
        int count = pipeline.records(options.shortForm() ? SHORT_RECORDS : FULL_RECORDS);
        options.say("starting the broker and filling the log with " + count + " records");
        int worst = 0;
        try (PipelineBench bench = prepare(RareViolations.among(
                GeneratedRecords.each(options.seed(), count, GeneratedRecords.Mix.usual()), RARE_EVERY))) {
            OutputChecks checks = new OutputChecks(bench.log(), bench.input());
            for (Measured one : tables()) {
                measure(bench, checks, GENERATED, one, report);
            }
            if (expected != null) {
                worst = verdict(expected, report, bench, checks);
            }
        }
        if (folder != null) {
            options.say("the same with the records of " + folder);
            try (PipelineBench bench = prepare(DevelopmentRecords.eachRepeated(DevelopmentRecords.in(folder), count))) {
                Measured one = tables().get(0);
                measure(
                        bench,
                        new OutputChecks(bench.log(), bench.input()),
                        "development records",
                        new Measured(one.interval(), only != null ? only : FEW, one.rounds()),
                        report);
            }
        }
        options.write(report, NAME);
        return worst;
    }

    private PipelineBench prepare(Iterable<byte[]> records) throws IOException {
        return PipelineBench.prepare(
                pipeline.settings(options.shortForm() ? SHORT_MEASURED : FULL_MEASURED),
                RuleBundle.builtIn(),
                RuleSet.twenty().bundle(),
                records);
    }

    private List<Measured> tables() {
        List<Integer> intervals =
                commitIntervals != null ? commitIntervals : options.shortForm() ? List.of(200) : List.of(200, 100, 300);
        List<Measured> tables = new ArrayList<>();
        for (int interval : intervals) {
            boolean whole = tables.isEmpty() && !options.shortForm();
            int usual = options.shortForm() ? SHORT_ROUNDS : tables.isEmpty() ? FULL_ROUNDS : FURTHER_ROUNDS;
            tables.add(new Measured(
                    interval,
                    only != null ? only : whole ? List.of(Variant.values()) : FEW,
                    rounds != null ? rounds : usual));
        }
        return tables;
    }

    /** What is worse than it may be gets a second chance: another program may have had the machine meanwhile. */
    private int verdict(RatioCheck expected, Report report, PipelineBench bench, OutputChecks checks) {
        List<String> regressions = expected.regressions(report.guardedRatios());
        if (!regressions.isEmpty()) {
            regressions.forEach(options::say);
            options.say("measuring once more");
            Report again = options.report();
            measure(bench, checks, GENERATED, tables().get(0), again);
            regressions =
                    expected.without(expected.held(report.guardedRatios())).regressions(again.guardedRatios());
        }
        regressions.forEach(regression -> options.say("regression: " + regression));
        if (regressions.isEmpty()) {
            options.say("no ratio is worse by more than " + Math.round(expected.tolerance() * 100) + "%");
        }
        return regressions.isEmpty() ? 0 : REGRESSED;
    }

    private void measure(PipelineBench bench, OutputChecks checks, String records, Measured one, Report report) {
        Rounds measured = Rounds.of(0, one.rounds())
                .telling((variant, round) ->
                        options.say("every " + one.interval() + " ms, round " + (round + 1) + ": " + variant));
        for (Variant variant : one.variants()) {
            measured.variant(variant.title(), () -> run(bench, checks, variant, one.interval()));
        }
        Map<String, Samples> samples = measured.run();
        checks.compare();
        options.show(report, table(samples, bench.log(), records, one.interval()));
        report.samples(records + ", commits every " + one.interval() + " ms", samples);
        Samples ours = samples.get(Variant.MONITOR.title());
        Samples denominator = samples.get(Variant.TRANSACTIONAL.title());
        if (ours != null && denominator != null) {
            String name = records + ", " + one.interval() + " ms: monitor / transactional, ";
            report.ratio(name + RATE, ours.ratioTo(denominator, RATE), ours.max(RATE) / denominator.max(RATE));
            report.ratio(
                    name + CLIENT_CPU,
                    ours.ratioTo(denominator, CLIENT_CPU),
                    ours.quickestRatioTo(denominator, CLIENT_CPU));
        }
    }

    private Map<String, Double> run(PipelineBench bench, OutputChecks checks, Variant variant, int interval)
            throws IOException, InterruptedException {
        PipelineBench.Ran ran = bench.run(variant, interval, checks.wanted(variant), recording(variant, interval));
        checks.add(variant, ran);
        ClientResult result = ran.result();
        Map<String, Double> figures = new TreeMap<>();
        figures.put(RATE, result.recordsPerSecond());
        figures.put(
                "MB/s",
                result.recordsPerSecond()
                        * bench.log().valueBytes()
                        / bench.log().records()
                        / 1e6);
        figures.put(CLIENT_CPU, result.cpuMicrosPerRecord());
        figures.put(BROKER_CPU, result.brokerCpuMicrosPerRecord());
        figures.put("ms between commits", result.millisPerCommit());
        figures.put("seconds", result.nanos() / 1e9);
        figures.put(WARM_UP, result.warmUpNanos() / 1e9);
        figures.put(SPEED_UP, result.speedUp());
        options.say(String.format(
                Locale.ROOT,
                "%s: %.0f records/s, client %.1f µs, broker %.1f µs per record, %.1f s after %.1f s, %.2f × in the second half",
                variant,
                result.recordsPerSecond(),
                result.cpuMicrosPerRecord(),
                result.brokerCpuMicrosPerRecord(),
                result.nanos() / 1e9,
                result.warmUpNanos() / 1e9,
                result.speedUp()));
        return figures;
    }

    private @Nullable Path recording(Variant variant, int interval) throws IOException {
        if (!profile || variant != Variant.MONITOR) {
            return null;
        }
        Path into = options.out() == null ? Path.of("") : Files.createDirectories(options.out());
        return into.resolve("pipeline-" + variant.option() + "-" + interval + "ms.jfr")
                .toAbsolutePath();
    }

    private Table table(Map<String, Samples> samples, PrefilledLog log, String records, int interval) {
        Table table = new Table(
                String.format(
                        Locale.ROOT,
                        "pipeline: %,d %s of %,d bytes, %d partitions, %d threads, commits every %d ms",
                        log.records(),
                        records,
                        log.valueBytes() / log.records(),
                        pipeline.partitions(),
                        pipeline.threads(),
                        interval),
                List.of(
                        "variant",
                        RATE,
                        "range",
                        "MB/s",
                        CLIENT_CPU,
                        BROKER_CPU,
                        "× transactional",
                        "range",
                        "× large batches",
                        WARM_UP,
                        SPEED_UP));
        Samples denominator = samples.get(Variant.TRANSACTIONAL.title());
        Samples tuned = samples.get(Variant.TRANSACTIONAL_LARGE.title());
        samples.forEach((variant, measured) -> table.row(
                variant,
                measured.spread(RATE),
                measured.spread(RATE).range(),
                measured.spread("MB/s"),
                measured.spread(CLIENT_CPU),
                measured.spread(BROKER_CPU),
                denominator == null ? "-" : measured.ratioTo(denominator, RATE),
                denominator == null ? "-" : measured.ratioTo(denominator, RATE).range(),
                tuned == null ? "-" : measured.ratioTo(tuned, RATE),
                measured.spread(WARM_UP),
                measured.spread(SPEED_UP)));
        return table;
    }
}
