package io.dspt.monitor.benchmarks.growth;

import io.dspt.monitor.benchmarks.CommonOptions;
import io.dspt.monitor.benchmarks.measure.Report;
import io.dspt.monitor.benchmarks.measure.Samples;
import io.dspt.monitor.benchmarks.measure.Table;
import io.dspt.monitor.benchmarks.pipeline.ClientResult;
import io.dspt.monitor.benchmarks.pipeline.ClientSettings;
import io.dspt.monitor.benchmarks.pipeline.PipelineBench;
import io.dspt.monitor.benchmarks.pipeline.Variant;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.records.GeneratedRecords.Mix;
import io.dspt.monitor.benchmarks.rules.RuleSet;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the whole topology with more partitions, each the log of an estate, and with more threads. */
@Command(
        name = "partitions",
        description = "The whole topology with more partitions, estates and threads.",
        mixinStandardHelpOptions = true)
public final class PartitionsCommand implements Callable<Integer> {
    private static final int COMMIT_MILLIS = 100;
    private static final int BATCH_BYTES = 16_384;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Report report = options.report();
        partitions(report);
        options.write(report, "partitions");
        return 0;
    }

    private void partitions(Report report) throws IOException, InterruptedException {
        Table table = new Table(
                "partitions, each the log of one estate (our topology, full catalogue)",
                List.of(
                        "partitions",
                        "threads",
                        "records/s",
                        "× one of each",
                        "client CPU µs/record",
                        "broker CPU µs/record",
                        "2nd half / 1st"));
        int count = options.shortForm() ? 40_000 : 240_000;
        int measured = options.shortForm() ? 20_000 : 60_000;
        Map<String, Samples> samples = new LinkedHashMap<>();
        double first = Double.NaN;
        for (int partitions : options.shortForm() ? List.of(1, 4) : List.of(1, 2, 4, 8)) {
            for (int threads : List.of(1, 2)) {
                if (threads > partitions) {
                    continue;
                }
                options.say(partitions + " partitions, " + threads + " threads");
                ClientResult result = run(partitions, threads, count, measured);
                if (Double.isNaN(first)) {
                    first = result.recordsPerSecond();
                }
                table.row(
                        Integer.toString(partitions),
                        threads,
                        result.recordsPerSecond(),
                        result.recordsPerSecond() / first,
                        result.cpuMicrosPerRecord(),
                        result.brokerCpuMicrosPerRecord(),
                        result.speedUp());
                Map<String, Double> figures = new TreeMap<>();
                figures.put("records/s", result.recordsPerSecond());
                figures.put("client CPU µs/record", result.cpuMicrosPerRecord());
                figures.put("broker CPU µs/record", result.brokerCpuMicrosPerRecord());
                samples.put(partitions + " partitions, " + threads + " threads", Samples.of(List.of(figures)));
            }
        }
        options.show(report, table);
        report.samples("partitions", samples);
    }

    private ClientResult run(int partitions, int threads, int count, int measured)
            throws IOException, InterruptedException {
        PipelineBench.Settings settings = new PipelineBench.Settings(
                partitions, threads, measured, List.of("-Xms2g", "-Xmx2g"), ClientSettings.of(BATCH_BYTES));
        try (PipelineBench bench = PipelineBench.prepare(
                settings,
                RuleBundle.builtIn(),
                RuleSet.twenty().bundle(),
                GeneratedRecords.each(options.seed(), count, Mix.usual()))) {
            return bench.run(Variant.MONITOR, COMMIT_MILLIS, false, null).result();
        }
    }
}
