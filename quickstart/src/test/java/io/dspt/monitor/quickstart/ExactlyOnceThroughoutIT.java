package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventDataBatch;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.CreateBatchOptions;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way from a hub to findings, each step of it once, on the best that there is: three brokers in containers or one
 * in this JVM, the emulator of Event Hubs or our fake. {@link Brokers} and {@link Hubs} say which they are.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ExactlyOnceThroughoutIT {
    private static final int EVENTS = 10_000;
    /** One in so many is of an account abroad. */
    private static final int ABROAD = 100;

    private static final String ESTATE = "north";
    private static final String RES_001 = "rules/residency/RES-001-resource-outside-permitted-regions.rule.yaml";
    private static final String ORDINARY =
            "{\"time\":\"2026-03-01T00:00:00Z\",\"category\":\"None\",\"properties\":{\"message\":\"" + "x".repeat(400)
                    + "\"}}";

    private final KeyPair keys = SigningKeys.generate();

    @Test
    void shouldJudgeEveryEventOnceThoughWhateverRunsIsKilled(@TempDir Path folder) throws Exception {
        Brokers brokers = Brokers.atHand(folder);
        try (IngestCluster cluster = IngestCluster.on(brokers, folder);
                Hubs hubs = Hubs.atHand();
                LiveEstate estate = new LiveEstate(
                        cluster.bootstrapServers(),
                        ESTATE,
                        keys,
                        RuleBundle.builtIn().only(RES_001));
                CommittedRecords log = new CommittedRecords(cluster.connection(), ESTATE);
                FindingsWatch findings = new FindingsWatch(cluster.bootstrapServers(), estate.partition())) {
            // Given a hub full of events
            fill(hubs.connectionString());
            String ingest = cluster.configuration(Hubs.HUB, ESTATE, hubs.connectionString(), Hubs.CONSUMER_GROUP)
                    .toString();
            String stream = streamConfiguration(folder, cluster);

            // When the broker that leads the log, the ingestor and the monitor are killed in the midst of it
            try (ChildProcess monitor = process("stream", "--config", stream);
                    ChildProcess ingestor = process("ingest", "eventhubs", "--config", ingest)) {
                log.awaitDistinct(EVENTS / 5);
                int leader = leader(cluster, estate.partition());
                if (brokers.count() > 1) {
                    brokers.kill(leader);
                }
                log.awaitDistinct(EVENTS * 2 / 5);
                ingestor.killAfter(0);
                monitor.killAfter(0);
                if (brokers.count() > 1) {
                    brokers.start(leader);
                }
            }

            // And run again
            try (ChildProcess monitor = process("stream", "--config", stream);
                    ChildProcess ingestor = process("ingest", "eventhubs", "--config", ingest)) {
                log.awaitDistinct(EVENTS);
                log.awaitSilence(Duration.ofSeconds(2));
                for (int number = 0; number < EVENTS; number += ABROAD) {
                    findings.first("RES-001", LiveEstate.account(account(number)));
                }
                assertStops(ingestor);
                assertStops(monitor);
            }

            // Then every event is in the log once, and was judged once
            assertEquals(EVENTS, log.records());
            assertEquals(0, log.repeated());
            for (int number = 0; number < EVENTS; number += ABROAD) {
                String account = LiveEstate.account(account(number));
                assertEquals(1, findings.latest("RES-001", account).finding().count(), account);
            }
        }
    }

    /** Sends the events as anything of Azure's does. */
    private static void fill(String connectionString) {
        try (EventHubProducerClient producer =
                new EventHubClientBuilder().connectionString(connectionString).buildProducerClient()) {
            for (int partition = 0; partition < Hubs.PARTITIONS; partition++) {
                CreateBatchOptions options = new CreateBatchOptions().setPartitionId(Integer.toString(partition));
                EventDataBatch batch = producer.createBatch(options);
                for (int number = partition; number < EVENTS; number += Hubs.PARTITIONS) {
                    EventData event = event(number);
                    if (!batch.tryAdd(event)) {
                        producer.send(batch);
                        batch = producer.createBatch(options);
                        assertTrue(batch.tryAdd(event));
                    }
                }
                producer.send(batch);
            }
        }
    }

    private static EventData event(int number) {
        String record = number % ABROAD == 0 ? LiveEstate.accountMadeAbroad(account(number)) : ORDINARY;
        return new EventData(("{\"records\":[" + record + "]}").getBytes(StandardCharsets.UTF_8));
    }

    private static String account(int number) {
        return "stabroad" + number;
    }

    private String streamConfiguration(Path folder, IngestCluster cluster) throws Exception {
        Files.write(folder.resolve("control.der"), keys.getPublic().getEncoded());
        return Files.writeString(folder.resolve("stream.yaml"), """
                        kafka:
                          bootstrap.servers: %s
                        instance: one
                        state_directory: state
                        trusted_keys: [ control.der ]
                        console: { port: 0 }
                        """.formatted(cluster.bootstrapServers()))
                .toString();
    }

    private static int leader(IngestCluster cluster, int partition) throws Exception {
        try (Admin admin = cluster.connection().admin()) {
            return admin.describeTopics(List.of(Topics.LOG))
                    .allTopicNames()
                    .get()
                    .get(Topics.LOG)
                    .partitions()
                    .get(partition)
                    .leader()
                    .id();
        }
    }

    private static ChildProcess process(String... arguments) throws Exception {
        return ChildProcess.start(ChildProcess.thisJava(), arguments);
    }

    private static void assertStops(ChildProcess process) throws Exception {
        process.askToStop();
        CommandRun run = process.await();
        assertTrue(run.err().endsWith("dspt-monitor: stopped"), run::err);
    }
}
