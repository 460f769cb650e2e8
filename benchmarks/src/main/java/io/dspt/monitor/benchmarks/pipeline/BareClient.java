package io.dspt.monitor.benchmarks.pipeline;

import io.dspt.monitor.core.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One thread of Kafka's own clients and nothing else: reads its partitions, forwards every record when the variant does,
 * and commits at the interval.
 */
final class BareClient implements Callable<Void> {
    private static final Duration POLL = Duration.ofMillis(50);

    private final ClientSpec spec;
    private final int thread;
    private final Progress progress;
    private final LongAdder bytes = new LongAdder();

    BareClient(ClientSpec spec, int thread, Progress progress) {
        this.spec = spec;
        this.thread = thread;
        this.progress = progress;
    }

    @Override
    public Void call() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(ClientSettings.consumer(spec))) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = thread; partition < spec.partitions(); partition += spec.threads()) {
                partitions.add(new TopicPartition(Topics.LOG, partition));
            }
            consumer.assign(partitions);
            switch (spec.variant()) {
                case PLAIN -> forwardPlainly(consumer);
                case TRANSACTIONAL, TRANSACTIONAL_LARGE -> forwardInTransactions(consumer);
                default -> count(consumer);
            }
        }
        return null;
    }

    /** How many bytes of values this thread has seen. */
    long bytes() {
        return bytes.sum();
    }

    private void count(KafkaConsumer<byte[], byte[]> consumer) {
        for (int lap = 0; lap < spec.variant().laps(); lap++) {
            Positions positions = new Positions();
            consumer.seekToBeginning(consumer.assignment());
            while (!positions.atEnd()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    bytes.add(record.value().length);
                }
                positions.advance(records);
                progress.committed(positions.offsetsInLap(lap));
            }
        }
    }

    private void forwardPlainly(KafkaConsumer<byte[], byte[]> consumer) {
        Map<String, Object> settings = ClientSettings.producer(spec);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        Positions positions = new Positions();
        consumer.seekToBeginning(consumer.assignment());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
            while (positions.unfinished()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                forward(records, producer);
                positions.advance(records);
                if (positions.due()) {
                    producer.flush();
                    consumer.commitSync(positions.toCommit());
                    progress.committed(positions.offsets());
                    positions.committed();
                }
            }
        }
    }

    private void forwardInTransactions(KafkaConsumer<byte[], byte[]> consumer) {
        Map<String, Object> settings = ClientSettings.producer(spec);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, spec.run() + "-" + thread);
        Positions positions = new Positions();
        boolean begun = false;
        consumer.seekToBeginning(consumer.assignment());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
            producer.initTransactions();
            while (positions.unfinished()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!begun && !records.isEmpty()) {
                    producer.beginTransaction();
                    begun = true;
                }
                forward(records, producer);
                positions.advance(records);
                if (begun && positions.due()) {
                    producer.sendOffsetsToTransaction(positions.toCommit(), consumer.groupMetadata());
                    producer.commitTransaction();
                    begun = false;
                    progress.committed(positions.offsets());
                    positions.committed();
                }
            }
        }
    }

    private void forward(ConsumerRecords<byte[], byte[]> records, KafkaProducer<byte[], byte[]> producer) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            bytes.add(record.value().length);
            // A record that is not taken fails the flush or the commit that follows.
            var unused = producer.send(new ProducerRecord<>(
                    spec.outputTopic(), record.partition(), record.key(), record.value(), record.headers()));
        }
    }

    /** How far this thread has read, and when it has to commit. */
    private final class Positions {
        private final Map<Integer, Long> next = new HashMap<>();
        private final long interval =
                Duration.ofMillis(spec.commitIntervalMillis()).toNanos();
        private long lastCommit = System.nanoTime();
        private boolean uncommitted;

        void advance(ConsumerRecords<byte[], byte[]> records) {
            records.nextOffsets().forEach((partition, offset) -> next.put(partition.partition(), offset.offset()));
            uncommitted |= !records.isEmpty();
        }

        boolean due() {
            return uncommitted && (System.nanoTime() - lastCommit >= interval || atEnd());
        }

        void committed() {
            lastCommit = System.nanoTime();
            uncommitted = false;
        }

        boolean unfinished() {
            return spec.endless() || uncommitted || !atEnd();
        }

        Map<Integer, Long> offsets() {
            return next;
        }

        /** As if every lap were another part of a longer log. */
        Map<Integer, Long> offsetsInLap(int lap) {
            Map<Integer, Long> offsets = new HashMap<>();
            next.forEach((partition, offset) ->
                    offsets.put(partition, lap * spec.ends().get(partition) + offset));
            return offsets;
        }

        Map<TopicPartition, OffsetAndMetadata> toCommit() {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            next.forEach((partition, offset) ->
                    offsets.put(new TopicPartition(Topics.LOG, partition), new OffsetAndMetadata(offset)));
            return offsets;
        }

        boolean atEnd() {
            for (int partition = thread; partition < spec.partitions(); partition += spec.threads()) {
                if (next.getOrDefault(partition, 0L) < spec.ends().get(partition)) {
                    return false;
                }
            }
            return true;
        }
    }
}
