package io.dspt.monitor.streams.posture;

import io.dspt.monitor.core.posture.DailyPosture;
import io.dspt.monitor.core.posture.OutcomeSignals;
import io.dspt.monitor.core.posture.RequirementPosture;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.streams.cluster.KafkaCluster;
import io.dspt.monitor.streams.hosting.LiveEstates;
import io.dspt.monitor.streams.output.PostureDayJson.Told;
import io.dspt.monitor.streams.output.UnreadableOutputs;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the posture of each day on {@code dspt.posture}, of the estates whose partitions are judged in this process.
 *
 * <p>It stands outside the topology and is only idempotent: what it writes follows from ledger and coverage alone, so that two
 * that write the same day write the same. It has a consumer and a thread of its own, reads only the partitions it tells of,
 * and holds nobody up. What it has written counts once it was read back; what stands there already is not written again.
 */
public final class PostureWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostureWriter.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);
    /** A round takes a tenth of a processor at most. */
    private static final int REST = 9;

    private final LiveEstates judged;
    private final Duration every;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final PostureTopic topic;
    private final PostureRules rules;
    private final PostureMetrics metrics;
    private final UnreadableOutputs unreadable;
    private final SortedMap<Integer, FollowedPartition> partitions = new TreeMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private long nextRound = System.nanoTime();

    /**
     * A writer that is not started yet; the topics must be there.
     *
     * @param judged the partitions it tells of
     * @param facts what rules may ask for
     * @param unreadable told of records that cannot be used
     */
    public PostureWriter(
            KafkaCluster cluster,
            LiveEstates judged,
            PostureSettings settings,
            FactCatalogue facts,
            MeterRegistry registry,
            UnreadableOutputs unreadable) {
        this.judged = judged;
        this.every = settings.every();
        this.rules = new PostureRules(facts);
        this.metrics = new PostureMetrics(registry);
        this.unreadable = unreadable;
        this.consumer = cluster.reader("dspt-posture", "read_committed");
        this.topic = new PostureTopic(cluster.producer("dspt-posture", LONGEST_WRITE));
        this.thread = new Thread(this::run, "posture");
        thread.setDaemon(true);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        if (thread.getState() == Thread.State.NEW) {
            consumer.close();
        } else {
            consumer.wakeup();
            join();
        }
        topic.close();
        join();
    }

    private void join() {
        try {
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        try (consumer) {
            while (!isClosing()) {
                try {
                    step();
                } catch (WakeupException e) {
                    LOG.debug("the posture is told no more");
                } catch (RuntimeException e) {
                    metrics.failed();
                    LOG.error("What the posture follows from cannot be read, and is read anew: {}", e.toString());
                    follow(Set.of());
                    rest(RETRY);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rest(Duration longest) throws InterruptedException {
        var unused = closing.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void step() throws InterruptedException {
        follow(judged.partitions());
        if (partitions.isEmpty()) {
            rest(POLL);
            return;
        }
        consumer.poll(POLL).forEach(this::take);
        if (System.nanoTime() - nextRound >= 0) {
            round();
        }
    }

    /** Partitions come and go with what is judged here; one that comes is read from its beginning. */
    private void follow(Set<Integer> now) {
        if (partitions.keySet().equals(now)) {
            return;
        }
        Set<Integer> gone = new TreeSet<>(partitions.keySet());
        gone.removeAll(now);
        for (int partition : gone) {
            Objects.requireNonNull(partitions.remove(partition))
                    .estates()
                    .forEach(estate -> metrics.forget(estate.name()));
        }
        Set<Integer> come = new TreeSet<>(now);
        come.removeAll(partitions.keySet());
        come.forEach(partition -> partitions.put(partition, new FollowedPartition(partition)));
        consumer.assign(FollowedPartition.topics(partitions.keySet()));
        List<TopicPartition> anew = FollowedPartition.topics(come);
        if (anew.isEmpty()) {
            return; // None would mean all: those that stay would be read twice.
        }
        consumer.seekToBeginning(anew);
        consumer.endOffsets(anew)
                .forEach((partition, end) -> followed(partition.partition()).await(partition, end));
    }

    private FollowedPartition followed(int partition) {
        return Objects.requireNonNull(partitions.get(partition), "only what is followed is read");
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            followed(record.partition()).take(record);
        } catch (IllegalArgumentException e) {
            unreadable.passedOver(UnreadableOutputs.Reader.POSTURE, record);
        }
    }

    private void round() throws InterruptedException {
        long began = System.nanoTime();
        boolean anything = false;
        for (FollowedPartition partition : partitions.values()) {
            if (partition.isUpToDate(consumer::position)) {
                for (FollowedEstate estate : partition.estates()) {
                    if (estate.hasChanged() && !isClosing()) {
                        anything = true;
                        tell(partition, estate);
                    }
                }
            }
        }
        if (anything) {
            long now = System.nanoTime();
            nextRound = now + Math.max(every.toNanos(), REST * (now - began));
        }
    }

    private void tell(FollowedPartition partition, FollowedEstate estate) throws InterruptedException {
        try {
            Optional<DailyPosture> posture = estate.posture(rules);
            boolean wholly = posture.isEmpty() || tell(partition, estate, posture.get());
            estate.derived(wholly);
        } catch (RuntimeException e) {
            // One estate that cannot be told holds no other up; it is tried again in the next round.
            metrics.failed();
            LOG.error("The posture of {} cannot be told: {}", estate.name(), e.toString());
        }
    }

    /** Whether all of it was told. */
    private boolean tell(FollowedPartition partition, FollowedEstate estate, DailyPosture posture)
            throws InterruptedException {
        LocalDate present = posture.present();
        if (present == null) {
            return true;
        }
        for (LocalDate day : posture.due(estate.standing().told())) {
            if (isClosing()) {
                return false;
            }
            List<RequirementPosture> all = posture.of(day);
            String basis = posture.bases().getOrDefault(day, "");
            partition.await(PostureTopic.partition(estate), topic.write(estate, all));
            partition.await(PostureTopic.partition(estate), topic.write(estate, new Told(day, basis, all.size())));
        }
        partition.await(PostureTopic.partition(estate), topic.write(estate, posture.of(present)));
        metrics.outcomes(estate.name(), OutcomeSignals.of(posture));
        if (!posture.bases().isEmpty()) {
            estate.standing().forgetBefore(posture.bases().firstKey());
        }
        return true;
    }
}
