package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.azure.fakes.FakeEventHubs;
import io.dspt.monitor.azure.fakes.FakeHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What whoever runs {@code ingest eventhubs} is told when it cannot work. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EventHubsFailuresIT {
    private static final String GROUP = "dspt-monitor";

    private static IngestCluster cluster;

    private FakeEventHubs eventHubs;

    @BeforeAll
    static void startCluster(@TempDir Path folder) throws Exception {
        cluster = IngestCluster.start(folder);
        cluster.begin("trust");
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
    void shouldEndNamingAHubThatIsNotThere() throws Exception {
        eventHubs.hub("activity", 2);
        Path configuration = cluster.configuration(
                "missing-hub",
                "trust",
                eventHubs.connectionString("activity").replace("EntityPath=activity", "EntityPath=actvity"),
                GROUP);

        assertEndsSaying(configuration, "there is no hub 'actvity' in its namespace");
    }

    @Test
    void shouldEndNamingAConsumerGroupThatIsNotThere() throws Exception {
        FakeHub hub = eventHubs.hub("activity", 2);
        Path configuration =
                cluster.configuration("missing-group", "trust", eventHubs.connectionString(hub.name()), GROUP);

        assertEndsSaying(configuration, "hub 'activity' has no consumer group 'dspt-monitor'");
    }

    @Test
    void shouldEndWhenTheKeyIsWrong() throws Exception {
        FakeHub hub = eventHubs.hub("activity", 2).addConsumerGroup(GROUP);
        eventHubs.requireKey("read", "cmlnaHQ=");
        Path configuration = cluster.configuration(
                "wrong-key", "trust", eventHubs.connectionString(hub.name(), "read", "d3Jvbmc="), GROUP);

        CommandRun run = assertEndsSaying(configuration, "does not accept the connection string");
        assertFalse(run.err().contains("d3Jvbmc="), run::err);
    }

    @Test
    void shouldNotWriteToALogThatWasNotBegun() throws Exception {
        FakeHub hub = eventHubs.hub("activity", 2).addConsumerGroup(GROUP);
        Path configuration =
                cluster.configuration("not-begun", "elsewhere", eventHubs.connectionString(hub.name()), GROUP);

        assertEndsSaying(configuration, "the log of estate 'elsewhere' has not been begun");
    }

    @Test
    void shouldWaitForKafkaAndThenNameIt() throws Exception {
        FakeHub hub = eventHubs.hub("activity", 2).addConsumerGroup(GROUP);
        Path configuration = cluster.configuration("no-kafka", "trust", eventHubs.connectionString(hub.name()), GROUP);
        Files.writeString(
                configuration, Files.readString(configuration).replace(cluster.bootstrapServers(), "127.0.0.1:1"));

        CommandRun run =
                CommandRun.of("ingest", "eventhubs", "--config", configuration.toString(), "--wait-for-kafka", "PT3S");

        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.err().contains("waits for Kafka at 127.0.0.1:1"), run::err);
        assertTrue(run.err().contains("has not answered within 3 s"), run::err);
    }

    @Test
    void shouldRefuseAConfigurationWithTheWrongKeysPath() throws Exception {
        FakeHub hub = eventHubs.hub("activity", 2).addConsumerGroup(GROUP);
        Path configuration =
                cluster.configuration("wrong-key-path", "trust", eventHubs.connectionString(hub.name()), GROUP);
        Files.writeString(configuration, Files.readString(configuration).replace("consumer_group:", "consumergroup:"));

        CommandRun run = CommandRun.of("ingest", "eventhubs", "--config", configuration.toString());

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("event_hubs[0].consumergroup: unknown key"), run::err);
    }

    private static CommandRun assertEndsSaying(Path configuration, String says) {
        CommandRun run = CommandRun.of("ingest", "eventhubs", "--config", configuration.toString());
        assertEquals(1, run.exitCode(), run::err);
        assertTrue(run.err().contains(says), run::err);
        return run;
    }
}
