package io.dspt.monitor.benchmarks.engine;

import io.dspt.monitor.benchmarks.CommonOptions;
import io.dspt.monitor.benchmarks.measure.Report;
import io.dspt.monitor.benchmarks.measure.Rounds;
import io.dspt.monitor.benchmarks.measure.Samples;
import io.dspt.monitor.benchmarks.measure.Table;
import io.dspt.monitor.benchmarks.measure.ThreadCost;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.records.GeneratedRecords.Mix;
import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the engine alone, in one thread. */
@Command(
        name = "engine",
        description = "Parse, rules and the whole step in one thread, beside a full parse and Drools.",
        mixinStandardHelpOptions = true)
public final class EngineCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        List<byte[]> records =
                GeneratedRecords.of(options.seed(), options.shortForm() ? 2_000 : 20_000, Mix.usual());
        RecordReader reader =
                new AzureRecordReader(ReferenceFiles.builtIn().properties());
        Map<String, Samples> measured = Rounds.of(2, 5)
                .variant("our parse", () -> ThreadCost.of(() -> records.forEach(reader::read))
                        .per(records.size()))
                .run();
        Report report = options.report();
        Table table = new Table("Engine", List.of("variant", "µs"));
        measured.forEach((name, samples) -> table.row(name, samples.spread(ThreadCost.CPU_MICROS)));
        options.show(report, table);
        options.write(report, "engine");
        return 0;
    }
}
