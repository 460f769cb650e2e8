package io.dspt.monitor.streams.output;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Is told of every committed record of the output topics, in the order of each partition, from one thread. */
public interface OutputListener {

    /** A committed record. */
    void record(ConsumerRecord<byte[], byte[]> record);

    /** Everything that stood on the topics when reading began has been told. */
    default void caughtUp() {}
}
