package io.dspt.monitor.streams.posture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class FollowedPartitionTest {
    private static final TopicPartition POSTURE = new TopicPartition(Topics.POSTURE, 3);

    private final FollowedPartition partition = new FollowedPartition(3);

    private void take(String topic, String key) {
        byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
        partition.take(new ConsumerRecord<>(topic, 3, 0, key.getBytes(StandardCharsets.UTF_8), value));
    }

    @Test
    void shouldDeriveNothingBeforeWhatItWroteHasBeenReadBack() {
        // Given records up to the tenth that were written, and read up to the eighth
        partition.await(POSTURE, 10);
        partition.await(POSTURE, 7);
        assertFalse(partition.isUpToDate(topic -> 8));

        // Then it goes on when all of it was read
        assertTrue(partition.isUpToDate(topic -> 10));
    }

    @Test
    void shouldTellEstatesApartAndSeeWhichHaveChanged() {
        // When coverage of one estate comes, and what was told of another
        take(Topics.COVERAGE, "northmoor/source/SignInLogs");
        take(Topics.POSTURE, "eastvale/posture/2026-10-05/all/DSPT/9/NDG/4.5.3");

        // Then only the first has to be derived
        List<String> changed = partition.estates().stream()
                .filter(FollowedEstate::hasChanged)
                .map(FollowedEstate::name)
                .toList();
        assertEquals(List.of("northmoor"), changed);
        assertEquals(2, partition.estates().size());
    }

    @Test
    void shouldRefuseARecordThatIsNobodys() {
        ConsumerRecord<byte[], byte[]> nobodys = new ConsumerRecord<>(Topics.COVERAGE, 3, 0, null, new byte[0]);

        assertThrows(IllegalArgumentException.class, () -> partition.take(nobodys));
    }
}
