package io.dspt.monitor.benchmarks.soak;

import io.dspt.monitor.benchmarks.CommonOptions;
import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import io.dspt.monitor.benchmarks.measure.Report;
import io.dspt.monitor.benchmarks.measure.Samples;
import io.dspt.monitor.benchmarks.measure.Table;
import io.dspt.monitor.benchmarks.pipeline.BrokerProcess;
import io.dspt.monitor.benchmarks.pipeline.PipelineBench;
import io.dspt.monitor.benchmarks.pipeline.PrefilledLog;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.records.GeneratedRecords.Mix;
import io.dspt.monitor.benchmarks.soak.Trend.Reading;
import io.dspt.monitor.benchmarks.state.Instance;
import io.dspt.monitor.benchmarks.state.InstanceSample;
import io.dspt.monitor.benchmarks.state.InstanceSpec;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.TopicSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets records come at a steady rate for a while, and tells what has grown meanwhile. */
@Command(
        name = "soak",
        description = "Tells what grows in the topology's process while records keep coming at a steady rate.",
        mixinStandardHelpOptions = true)
public final class SoakCommand implements Callable<Integer> {
    private static final String APPLICATION = "soak";
    private static final int SAMPLE_MILLIS = 10_000;
    private static final int SHORT_SAMPLE_MILLIS = 2_000;
    /** The heap is collected every minute. */
    private static final int COLLECT_EVERY = 6;

    private static final int SHORT_COLLECT_EVERY = 3;
    private static final int FULL_MINUTES = 20;
    private static final int SHORT_MINUTES = 1;
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final String HEAP = "heap after a collection MB";
    private static final String DISK = "stores on disk MB";
    private static final String OPEN = "open findings";
    private static final String ALL = "findings ever";
    private static final String BEHIND = "records behind";
    /** Growth of less than this share of what it was is none. */
    private static final double TOLERANCE = 0.1;
    /** Nor is growth of less than this many megabytes, threads or records. */
    private static final double LEAST = 4;

    /** A load is kept up with when no more than this many seconds of it have been added to what is not yet judged. */
    private static final double LATE_SECONDS = 2;

    /** Figures that grow because there is more to keep: they are told, and not judged. */
    private static final List<String> RIGHTFUL = List.of(DISK, OPEN, ALL);

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Option(names = "--minutes", paramLabel = "N", description = "how long (default: 20; short form: 1)")
    private @Nullable Integer minutes;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "records per second (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--resources",
            paramLabel = "N",
            defaultValue = "2000",
            description = "how many distinct resources of each sort the records are about (default: ${DEFAULT-VALUE})")
    private int resources;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "1g",
            description = "heap of the topology's process (default: ${DEFAULT-VALUE})")
    private String heap = "1g";

    @Override
    public Integer call() throws IOException, InterruptedException {
        int length = minutes != null ? minutes : options.shortForm() ? SHORT_MINUTES : FULL_MINUTES;
        Path folder = Files.createTempDirectory("dspt-benchmark");
        Report report = options.report();
        try (BrokerProcess broker = BrokerProcess.start(Files.createDirectory(folder.resolve("broker")));
                Admin admin =
                        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            new TopicSetup(admin, (short) 1).ensure(Topics.all(1));
            SortedMap<String, List<Reading>> readings = soak(folder, broker, admin, Duration.ofMinutes(length));
            show(readings, length, report);
        } finally {
            PipelineBench.removeFolder(folder);
        }
        options.write(report, "soak");
        return 0;
    }

    private SortedMap<String, List<Reading>> soak(Path folder, BrokerProcess broker, Admin admin, Duration length)
            throws IOException, InterruptedException {
        PrefilledLog log = PrefilledLog.write(broker.bootstrapServers(), 1, RuleBundle.builtIn(), null, List.of());
        InstanceSpec spec = new InstanceSpec(
                broker.bootstrapServers(),
                APPLICATION,
                "soaked",
                folder.resolve("state").toString(),
                log.publicKey(),
                0,
                options.shortForm() ? SHORT_SAMPLE_MILLIS : SAMPLE_MILLIS,
                options.shortForm() ? SHORT_COLLECT_EVERY : COLLECT_EVERY);
        SortedMap<String, List<Reading>> readings = new TreeMap<>();
        try (Instance instance = Instance.start(spec, List.of("-Xms" + heap, "-Xmx" + heap), folder);
                OpenFindings findings = new OpenFindings(broker.bootstrapServers())) {
            instance.await(LONGEST_START, InstanceSample::running);
            options.say(String.format(Locale.ROOT, "%.0f records/s for %d minutes", rate, length.toMinutes()));
            long begin = System.nanoTime();
            try (SteadyLoad load = new SteadyLoad(
                    broker.bootstrapServers(),
                    GeneratedRecords.each(options.seed(), Integer.MAX_VALUE, new Mix(0.02, 0.05, 3_000, resources))
                            .iterator(),
                    rate)) {
                while (System.nanoTime() - begin < length.toNanos()) {
                    InstanceSample sample = instance.next();
                    double seconds = (System.nanoTime() - begin) / 1e9;
                    findings.readOn();
                    Map<String, Double> figures = sample.figures();
                    figures.put(DISK, instance.bytesOnDisk() / 1e6);
                    figures.put(OPEN, (double) findings.open());
                    figures.put(ALL, (double) findings.all());
                    figures.put(BEHIND, (double) (load.sent() + log.total() - judged(admin)));
                    if (sample.collected()) {
                        figures.put(HEAP, sample.heap() / 1e6);
                    }
                    figures.forEach((figure, value) -> readings.computeIfAbsent(figure, name -> new ArrayList<>())
                            .add(new Reading(seconds, value)));
                    options.say(String.format(Locale.ROOT, "%.0f s: %s", seconds, figures));
                }
            }
        }
        if (readings.getOrDefault(ALL, List.of()).stream().noneMatch(reading -> reading.value() > 0)) {
            throw new MeasurementFailedException("nothing was found: the records were not judged");
        }
        return readings;
    }

    /** How many records of the log are judged and committed. */
    private static long judged(Admin admin) throws InterruptedException {
        try {
            @Nullable
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(APPLICATION)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(Topics.LOG, 0));
            return offset == null ? 0 : offset.offset();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused: " + e.getCause(), e);
        }
    }

    private void show(SortedMap<String, List<Reading>> readings, int length, Report report) {
        Table table = new Table(
                String.format(
                        Locale.ROOT,
                        "soak: %.0f records/s for %d minutes, %,d resources of each sort; the second half",
                        rate,
                        length,
                        resources),
                List.of("figure", "first third", "last third", "change %", "per hour", "verdict"));
        Map<String, Samples> samples = new TreeMap<>();
        readings.forEach((figure, all) -> {
            List<Map<String, Double>> values = new ArrayList<>();
            all.forEach(reading -> values.add(Map.of("seconds", reading.seconds(), "value", reading.value())));
            samples.put(figure, Samples.of(values));
            List<Reading> second = all.subList(all.size() / 2, all.size());
            if (second.size() < 2) {
                return;
            }
            Trend trend = Trend.of(second);
            table.row(
                    figure, trend.first(), trend.last(), trend.change() * 100, trend.perHour(), verdict(figure, trend));
        });
        options.show(report, table);
        report.samples("soak", samples);
        report.note(
                "tolerance",
                String.format(
                        Locale.ROOT, "flat: grown by at most %.0f%%, or %.0f of its unit", TOLERANCE * 100, LEAST));
    }

    private String verdict(String figure, Trend trend) {
        if (RIGHTFUL.contains(figure)) {
            return "may grow";
        }
        double least = figure.equals(BEHIND) ? LATE_SECONDS * rate : LEAST;
        return trend.isFlat(TOLERANCE, least) ? "flat" : "grows";
    }
}
