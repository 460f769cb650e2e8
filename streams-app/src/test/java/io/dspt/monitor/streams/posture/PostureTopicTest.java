package io.dspt.monitor.streams.posture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.posture.MachineSignal;
import io.dspt.monitor.core.posture.RequirementPosture;
import io.dspt.monitor.core.posture.RequirementSignal;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.PostureDayJson;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class PostureTopicTest {
    private static final LocalDate DAY = LocalDate.of(2026, 10, 5);

    private final FollowedEstate estate = new FollowedEstate("northmoor", 3);
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    private static RequirementPosture posture(String requirement, MachineSignal signal) {
        return new RequirementPosture(
                null,
                DAY,
                true,
                new RequirementSignal(
                        requirement, signal, signal, null, List.of(), List.of(), List.of(), List.of(), List.of()),
                null,
                null);
    }

    private void readBack() {
        producer.history()
                .forEach(written ->
                        estate.take(new ConsumerRecord<>(Topics.POSTURE, 3, 0, written.key(), written.value())));
        producer.clear();
    }

    private List<String> written() {
        return producer.history().stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void shouldWriteWhatIsNewIntoThePartitionOfTheEstate() throws InterruptedException {
        try (PostureTopic topic = new PostureTopic(producer)) {
            // Given two requirements that were written and read back
            topic.write(
                    estate,
                    List.of(
                            posture("DSPT/9/NDG/4.5.2", MachineSignal.NONE),
                            posture("DSPT/9/NDG/4.5.3", MachineSignal.NONE)));
            assertTrue(producer.history().stream().allMatch(record -> record.partition() == 3));
            readBack();

            // When one of them has another signal
            long end = topic.write(
                    estate,
                    List.of(
                            posture("DSPT/9/NDG/4.5.2", MachineSignal.NONE),
                            posture("DSPT/9/NDG/4.5.3", MachineSignal.CONTRADICTED)));

            // Then that one is written, and where it stands is said
            assertEquals(List.of("northmoor/posture/2026-10-05/all/DSPT/9/NDG/4.5.3"), written());
            assertEquals(3, end);
        }
    }

    @Test
    void shouldWriteNothingTwice() throws InterruptedException {
        try (PostureTopic topic = new PostureTopic(producer)) {
            // Given a day that was written and read back
            List<RequirementPosture> day = List.of(posture("DSPT/9/NDG/4.5.3", MachineSignal.NONE));
            topic.write(estate, day);
            topic.write(estate, new PostureDayJson.Told(DAY, "a".repeat(64), 1));
            readBack();

            // When it is derived again
            long end = topic.write(estate, day);

            // Then nothing is written
            assertEquals(List.of(), written());
            assertEquals(0, end);
        }
    }

    @Test
    void shouldSayThatSomethingCouldNotBeWritten() {
        MockProducer<byte[], byte[]> refused =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
                        return CompletableFuture.failedFuture(new TopicAuthorizationException(Topics.POSTURE));
                    }
                };
        try (PostureTopic topic = new PostureTopic(refused)) {
            assertThrows(
                    KafkaException.class,
                    () -> topic.write(estate, List.of(posture("DSPT/9/NDG/4.5.3", MachineSignal.NONE))));
        }
    }
}
