package io.dspt.monitor.streams.hosting;

import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecordForm;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.cluster.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the clock into live logs, so that what is due happens when nothing else arrives. It stands outside the topology
 * and is only idempotent: a tick too many or too few changes no verdict, it only moves when timers fire.
 */
public final class TickProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TickProducer.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** While the cluster is away the next ticks wait with this one: they would say no more. */
    private static final Duration LONGEST_HOLD_UP = Duration.ofMinutes(1);

    private final LiveEstates estates;
    private final Producer<byte[], byte[]> producer;
    private final Clock clock;
    private final ScheduledExecutorService schedule;
    private final AtomicLong failed = new AtomicLong();

    /** For the estates that are judged in this process; it ticks once started. */
    public TickProducer(KafkaCluster cluster, LiveEstates estates) {
        this(cluster.producer("dspt-ticks", LONGEST_HOLD_UP), estates, Clock.systemUTC());
    }

    TickProducer(Producer<byte[], byte[]> producer, LiveEstates estates, Clock clock) {
        this.producer = producer;
        this.estates = estates;
        this.clock = clock;
        this.schedule = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "ticks");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Ticks from now on, once a second. */
    public void start() {
        var unused =
                schedule.scheduleAtFixedRate(this::tick, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One tick for every live log of the partitions this process owns. */
    void tick() {
        LogRecordForm form = LogRecordForm.of(new LogRecord.Tick(clock.instant()));
        for (int partition : estates.partitions()) {
            for (String estate : estates.of(partition)) {
                send(partition, estate, form);
            }
        }
    }

    /** How many ticks could not be written. */
    public long failed() {
        return failed.get();
    }

    private void send(int partition, String estate, LogRecordForm form) {
        ProducerRecord<byte[], byte[]> tick =
                new ProducerRecord<>(Topics.LOG, partition, estate.getBytes(StandardCharsets.UTF_8), form.value());
        form.headers().forEach((name, value) -> tick.headers().add(name, value));
        try {
            var unused = producer.send(tick, (written, failure) -> {
                if (failure != null) {
                    count(failure);
                }
            });
        } catch (KafkaException e) {
            count(e);
        }
    }

    /** The next tick makes up for a lost one; that many in a row are lost shows in the age of what is due. */
    private void count(Exception failure) {
        if (failed.incrementAndGet() == 1) {
            LOG.warn("A tick could not be written: {}", failure.toString());
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
        producer.close(Duration.ofSeconds(2));
    }
}
