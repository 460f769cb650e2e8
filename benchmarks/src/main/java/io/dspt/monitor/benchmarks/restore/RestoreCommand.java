package io.dspt.monitor.benchmarks.restore;

import io.dspt.monitor.benchmarks.CommonOptions;
import io.dspt.monitor.benchmarks.measure.Report;
import io.dspt.monitor.benchmarks.measure.Samples;
import io.dspt.monitor.benchmarks.measure.Table;
import io.dspt.monitor.benchmarks.state.Instance;
import io.dspt.monitor.benchmarks.state.InstanceSample;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how long an estate with a large state stands still after a crash. */
@Command(
        name = "restore",
        description = "Measures the time until records of an estate with a large state are judged again after a crash.",
        mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {
    private static final long FULL_ACCOUNTS = 1_000_000;
    private static final long SHORT_ACCOUNTS = 50_000;
    private static final long MARKS = 10;
    private static final Duration LONGEST = Duration.ofMinutes(20);

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Option(
            names = "--accounts",
            paramLabel = "N",
            description = "resources, each with an open finding (default: 1,000,000; short form: 50,000)")
    private @Nullable Long accounts;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "1g",
            description = "heap of each instance (default: ${DEFAULT-VALUE})")
    private String heap = "1g";

    @Override
    public Integer call() throws IOException, InterruptedException {
        long count = accounts != null ? accounts : options.shortForm() ? SHORT_ACCOUNTS : FULL_ACCOUNTS;
        Report report = options.report();
        Map<String, Samples> samples = new LinkedHashMap<>();
        options.say("writing the state of " + count + " resources, each with an open finding");
        try (LargeEstate estate = LargeEstate.of(count, List.of("-Xms" + heap, "-Xmx" + heap))) {
            report.note("rows", Long.toString(estate.changelogRecords()));
            Table table = new Table(
                    String.format(
                            Locale.ROOT,
                            "restore: %,d resources and as many open findings of one estate, %,d rows",
                            count,
                            estate.changelogRecords()),
                    List.of(
                            "after a crash",
                            "ready after s",
                            "first finding after s",
                            "disk MB",
                            "heap MB",
                            "RocksDB MB",
                            "resident MB",
                            "changelog MB"));
            options.say("starting an instance without local state");
            estate.putRight(0);
            long begin = System.nanoTime();
            try (Instance alone = estate.start("alone", 1)) {
                alone.await(LONGEST, sample -> sample.running() && sample.active());
                long ready = System.nanoTime();
                estate.awaitResolved(0, LONGEST, alone);
                add("no standby, no local state", begin, ready, alone, estate, table, samples);

                options.say("starting a standby");
                try (Instance standby = estate.start("standby", 1)) {
                    standby.await(LONGEST, RestoreCommand::hasCaughtUp);
                    options.say("the standby has caught up; killing the other");
                    alone.kill();
                    begin = System.nanoTime();
                    estate.putRight(1);
                    standby.await(LONGEST, sample -> sample.running() && sample.active());
                    ready = System.nanoTime();
                    estate.awaitResolved(1, LONGEST, standby);
                    add("a standby that has caught up", begin, ready, standby, estate, table, samples);
                }
            }
            options.show(report, table);
        }
        report.samples("restore", samples);
        options.write(report, "restore");
        return 0;
    }

    /** The marks of transactions that end a changelog are never read: a few offsets are always left. */
    private static boolean hasCaughtUp(InstanceSample sample) {
        return sample.running() && !sample.active() && sample.stores() > 0 && sample.behind() < MARKS;
    }

    private static void add(
            String name,
            long begin,
            long ready,
            Instance instance,
            LargeEstate estate,
            Table table,
            Map<String, Samples> samples)
            throws IOException, InterruptedException {
        Map<String, Double> figures = new TreeMap<>();
        figures.put("first finding after s", (System.nanoTime() - begin) / 1e9);
        figures.put("ready after s", (ready - begin) / 1e9);
        InstanceSample sample = instance.await(LONGEST, InstanceSample::collected);
        figures.put("disk MB", instance.bytesOnDisk() / 1e6);
        figures.put("heap MB", sample.heap() / 1e6);
        figures.put("RocksDB MB", sample.rocks() / 1e6);
        figures.put("resident MB", sample.resident() / 1e6);
        figures.put("changelog MB", estate.changelogBytes() / 1e6);
        table.row(
                name,
                figures.get("ready after s"),
                figures.get("first finding after s"),
                figures.get("disk MB"),
                figures.get("heap MB"),
                figures.get("RocksDB MB"),
                figures.get("resident MB"),
                figures.get("changelog MB"));
        samples.put(name, Samples.of(List.of(figures)));
    }
}
