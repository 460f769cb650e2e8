package io.dspt.monitor.streams.hosting;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A key on its way to a sink together with the partition it belongs to: everything of an estate goes to the partition
 * number of its log, whatever the key.
 *
 * @param partition number of the partition the estate's log is in
 * @param bytes the key as it is written
 */
record OutputKey(int partition, byte[] bytes) {

    /** Writes the key's bytes alone. */
    static final class KeySerializer implements Serializer<OutputKey> {
        @Override
        public byte[] serialize(String topic, OutputKey key) {
            return key.bytes();
        }
    }

    /** Sends each key to its own partition. */
    static final class ToItsPartition implements StreamPartitioner<OutputKey, byte[]> {
        @Override
        public Optional<Set<Integer>> partitions(String topic, OutputKey key, byte[] value, int partitions) {
            return Optional.of(Set.of(key.partition()));
        }
    }
}
