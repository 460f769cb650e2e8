package io.dspt.monitor.benchmarks.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.azure.fakes.FakeEventHubs;
import io.dspt.monitor.azure.fakes.FakeHub;
import io.dspt.monitor.benchmarks.CommonOptions;
import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import io.dspt.monitor.benchmarks.measure.Report;
import io.dspt.monitor.benchmarks.measure.Rounds;
import io.dspt.monitor.benchmarks.measure.Samples;
import io.dspt.monitor.benchmarks.measure.Table;
import io.dspt.monitor.benchmarks.pipeline.BrokerProcess;
import io.dspt.monitor.benchmarks.pipeline.ChildClassPath;
import io.dspt.monitor.benchmarks.pipeline.ChildJvm;
import io.dspt.monitor.benchmarks.pipeline.PipelineBench;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.records.GeneratedRecords.Mix;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.CommittedPositions;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.TopicSetup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the ingestor of Event Hubs beside a client that only reads. */
@Command(
        name = "ingest",
        description = "Measures the ingestor of Event Hubs beside Azure's SDK alone, over the same hub.",
        mixinStandardHelpOptions = true)
public final class IngestCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "ingest";
    private static final String RATE = "events/s";
    private static final String RECORDS = "records/s";
    private static final String CPU = "client CPU µs/event";
    private static final int PARTITIONS = 4;
    private static final int DIFFERENT_RECORDS = 4_000;
    /**
     * Of both clients. Compilers share two cores with all who work, each thread alike: a single one is behind for two
     * minutes, and what is measured then is code that nobody has compiled yet.
     */
    private static final List<String> CLIENT_OPTIONS = List.of(
            "-Xms1g",
            "-Xmx1g",
            "-XX:-UsePerfData",
            "-XX:CICompilerCount=6",
            "-Dlogback.configurationFile=child-logback.xml");

    private static final Duration LONGEST_END = Duration.ofMinutes(1);

    @Mixin
    private final CommonOptions options = new CommonOptions();

    private int runs;

    /**
     * One table.
     *
     * @param recordsOfAnEvent how many records an event carries: diagnostic settings gather some
     * @param events how many events the hub has
     */
    private record Load(int recordsOfAnEvent, long events) {}

    @Override
    public Integer call() throws IOException {
        Report report = options.report();
        Path folder = Files.createTempDirectory("dspt-benchmark");
        List<Load> loads = options.shortForm()
                ? List.of(new Load(1, 120_000))
                : List.of(new Load(1, 1_000_000), new Load(20, 60_000));
        try (BrokerProcess broker = BrokerProcess.start(Files.createDirectory(folder.resolve("broker")))) {
            KafkaConnection kafka = KafkaConnection.plain(broker.bootstrapServers());
            try (Admin admin = kafka.admin()) {
                new TopicSetup(admin, (short) 1).ensure(Topics.all(PARTITIONS));
            }
            for (Load load : loads) {
                measure(load, kafka, folder, report);
            }
        } finally {
            PipelineBench.removeFolder(folder);
        }
        options.write(report, NAME);
        return 0;
    }

    private void measure(Load load, KafkaConnection kafka, Path folder, Report report) {
        List<byte[]> bodies = bodies(load.recordsOfAnEvent());
        try (FakeEventHubs eventHubs = FakeEventHubs.start()) {
            FakeHub hub = eventHubs.hub("hub", PARTITIONS);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                hub.appendGenerated(
                        partition,
                        load.events() / PARTITIONS,
                        sequence -> bodies.get((int) (sequence % bodies.size())));
            }
            Rounds rounds = Rounds.of(0, options.shortForm() ? 1 : 3)
                    .telling((variant, round) -> options.say("round " + (round + 1) + ": " + variant));
            for (IngestVariant variant : IngestVariant.values()) {
                rounds.variant(
                        variant.title(), () -> run(variant, load, eventHubs.connectionString("hub"), kafka, folder));
            }
            Map<String, Samples> samples = rounds.run();
            options.show(report, table(load, bodies, samples));
            report.samples(NAME + ", " + load.recordsOfAnEvent() + " records an event", samples);
        }
    }

    /** Events as a diagnostic setting sends them. */
    private List<byte[]> bodies(int recordsOfAnEvent) {
        List<byte[]> records = GeneratedRecords.of(options.seed(), DIFFERENT_RECORDS, Mix.usual());
        List<byte[]> bodies = new ArrayList<>();
        for (int from = 0; from + recordsOfAnEvent <= records.size(); from += recordsOfAnEvent) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes("{\"records\":[".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < recordsOfAnEvent; i++) {
                if (i > 0) {
                    body.write(',');
                }
                body.writeBytes(records.get(from + i));
            }
            body.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
            bodies.add(body.toByteArray());
        }
        return bodies;
    }

    private Map<String, Double> run(
            IngestVariant variant, Load load, String connectionString, KafkaConnection kafka, Path folder)
            throws IOException, InterruptedException {
        String source = "run-" + ++runs;
        HubClientMain.Task task = new HubClientMain.Task(
                variant,
                connectionString,
                kafka.bootstrapServers(),
                source,
                PARTITIONS,
                load.events() / 2,
                load.events());
        HubClientMain.Result result;
        try (ChildJvm client = ChildJvm.start(
                ChildClassPath.forKafka(),
                CLIENT_OPTIONS,
                HubClientMain.class,
                List.of(JSON.writeValueAsString(task)),
                folder.resolve(source + ".log"))) {
            result = JSON.readValue(client.answer(), HubClientMain.Result.class);
            client.awaitEnd(LONGEST_END);
        }
        if (variant == IngestVariant.INGESTOR) {
            checkPositions(source, load, kafka);
        }
        Map<String, Double> figures = new TreeMap<>();
        figures.put(RATE, result.eventsPerSecond());
        figures.put(RECORDS, result.eventsPerSecond() * load.recordsOfAnEvent());
        figures.put(CPU, result.cpuMicros());
        return figures;
    }

    /** What was counted was committed, to the last event. */
    private static void checkPositions(String source, Load load, KafkaConnection kafka) {
        String topic = Topics.hubPositions(source, PARTITIONS).name();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            String expected = "sequence=" + (load.events() / PARTITIONS - 1) + " ";
            Map<String, String> positions = CommittedPositions.read(kafka, new TopicPartition(topic, partition));
            if (!positions.getOrDefault("hub", "").startsWith(expected)) {
                throw new MeasurementFailedException(
                        "partition " + partition + " was not read to its end: " + positions);
            }
        }
    }

    private static Table table(Load load, List<byte[]> bodies, Map<String, Samples> samples) {
        long bytes = bodies.stream().mapToLong(body -> body.length).sum() / bodies.size();
        Table table = new Table(
                String.format(
                        Locale.ROOT,
                        "ingest: %,d events of %,d bytes, %d records each, %d partitions",
                        load.events(),
                        bytes,
                        load.recordsOfAnEvent(),
                        PARTITIONS),
                List.of("variant", RATE, "range", RECORDS, CPU, "× bare", "range"));
        Samples bare = Objects.requireNonNull(samples.get(IngestVariant.BARE.title()));
        samples.forEach((variant, measured) -> table.row(
                variant,
                measured.spread(RATE),
                measured.spread(RATE).range(),
                measured.spread(RECORDS),
                measured.spread(CPU),
                measured.ratioTo(bare, RATE),
                measured.ratioTo(bare, RATE).range()));
        return table;
    }
}
