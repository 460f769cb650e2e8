package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.azure.fakes.AmqpFault;
import io.dspt.monitor.azure.fakes.FakeEventHubs;
import io.dspt.monitor.azure.fakes.FakeHub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ingest eventhubs} in processes of its own, which die in all ways, between the SDK's real AMQP and a real broker.
 * {@code -Dexactly-once.events=N} and {@code -Dexactly-once.seed=N} run it with others.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EventHubsExactlyOnceIT {
    private static final int HUB_PARTITIONS = 4;
    private static final long EVENTS = Long.getLong("exactly-once.events", 200_000);
    private static final long SEED = Long.getLong("exactly-once.seed", 20_261_129);
    private static final int KILLS = 5;
    /** So many events a hub has that are still to be read, however quick the machine is. */
    private static final int ALWAYS_LEFT = 40_000;

    private static final String GROUP = "dspt-monitor";
    private static final String BALLAST = "x".repeat(400);

    private static IngestCluster cluster;

    private FakeEventHubs eventHubs;

    @BeforeAll
    static void startCluster(@TempDir Path folder) throws Exception {
        cluster = IngestCluster.start(folder);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void startEventHubs() {
        eventHubs = FakeEventHubs.start();
    }

    @AfterEach
    void stopEventHubs() {
        eventHubs.close();
    }

    @Test
    void shouldDeliverEveryEventOnceThoughItIsKilledAndTheHubRepeatsItself() throws Exception {
        // Given a hub that redelivers one event in twenty, and an estate whose log has been begun
        FakeHub hub = hub("killed", EVENTS);
        hub.redeliverShare(0.05, SEED);
        cluster.begin("killed");
        Path configuration = configuration("killed", hub);
        Random random = new Random(SEED);

        try (CommittedRecords log = new CommittedRecords(cluster.connection(), "killed")) {
            // When the ingestor is killed five times at random, and connections drop in between
            long from = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                try (ChildProcess ingestor = ingestor(configuration)) {
                    long room = EVENTS * (kill + 1) / (KILLS + 1) - from;
                    from += 1 + random.nextLong(Math.max(1, room));
                    log.awaitDistinct(from);
                    eventHubs.dropConnections();
                    from += 1 + random.nextLong(Math.max(1, EVENTS / 50));
                    log.awaitDistinct(from);
                    ingestor.killAfter(random.nextInt(200));
                }
            }
            try (ChildProcess ingestor = ingestor(configuration)) {
                log.awaitDistinct(EVENTS);
                log.awaitSilence(Duration.ofSeconds(2));
                assertStops(ingestor);
            }

            // Then every event is in the log, and none twice
            System.out.printf(
                    "%,d of %,d distinct under read_committed, %d twice, %d missing, after %d kills (seed %d)%n",
                    log.distinct(), EVENTS, log.repeated(), EVENTS - log.distinct(), KILLS, SEED);
            assertEquals(EVENTS, log.distinct());
            assertEquals(0, log.repeated());
            assertEquals(EVENTS, log.records());
        }
    }

    @Test
    void shouldBeExactThoughAllInstancesAreKilledWithAllTransactionsOpen() throws Exception {
        // Given two instances that share the partitions of a hub with more events than they get to read
        long events = 100_000;
        FakeHub hub = hub("all-killed", events);
        cluster.begin("all-killed");
        Path configuration = configuration("all-killed", hub);

        try (CommittedRecords log = new CommittedRecords(cluster.connection(), "all-killed");
                Admin admin = cluster.connection().admin()) {
            int open = 0;
            try (ChildProcess first = ingestor(configuration);
                    ChildProcess second = ingestor(configuration)) {
                first.awaitLine("reads partition");
                second.awaitLine("reads partition");

                // When both are held where the broker has a transaction open for every partition, and are killed there
                for (int attempt = 0; attempt < 200 && open < HUB_PARTITIONS; attempt++) {
                    if (events - log.distinct() < ALWAYS_LEFT) {
                        append(hub, ALWAYS_LEFT);
                        events += ALWAYS_LEFT;
                    }
                    log.awaitDistinct(log.distinct() + 500);
                    first.suspend();
                    second.suspend();
                    open = openTransactions(admin, "all-killed");
                    if (open < HUB_PARTITIONS) {
                        first.resume();
                        second.resume();
                    }
                }
                first.killAfter(0);
                second.killAfter(0);
            }
            assertEquals(HUB_PARTITIONS, open, "transactions were open");
            assertTrue(log.distinct() < events, "there was more to read");

            // And one is started again
            try (ChildProcess ingestor = ingestor(configuration)) {
                log.awaitDistinct(events);
                log.awaitSilence(Duration.ofSeconds(2));
                assertStops(ingestor);
            }

            // Then it is exact
            assertEquals(events, log.records());
            assertEquals(0, log.repeated());
        }
    }

    @Test
    void shouldTakeOverThePartitionsOfAnInstanceThatDies() throws Exception {
        // Given two instances that share a hub, which goes on sending
        FakeHub hub = hub("taken-over", 0);
        cluster.begin("taken-over");
        Path configuration = configuration("taken-over", hub);
        try (CommittedRecords log = new CommittedRecords(cluster.connection(), "taken-over");
                ChildProcess first = ingestor(configuration)) {
            first.awaitLine("reads partition 3");
            try (ChildProcess second = ingestor(configuration)) {
                second.awaitLine("reads partition");
                second.awaitLine("reads partition");
                append(hub, 4_000);
                log.awaitDistinct(4_000);

                // When one is killed, and more comes
                long killedAt = System.nanoTime();
                second.killAfter(0);
                append(hub, 4_000);

                // Then the other has all of it within half a minute, still exactly once
                log.awaitDistinct(8_000);
                Duration taken = Duration.ofNanos(System.nanoTime() - killedAt);
                System.out.printf("taken over after %.1f s%n", taken.toMillis() / 1e3);
                assertTrue(taken.compareTo(Duration.ofSeconds(30)) < 0, () -> "it took " + taken);
            }
            log.awaitSilence(Duration.ofSeconds(2));
            assertEquals(8_000, log.records());
            assertEquals(0, log.repeated());
            assertStops(first);
        }
    }

    @Test
    void shouldHealFromWhatAHubDoesToItsReaders() throws Exception {
        // Given a running ingestor
        FakeHub hub = hub("faults", 8_000);
        cluster.begin("faults");
        try (CommittedRecords log = new CommittedRecords(cluster.connection(), "faults");
                ChildProcess ingestor = ingestor(configuration("faults", hub))) {
            log.awaitDistinct(8_000);

            // When the hub is busy, somebody steals the links, it goes away and comes back
            hub.detachReceivers(AmqpFault.SERVER_BUSY, "The request was terminated because the namespace is busy.");
            append(hub, 4_000);
            log.awaitDistinct(12_000);
            for (int partition = 0; partition < HUB_PARTITIONS; partition++) {
                hub.stealReceivers(partition);
            }
            append(hub, 4_000);
            log.awaitDistinct(16_000);
            eventHubs.stop();
            eventHubs.restart();
            append(hub, 4_000);
            log.awaitDistinct(20_000);

            // Then everything came once
            log.awaitSilence(Duration.ofSeconds(2));
            assertStops(ingestor);
            assertEquals(20_000, log.records());
            assertEquals(0, log.repeated());
        }
    }

    private FakeHub hub(String name, long events) {
        FakeHub hub = eventHubs.hub(name, HUB_PARTITIONS).addConsumerGroup(GROUP);
        for (int partition = 0; partition < HUB_PARTITIONS; partition++) {
            int number = partition;
            hub.appendGenerated(partition, events / HUB_PARTITIONS, sequence -> event(number, sequence));
        }
        return hub;
    }

    private static void append(FakeHub hub, int events) {
        for (int partition = 0; partition < HUB_PARTITIONS; partition++) {
            int number = partition;
            hub.appendGenerated(partition, events / HUB_PARTITIONS, sequence -> event(number, sequence));
        }
    }

    private static byte[] event(int partition, long sequence) {
        return ("{\"records\":[{\"time\":\"2026-03-01T00:00:00Z\",\"category\":\"Administrative\",\"operationName\":"
                        + "\"MICROSOFT.STORAGE/STORAGEACCOUNTS/READ\",\"resourceId\":\"/subscriptions/"
                        + "22222222-2222-2222-2222-222222222222/resourceGroups/rg\",\"correlationId\":\"" + partition
                        + "-"
                        + sequence + "\",\"properties\":{\"message\":\"" + BALLAST + "\"}}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Path configuration(String name, FakeHub hub) throws Exception {
        return cluster.configuration(name, name, eventHubs.connectionString(hub.name()), GROUP);
    }

    private static ChildProcess ingestor(Path configuration) throws Exception {
        return ChildProcess.start(ChildProcess.thisJava(), "ingest", "eventhubs", "--config", configuration.toString());
    }

    /** Asked by a signal, it commits what it has begun and says so. */
    private static void assertStops(ChildProcess ingestor) throws Exception {
        ingestor.askToStop();
        CommandRun run = ingestor.await();
        assertTrue(run.err().endsWith("dspt-monitor: stopped"), run::err);
    }

    private static int openTransactions(Admin admin, String source) throws Exception {
        return (int) admin
                .listTransactions(new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
                .all()
                .get()
                .stream()
                .filter(transaction -> transaction.transactionalId().startsWith("dspt-eventhubs-" + source + "-"))
                .count();
    }
}
