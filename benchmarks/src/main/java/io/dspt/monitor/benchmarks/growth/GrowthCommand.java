package io.dspt.monitor.benchmarks.growth;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.benchmarks.CommonOptions;
import io.dspt.monitor.benchmarks.measure.Report;
import io.dspt.monitor.benchmarks.measure.Samples;
import io.dspt.monitor.benchmarks.measure.Spread;
import io.dspt.monitor.benchmarks.measure.Table;
import io.dspt.monitor.benchmarks.measure.ThreadCost;
import io.dspt.monitor.benchmarks.pipeline.ChildClassPath;
import io.dspt.monitor.benchmarks.pipeline.ChildJvm;
import io.dspt.monitor.benchmarks.pipeline.PipelineBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what an event costs as records and state grow. */
@Command(
        name = "growth",
        description = {
            "What an event costs in one thread as records, findings, inventory, the share of violations and the keys of",
            "a window grow."
        },
        mixinStandardHelpOptions = true)
public final class GrowthCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_END = Duration.ofMinutes(1);

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Option(
            names = "--inventory",
            split = ",",
            paramLabel = "N",
            description =
                    "sizes of the inventory (default: 10000,100000,1000000,10000000, the last of which takes minutes and 20 GB)")
    private List<Long> inventory = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Report report = options.report();
        steps(report);
        options.write(report, "growth");
        return 0;
    }

    private void steps(Report report) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("dspt-benchmark");
        Map<String, Map<String, Samples>> tables = new LinkedHashMap<>();
        List<String> arguments = new ArrayList<>(
                List.of(Long.toString(options.seed()), Boolean.toString(options.shortForm()), folder.toString()));
        inventory.forEach(size -> arguments.add(size.toString()));
        options.say("warming up");
        try (ChildJvm child = ChildJvm.start(
                ChildClassPath.forKafka(),
                List.of("-Xms2g", "-Xmx2g", "-XX:-UsePerfData", "-Dlogback.configurationFile=child-logback.xml"),
                GrowthMain.class,
                arguments,
                folder.resolve("growth.log"))) {
            int cases = GrowthCase.all(options.seed(), options.shortForm(), inventory)
                    .size();
            for (int i = 0; i < cases; i++) {
                GrowthMain.Measured measured = JSON.readValue(child.answer(), GrowthMain.Measured.class);
                options.say(measured.table() + ", " + measured.row());
                tables.computeIfAbsent(measured.table(), name -> new LinkedHashMap<>())
                        .put(measured.row(), Samples.of(measured.rounds()));
            }
            child.awaitEnd(LONGEST_END);
        } finally {
            PipelineBench.removeFolder(folder);
        }
        tables.forEach((name, rows) -> {
            options.show(report, table(name, rows));
            report.samples(name, rows);
        });
    }

    private static Table table(String name, Map<String, Samples> rows) {
        Table table = new Table(
                "growth: " + name + " (state in RocksDB, one thread, per record)",
                List.of(name, "µs", "min–max", "× the first", "bytes allocated", "rows written", "bytes of a record"));
        Samples first = rows.values().iterator().next();
        rows.forEach((row, samples) -> {
            Spread micros = samples.spread(ThreadCost.CPU_MICROS);
            table.row(
                    row,
                    micros,
                    micros.range(),
                    samples.median(ThreadCost.CPU_MICROS) / first.median(ThreadCost.CPU_MICROS),
                    samples.spread(ThreadCost.ALLOCATED),
                    samples.spread(StepCost.ROWS),
                    samples.spread(StepCost.BYTES));
        });
        return table;
    }
}
