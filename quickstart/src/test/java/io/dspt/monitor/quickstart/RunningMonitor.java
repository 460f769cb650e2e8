package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.fold.Output.CheckpointReached;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.ControlRecords;
import io.dspt.monitor.ingest.EstateLog;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.KafkaEstateLog;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.TopicSetup;
import io.dspt.monitor.ingest.files.FilesIngestor;
import io.dspt.monitor.ingest.files.FilesProgress;
import io.dspt.monitor.ingest.files.InputTree;
import io.dspt.monitor.streams.MonitorService;
import io.dspt.monitor.streams.MonitorServiceSettings;
import io.dspt.monitor.streams.output.CheckpointJson;
import io.dspt.monitor.streams.output.OutputListener;
import io.dspt.monitor.streams.output.PrintedFinding;
import io.dspt.monitor.streams.posture.PostureSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A real broker and the streams application in this JVM, for as many estates as a test likes. */
final class RunningMonitor implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private final EmbeddedKafka kafka;
    private final Path streams;
    private final PostureSettings posture;
    private final KeyPair keys = SigningKeys.generate();
    private final BlockingQueue<String> reachedBy = new LinkedBlockingQueue<>();
    private MonitorService service;
    private int inputs;

    /**
     * What came of an input.
     *
     * @param findings final states as JSON, as they opened
     * @param counts the summary
     */
    record Judged(List<String> findings, String counts) {}

    RunningMonitor(Path folder) throws IOException, InterruptedException {
        this(folder, PostureSettings.USUAL);
    }

    RunningMonitor(Path folder, PostureSettings posture) throws IOException, InterruptedException {
        this.posture = posture;
        kafka = EmbeddedKafka.start(folder);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicSetup(admin, (short) 1).ensure(Topics.all(PARTITIONS));
        }
        streams = folder.resolve("streams");
        service = started();
    }

    private MonitorService started() throws InterruptedException {
        MonitorService begun = new MonitorService(new MonitorServiceSettings(
                        kafka.bootstrapServers(),
                        "test",
                        streams,
                        Engine.settings(TrustedKeys.of(keys.getPublic())),
                        List.of(new Checkpoints()))
                .tellingPosture(posture));
        begun.start();
        if (!begun.awaitRunning(Duration.ofMinutes(2))) {
            throw new AssertionError("Kafka Streams did not start");
        }
        return begun;
    }

    /** The machine of the streams application is lost: another one begins with what the topics hold. */
    void loseLocalState() throws IOException, InterruptedException {
        service.close();
        try (Stream<Path> walk = Files.walk(streams)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        service = started();
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The keys that it trusts. */
    KeyPair keys() {
        return keys;
    }

    /** Whether it does what it should, as far as it knows. */
    boolean isAlive() {
        return service.alive().good();
    }

    /** What is measured of it. */
    PrometheusMeterRegistry metrics() {
        return service.metrics();
    }

    /** Writes the key that it trusts into a file, as a person would have it. */
    Path signingKey(Path file) throws IOException {
        return Files.write(file, keys.getPrivate().getEncoded());
    }

    /** The finding of a rule as it is now. */
    PrintedFinding finding(String estate, String rule) throws InterruptedException {
        service.awaitPresent(Duration.ofMinutes(1));
        return service.findings().all().stream()
                .filter(finding ->
                        finding.estate().equals(estate) && finding.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    /** Takes input through Kafka. */
    Judged judge(String estate, String... paths) throws InterruptedException {
        try (KafkaEstateLog log = KafkaEstateLog.forFiles(KafkaConnection.plain(kafka.bootstrapServers()), estate)) {
            ControlRecords controls = ingest(log, estate, paths);
            CheckpointReached reached = null;
            // A name of its own: answers to the checkpoint of an earlier input may still come.
            String checkpoint = "end-" + ++inputs;
            while (reached == null) {
                controls.checkpoint(checkpoint);
                @Nullable String answer = reachedBy.poll(1, TimeUnit.SECONDS);
                reached = answer == null || !answer.startsWith(estate + " ") ? null : parse(answer);
                if (reached != null && !reached.checkpoint().equals(checkpoint)) {
                    reached = null;
                }
            }
            service.awaitPresent(Duration.ofMinutes(1));
            return new Judged(
                    service.findings().all().stream()
                            .filter(finding -> finding.estate().equals(estate))
                            .map(PrintedFinding::json)
                            .toList(),
                    summary(reached));
        }
    }

    /** Takes the same input through the fold in memory. */
    Judged judgeInMemory(String estate, String... paths) {
        InMemoryEstateLog log = new InMemoryEstateLog(estate, Engine.settings(TrustedKeys.of(keys.getPublic())));
        ControlRecords controls = ingest(log, estate, paths);
        while (log.reached() == null) {
            controls.checkpoint("end");
        }
        return new Judged(log.findings().stream().map(PrintedFinding::json).toList(), summary(log.reached()));
    }

    @Override
    public void close() {
        service.close();
        kafka.close();
    }

    private ControlRecords ingest(EstateLog log, String estate, String... paths) {
        ControlRecords controls = new ControlRecords(log, estate, keys);
        controls.beginReplay(NOW, null);
        controls.useRules(RuleBundle.builtIn());
        new FilesIngestor(new ReaderPipeline(MaskKey.demo()), log, new Silence())
                .ingest(InputTree.walk(List.of(paths), InputStream.nullInputStream()));
        return controls;
    }

    private static CheckpointReached parse(String answer) {
        return CheckpointJson.parse(answer.substring(answer.indexOf(' ') + 1).getBytes(StandardCharsets.UTF_8));
    }

    private static String summary(CheckpointReached reached) {
        return new String(CheckpointJson.summary(reached.counts()), StandardCharsets.UTF_8);
    }

    private final class Checkpoints implements OutputListener {
        @Override
        public void record(ConsumerRecord<byte[], byte[]> record) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.topic().equals(Topics.COVERAGE) && key.endsWith("/checkpoint")) {
                reachedBy.add(
                        key.substring(0, key.indexOf('/')) + " " + new String(record.value(), StandardCharsets.UTF_8));
            }
        }
    }

    private static final class Silence implements FilesProgress {
        @Override
        public void skipped(String source) {}

        @Override
        public void unreadable(String source, String why) {}

        @Override
        public void alreadyIngested(String source) {}

        @Override
        public void element(String source) {}
    }
}
