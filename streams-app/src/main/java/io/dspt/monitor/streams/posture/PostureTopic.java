package io.dspt.monitor.streams.posture;

import io.dspt.monitor.core.posture.RequirementPosture;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.PostureDayJson;
import io.dspt.monitor.streams.output.PostureJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Writes to {@code dspt.posture} what does not stand there yet. */
final class PostureTopic implements AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;

    /** @param producer closed with this */
    PostureTopic(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Writes those requirements of a day of which something else, or nothing, stands there.
     *
     * @return where the topic has to be read up to before that is known to stand; 0 when nothing was written
     * @throws KafkaException when not all of it could be written
     */
    long write(FollowedEstate estate, List<RequirementPosture> day) throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> news = new ArrayList<>();
        for (RequirementPosture one : day) {
            String key = PostureJson.key(estate.name(), one);
            byte[] value = PostureJson.of(estate.name(), one);
            if (estate.standing().isNews(key, one.day(), value)) {
                news.add(record(estate, key, value));
            }
        }
        return written(news);
    }

    /** The same for the word that a day was told to its end. */
    long write(FollowedEstate estate, PostureDayJson.Told day) throws InterruptedException {
        String key = PostureDayJson.key(estate.name(), day.day());
        return written(List.of(record(estate, key, PostureDayJson.of(estate.name(), day))));
    }

    /** The partition in which an estate's posture stands. */
    static TopicPartition partition(FollowedEstate estate) {
        return new TopicPartition(Topics.POSTURE, estate.partition());
    }

    private static ProducerRecord<byte[], byte[]> record(FollowedEstate estate, String key, byte[] value) {
        return new ProducerRecord<>(Topics.POSTURE, estate.partition(), key.getBytes(StandardCharsets.UTF_8), value);
    }

    private long written(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        List<Future<RecordMetadata>> writing = new ArrayList<>();
        records.forEach(record -> writing.add(producer.send(record)));
        producer.flush();
        long end = 0;
        try {
            for (Future<RecordMetadata> one : writing) {
                end = Math.max(end, one.get().offset() + 1);
            }
        } catch (ExecutionException e) {
            throw new KafkaException("it cannot be written", e.getCause());
        }
        return end;
    }

    /** Whoever still waits for an answer of the cluster gets one now. */
    @Override
    public void close() {
        producer.close(LONGEST_CLOSE);
    }
}
