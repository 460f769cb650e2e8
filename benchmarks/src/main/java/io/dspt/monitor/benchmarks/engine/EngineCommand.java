package io.dspt.monitor.benchmarks.engine;

import io.dspt.monitor.benchmarks.CommonOptions;
import io.dspt.monitor.benchmarks.measure.RatioCheck;
import io.dspt.monitor.benchmarks.measure.Report;
import io.dspt.monitor.benchmarks.measure.Rounds;
import io.dspt.monitor.benchmarks.measure.Samples;
import io.dspt.monitor.benchmarks.records.DevelopmentRecords;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.records.GeneratedRecords.Mix;
import io.dspt.monitor.benchmarks.rules.RuleSet;
import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the engine alone, in one thread. */
@Command(
        name = "engine",
        description = {
            "Parse, rules and the whole step in one thread, beside a full parse and Drools:",
            "processor time of the thread and bytes allocated, per record."
        },
        mixinStandardHelpOptions = true)
public final class EngineCommand implements Callable<Integer> {
    private static final String NAME = "engine";
    private static final String GENERATED = "generated records";
    private static final int REGRESSED = 1;

    @Mixin
    private final CommonOptions options = new CommonOptions();

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

    @Option(names = "--no-drools", description = "leaves Drools out")
    private boolean withoutDrools;

    private final RecordReader reader =
            new AzureRecordReader(ReferenceFiles.builtIn().properties());

    @Override
    public Integer call() throws IOException {
        @Nullable RatioCheck expected = check == null ? null : RatioCheck.read(check, NAME);
        List<RuleEngines> engines = engines();
        try {
            Report report = measure(engines);
            options.write(report, NAME);
            return expected == null ? 0 : verdict(expected, report, engines);
        } finally {
            engines.forEach(RuleEngines::close);
        }
    }

    /** What is worse than it may be gets a second chance: another program may have had the machine meanwhile. */
    private int verdict(RatioCheck expected, Report report, List<RuleEngines> engines) throws IOException {
        List<String> regressions = expected.regressions(report.guardedRatios());
        if (!regressions.isEmpty()) {
            regressions.forEach(options::say);
            options.say("measuring once more");
            regressions = expected.without(expected.held(report.guardedRatios()))
                    .regressions(measure(engines).guardedRatios());
        }
        regressions.forEach(regression -> options.say("regression: " + regression));
        if (regressions.isEmpty()) {
            options.say("no ratio is worse by more than " + Math.round(expected.tolerance() * 100) + "%");
        }
        return regressions.isEmpty() ? 0 : REGRESSED;
    }

    private List<RuleEngines> engines() {
        List<RuleEngines> engines = new ArrayList<>();
        for (RuleSet rules : RuleSet.growing()) {
            options.say("compiling " + rules.name() + " rules");
            engines.add(RuleEngines.of(rules, reader, !withoutDrools));
        }
        return engines;
    }

    private Report measure(List<RuleEngines> engines) throws IOException {
        Report report = options.report();
        for (Map.Entry<String, List<byte[]>> records : records().entrySet()) {
            measure(records.getKey(), records.getValue(), engines, report);
        }
        report.note(
                "drools",
                String.valueOf(org.kie.api.KieServices.class.getPackage().getImplementationVersion()));
        return report;
    }

    private void measure(String name, List<byte[]> records, List<RuleEngines> engines, Report report)
            throws IOException {
        EngineMeasurement measurement = new EngineMeasurement(records, reader);
        long bytes = records.stream().mapToLong(record -> record.length).sum();
        options.say(name + ": " + records.size() + " of " + bytes / records.size() + " bytes; comparing results");
        SameFindings.ofParsers(records);
        RuleEngines catalogue = engines.get(1);
        for (RuleEngines one : engines) {
            long broken = SameFindings.ofEngines(one, measurement.events());
            report.note(name + ": broken, " + one.name() + " rules", Long.toString(broken));
            if (one.rules().bundle().rules().size()
                    > catalogue.rules().bundle().rules().size()) {
                SameFindings.ofCopies(catalogue, one, measurement.events());
            }
        }
        Rounds rounds = options.shortForm() ? Rounds.of(30, 21) : Rounds.of(30, 61);
        int[] announced = {Integer.MIN_VALUE};
        Map<String, Samples> samples = measurement.run(rounds, engines, (variant, round) -> {
            if (round != announced[0]) {
                announced[0] = round;
                options.say(round < 0 ? "warming up" : "round " + (round + 1));
            }
        });
        report.samples(name, samples);
        new EngineTables(name, samples, engines, report).show(table -> options.show(report, table));
    }

    private Map<String, List<byte[]>> records() throws IOException {
        int count = options.shortForm() ? 500 : 2_000;
        Map<String, List<byte[]>> records = new LinkedHashMap<>();
        records.put(GENERATED, GeneratedRecords.of(options.seed(), count, Mix.usual()));
        if (folder != null) {
            records.put("development records", DevelopmentRecords.repeated(DevelopmentRecords.in(folder), count));
        }
        return records;
    }
}
