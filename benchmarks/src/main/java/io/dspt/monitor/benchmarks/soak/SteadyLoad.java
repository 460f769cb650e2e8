package io.dspt.monitor.benchmarks.soak;

import io.dspt.monitor.benchmarks.pipeline.PrefilledLog;
import io.dspt.monitor.benchmarks.pipeline.Taken;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Appends records at a fixed rate from a thread of its own until it is closed. */
final class SteadyLoad implements AutoCloseable {
    private static final long SHORTEST_PARK_NANOS = 1_000_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Taken taken = new Taken();
    private final AtomicLong sent = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    SteadyLoad(String bootstrapServers, Iterator<byte[]> records, double perSecond) {
        producer = PrefilledLog.producer(bootstrapServers);
        thread = new Thread(() -> send(records, perSecond), "steady-load");
        thread.setDaemon(true);
        thread.start();
    }

    /** How many records were sent. */
    long sent() {
        return sent.get();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
        producer.close();
        taken.orThrow();
    }

    private void send(Iterator<byte[]> records, double perSecond) {
        long begin = System.nanoTime();
        double nanosBetween = 1e9 / perSecond;
        while (!closed && records.hasNext()) {
            long number = sent.get();
            long early = begin + Math.round(number * nanosBetween) - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(Math.max(SHORTEST_PARK_NANOS, early));
                continue;
            }
            taken.send(producer, PrefilledLog.producerRecord(0, PrefilledLog.azureRecord(number + 1, records.next())));
            sent.incrementAndGet();
        }
    }
}
