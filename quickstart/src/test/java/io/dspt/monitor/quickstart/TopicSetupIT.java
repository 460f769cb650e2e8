package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.topic.TopicSettings;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.TopicSetup;
import io.dspt.monitor.ingest.TopicSetup.TopicRefusedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics on a real broker. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TopicSetupIT {
    private static EmbeddedKafka kafka;
    private static Admin admin;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        kafka = EmbeddedKafka.start(folder);
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        new TopicSetup(admin, (short) 1).ensure(Topics.all(4));
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void shouldCreateEveryTopicWithItsSettings() throws Exception {
        assertEquals("LogAppendTime", setting(Topics.LOG, "message.timestamp.type"));
        assertEquals("delete", setting(Topics.LOG, "cleanup.policy"));
        assertEquals("3024000000", setting(Topics.LOG, "retention.ms"));
        assertEquals("compact", setting(Topics.FINDINGS, "cleanup.policy"));
        assertEquals("-1", setting(Topics.LEDGER, "retention.ms"));
        assertEquals("compact", setting(Topics.FILE_POSITIONS, "cleanup.policy"));
        for (TopicSettings topic : Topics.all(4)) {
            int partitions = admin.describeTopics(List.of(topic.name()))
                    .allTopicNames()
                    .get()
                    .get(topic.name())
                    .partitions()
                    .size();
            assertEquals(4, partitions, topic.name());
        }
    }

    @Test
    void shouldTakeExistingTopicsAsTheyAreAndLetRetentionOfTheLogBeChanged() throws Exception {
        set(Topics.LOG, "retention.ms", "86400000");

        new TopicSetup(admin, (short) 1).ensure(Topics.all(4));

        assertEquals("86400000", setting(Topics.LOG, "retention.ms"));
        set(Topics.LOG, "retention.ms", "3024000000");
    }

    @Test
    void shouldRefuseTopicsOnWhichItWouldGoWrongAndSayHow() throws Exception {
        // Given a ledger that forgets, and too few partitions
        set(Topics.LEDGER, "retention.ms", "1000");
        try {
            TopicRefusedException refused = assertThrows(
                    TopicRefusedException.class, () -> new TopicSetup(admin, (short) 1).ensure(Topics.all(8)));

            // Then all of it is named
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains("dspt.ledger has retention.ms=1000, not without limit"), message);
            assertTrue(message.contains("dspt.log has 4 partitions, not 8"), message);
        } finally {
            set(Topics.LEDGER, "retention.ms", "-1");
        }
    }

    private static String setting(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return config.get(name).value();
    }

    private static void set(String topic, String name, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        admin.incrementalAlterConfigs(Map.of(
                        resource, List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        // Brokers learn of a change a moment after it was taken.
        Instant deadline = Instant.now().plusSeconds(20);
        while (!setting(topic, name).equals(value)) {
            assertTrue(Instant.now().isBefore(deadline), () -> topic + " does not take " + name + "=" + value);
        }
    }
}
