package io.dspt.monitor.benchmarks.pipeline;

import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cluster has taken everything that was sent. Whatever follows a record that was lost measures something else: an
 * estate whose log was never opened is judged very quickly.
 */
public final class Taken implements Callback {
    private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();

    /** Sends a record. */
    public void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record, this);
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata written, @Nullable Exception failure) {
        if (failure != null) {
            refused.compareAndSet(null, failure);
        }
    }

    /**
     * To be called once the producer was flushed.
     *
     * @throws MeasurementFailedException when a record was not taken
     */
    public void orThrow() {
        Exception failure = refused.get();
        if (failure != null) {
            throw new MeasurementFailedException("the broker has not taken every record", failure);
        }
    }
}
