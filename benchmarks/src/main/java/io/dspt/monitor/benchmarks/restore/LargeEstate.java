package io.dspt.monitor.benchmarks.restore;

import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import io.dspt.monitor.benchmarks.pipeline.BrokerProcess;
import io.dspt.monitor.benchmarks.pipeline.PipelineBench;
import io.dspt.monitor.benchmarks.pipeline.PrefilledLog;
import io.dspt.monitor.benchmarks.pipeline.Taken;
import io.dspt.monitor.benchmarks.pipeline.TopicReading;
import io.dspt.monitor.benchmarks.records.AccountWrite;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.state.EstateFold;
import io.dspt.monitor.benchmarks.state.Instance;
import io.dspt.monitor.benchmarks.state.InstanceSample;
import io.dspt.monitor.benchmarks.state.InstanceSpec;
import io.dspt.monitor.benchmarks.state.ManyAccounts;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.TopicSetup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A broker with the log and the changelogs of one estate that has a number of accounts, each with an open finding, and
 * instances over it. The instances make the changelogs; the rows of accounts are written into them as the fold writes them.
 */
final class LargeEstate implements AutoCloseable {
    private static final String APPLICATION = "restore";
    private static final String STATE_CHANGELOG = APPLICATION + "-state-changelog";
    private static final String ESTATE_CHANGELOG = APPLICATION + "-estate-changelog";
    private static final TopicPartition LOG = new TopicPartition(Topics.LOG, 0);
    private static final Duration LONGEST_OPENING = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int SAMPLE_MILLIS = 500;

    private final Path folder;
    private final BrokerProcess broker;
    private final Admin admin;
    private final PrefilledLog log;
    private final List<String> jvm;
    private long number;

    private LargeEstate(Path folder, BrokerProcess broker, Admin admin, PrefilledLog log, List<String> jvm) {
        this.folder = folder;
        this.broker = broker;
        this.admin = admin;
        this.log = log;
        this.jvm = jvm;
    }

    /**
     * Makes it; no instance runs.
     *
     * @param accounts how many there are
     * @param jvm options of the instances
     */
    static LargeEstate of(long accounts, List<String> jvm) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("dspt-benchmark");
        BrokerProcess broker = BrokerProcess.start(Files.createDirectory(folder.resolve("broker")));
        Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
        new TopicSetup(admin, (short) 1).ensure(Topics.all(1));
        PrefilledLog log = PrefilledLog.write(broker.bootstrapServers(), 1, RuleBundle.builtIn(), null, List.of());
        LargeEstate estate = new LargeEstate(folder, broker, admin, log, jvm);
        try (Instance first = estate.start("first", 0)) {
            first.await(LONGEST_OPENING, InstanceSample::running);
            estate.awaitOpened();
        }
        estate.fill(accounts);
        return estate;
    }

    /** Starts an instance; its stores are those of its name's last instance, if they were not removed. */
    Instance start(String instance, int standbys) throws IOException {
        return Instance.start(
                new InstanceSpec(
                        broker.bootstrapServers(),
                        APPLICATION,
                        instance,
                        folder.resolve("state-" + instance).toString(),
                        log.publicKey(),
                        standbys,
                        SAMPLE_MILLIS,
                        4),
                jvm,
                folder);
    }

    /** Appends the record that puts an account right. */
    void putRight(long account) {
        try (KafkaProducer<byte[], byte[]> producer = PrefilledLog.producer(broker.bootstrapServers())) {
            byte[] record = ManyAccounts.written(
                    account, AccountWrite.PERMITTED_REGION, GeneratedRecords.FIRST.plusSeconds(60));
            Taken taken = new Taken();
            taken.send(producer, PrefilledLog.producerRecord(0, PrefilledLog.azureRecord(++number, record)));
            producer.flush();
            taken.orThrow();
        }
    }

    /**
     * Waits until the finding of an account was resolved.
     *
     * @param alive looked at while waiting
     */
    void awaitResolved(long account, Duration longest, Instance alive) throws InterruptedException {
        String subject = "\"" + ManyAccounts.id(account).toLowerCase(java.util.Locale.ROOT) + "\"";
        long deadline = System.nanoTime() + longest.toNanos();
        Map<TopicPartition, Long> from = new HashMap<>();
        boolean[] seen = new boolean[1];
        try (TopicReading reading = new TopicReading(broker.bootstrapServers())) {
            while (!seen[0]) {
                if (!alive.alive() || System.nanoTime() > deadline) {
                    throw new MeasurementFailedException("the finding of account " + account + " was not resolved");
                }
                reading.read(Topics.FINDINGS, from, record -> {
                    from.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                    @Nullable Header transition = record.headers().lastHeader("transition");
                    seen[0] |= transition != null
                            && new String(transition.value(), StandardCharsets.UTF_8).equals("RESOLVED")
                            && new String(record.value(), StandardCharsets.UTF_8)
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .contains(subject);
                });
                Thread.sleep(LOOK.toMillis());
            }
        }
    }

    /** Bytes of the changelogs on the broker's disk. */
    long changelogBytes() throws InterruptedException {
        return asked(() -> admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                .flatMap(folders -> folders.values().stream())
                .flatMap(one -> one.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().endsWith("-changelog"))
                .mapToLong(replica -> replica.getValue().size())
                .sum());
    }

    /** How many rows the changelogs hold. */
    long changelogRecords() {
        try (TopicReading reading = new TopicReading(broker.bootstrapServers())) {
            return reading.ends(STATE_CHANGELOG).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    @Override
    public void close() throws IOException {
        admin.close(Duration.ofSeconds(5));
        broker.close();
        PipelineBench.removeFolder(folder);
    }

    private void awaitOpened() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_OPENING.toNanos();
        while (true) {
            Map<TopicPartition, OffsetAndMetadata> offsets = asked(() -> admin.listConsumerGroupOffsets(APPLICATION)
                    .partitionsToOffsetAndMetadata()
                    .get());
            OffsetAndMetadata offset = offsets.get(LOG);
            if (offset != null && offset.offset() >= log.ends().get(0)) {
                return;
            } else if (System.nanoTime() > deadline) {
                throw new MeasurementFailedException("the estate's log was not opened");
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    private void fill(long accounts) {
        ManyAccounts rows = new ManyAccounts(new EstateFold(PrefilledLog.estate(0)), true);
        Taken taken = new Taken();
        try (KafkaProducer<byte[], byte[]> producer = PrefilledLog.producer(broker.bootstrapServers())) {
            for (long account = 0; account < accounts; account++) {
                rows.rows(
                        account,
                        (key, row) -> taken.send(producer, new ProducerRecord<>(STATE_CHANGELOG, 0, key, row)));
            }
            Map.Entry<byte[], byte[]> tally = rows.tally(accounts);
            taken.send(producer, new ProducerRecord<>(ESTATE_CHANGELOG, 0, tally.getKey(), tally.getValue()));
            producer.flush();
            taken.orThrow();
        }
    }

    private interface Asked<T> {
        T get() throws ExecutionException, InterruptedException;
    }

    private static <T> T asked(Asked<T> question) throws InterruptedException {
        try {
            return question.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused: " + e.getCause(), e);
        }
    }
}
