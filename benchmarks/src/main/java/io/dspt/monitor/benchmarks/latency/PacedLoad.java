package io.dspt.monitor.benchmarks.latency;

import io.dspt.monitor.benchmarks.pipeline.PrefilledLog;
import io.dspt.monitor.benchmarks.pipeline.Taken;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Appends records to the log at a fixed rate, whatever becomes of them: one in fifty is marked, the rest are as they are
 * in daily life and break no rule. Generated records come again when all have been sent.
 */
final class PacedLoad implements AutoCloseable {
    private static final int MARKED_EVERY = 50;
    private static final long SHORTEST_PARK_NANOS = 100_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final int partitions;
    private final List<byte[]> records;
    private final SendTimes times;
    private final Taken taken = new Taken();
    /** Numbers go on above those of the records that were on the log before. */
    private long number;

    /**
     * How a stretch of load went.
     *
     * @param perSecond records per second that were sent
     * @param mostBehindMillis how far the sender was behind at most, milliseconds
     */
    record Sent(double perSecond, double mostBehindMillis) {}

    PacedLoad(String bootstrapServers, int partitions, List<byte[]> records, long firstNumber, SendTimes times) {
        this.producer = PrefilledLog.producer(bootstrapServers);
        this.partitions = partitions;
        this.records = records;
        this.number = firstNumber;
        this.times = times;
    }

    /** The number that the next record gets. */
    long next() {
        return number;
    }

    /**
     * Sends for a while.
     *
     * @param perSecond records per second
     * @param seconds how long
     */
    Sent send(double perSecond, double seconds) {
        long begin = System.nanoTime();
        long count = Math.round(perSecond * seconds);
        double nanosBetween = 1e9 / perSecond;
        long mostBehind = 0;
        for (long i = 0; i < count; i++) {
            long intended = begin + Math.round(i * nanosBetween);
            long behind = System.nanoTime() - intended;
            while (behind < 0) {
                // Several are sent at once rather than one each time the thread is woken.
                LockSupport.parkNanos(Math.max(SHORTEST_PARK_NANOS, -behind));
                behind = System.nanoTime() - intended;
            }
            mostBehind = Math.max(mostBehind, behind);
            sendOne(intended);
        }
        producer.flush();
        taken.orThrow();
        return new Sent(count * 1e9 / (System.nanoTime() - begin), mostBehind / 1e6);
    }

    @Override
    public void close() {
        producer.close();
    }

    private void sendOne(long intended) {
        int place = Math.floorMod(number, records.size());
        byte[] value = records.get(place);
        if (number % MARKED_EVERY == 0) {
            Instant at = GeneratedRecords.FIRST.plusMillis(place * GeneratedRecords.BETWEEN_MILLIS);
            value = MarkedViolation.record(number, at);
            times.sending(number, intended);
        }
        int partition = Math.floorMod(number, partitions);
        taken.send(producer, PrefilledLog.producerRecord(partition, PrefilledLog.azureRecord(number, value)));
        number++;
    }
}
