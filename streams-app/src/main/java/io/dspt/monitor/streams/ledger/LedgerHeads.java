package io.dspt.monitor.streams.ledger;

import io.dspt.monitor.core.ledger.BrokenLink;
import io.dspt.monitor.core.ledger.LedgerHead;
import io.dspt.monitor.core.ledger.LedgerHeadNote;
import io.dspt.monitor.core.ledger.LedgerVerdict;
import io.dspt.monitor.core.ledger.LedgerVerification;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.OutputListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the ledger of every estate as it is read, and signs where it ends: regularly, when there is something new, and
 * at the end. It begins at the first line, and with what it has signed before, so that it notices what was done to the
 * ledger meanwhile. Of a ledger that does not hold it signs nothing any more.
 */
public final class LedgerHeads implements OutputListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerHeads.class);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final HeadSettings settings;
    private final LedgerMetrics metrics;
    private final Clock clock;
    private final ScheduledExecutorService schedule;
    /** By estate; guarded by this. */
    private final SortedMap<String, Followed> estates = new TreeMap<>();

    private boolean caughtUp;

    /** The ledger of one estate. */
    private static final class Followed {
        private final LedgerVerification verification;
        private LedgerHead signed;
        private boolean isBroken;

        Followed(String estate, LedgerHead signed) {
            this.verification = new LedgerVerification(estate, signed.sequence() == 0 ? List.of() : List.of(signed));
            this.signed = signed;
        }
    }

    /**
     * Heads that are written when {@link #start} was called.
     *
     * @throws IOException when the store cannot be opened, or the latest head in it was not signed by this key
     */
    public LedgerHeads(HeadSettings settings, MeterRegistry registry, Clock clock) throws IOException {
        this.settings = settings;
        this.metrics = new LedgerMetrics(registry);
        this.clock = clock;
        this.schedule = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "ledger-heads");
            thread.setDaemon(true);
            return thread;
        });
        for (Map.Entry<String, LedgerHeadStore.Kept> kept :
                settings.store().open().entrySet()) {
            // A chain that has the latest has all before it.
            LedgerHead latest = verified(kept.getKey(), kept.getValue());
            estates.put(kept.getKey(), new Followed(kept.getKey(), latest));
            metrics.read(kept.getKey());
            metrics.signed(kept.getKey(), latest.sequence());
        }
    }

    private LedgerHead verified(String estate, LedgerHeadStore.Kept kept) throws IOException {
        try {
            return LedgerHeadNote.verified(
                            kept.note(), estate, settings.signing().keys().getPublic())
                    .head();
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    kept.where() + " " + e.getMessage() + "; with another key, heads need another place", e);
        }
    }

    /** Signs from now on. */
    public void start() {
        long every = settings.signing().every().toMillis();
        var unused = schedule.scheduleAtFixedRate(this::sign, every, every, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void record(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        if (!record.topic().equals(Topics.LEDGER) || key == null) {
            return;
        }
        String estate = new String(key, StandardCharsets.UTF_8);
        Followed followed = estates.computeIfAbsent(estate, absent -> new Followed(estate, LedgerHead.BEGINNING));
        metrics.read(estate);
        followed.verification.take(record.value() == null ? new byte[0] : record.value());
        noteIfBroken(estate, followed, followed.verification.broken());
    }

    /** Everything that stood there has been read: what was signed and is not there is gone. */
    @Override
    public synchronized void caughtUp() {
        caughtUp = true;
        estates.forEach((estate, followed) -> {
            if (followed.verification.verdict() instanceof LedgerVerdict.Broken broken) {
                noteIfBroken(estate, followed, broken.link());
            }
        });
    }

    private void noteIfBroken(String estate, Followed followed, @Nullable BrokenLink link) {
        if (link == null || followed.isBroken) {
            return;
        }
        followed.isBroken = true;
        metrics.broken(estate);
        LOG.error(
                "The ledger of {} is broken at line {}, entry {}: {}. No head of it is signed any more",
                estate,
                link.line(),
                link.sequence(),
                link.problem());
    }

    /** Signs what is new; what cannot be written is tried again the next time. */
    void sign() {
        for (LedgerHeadNote note : news()) {
            try {
                settings.store()
                        .write(note, note.signed(settings.signing().keys()).toBytes());
                signed(note);
            } catch (IOException | RuntimeException e) {
                // Scheduled work that throws is never done again: nothing may come out of here.
                metrics.failed();
                LOG.error("The head of the ledger of {} could not be written: {}", note.estate(), e.toString());
            }
        }
    }

    private synchronized List<LedgerHeadNote> news() {
        List<LedgerHeadNote> news = new ArrayList<>();
        if (!caughtUp) {
            return news; // What was signed before may not have been reached yet.
        }
        estates.forEach((estate, followed) -> {
            LedgerHead head = followed.verification.head();
            boolean isNew = head.sequence() > followed.signed.sequence();
            if (isNew && !followed.isBroken && LedgerHeadNote.isNameOfAnEstate(estate)) {
                news.add(new LedgerHeadNote(estate, head, clock.instant()));
            }
        });
        return news;
    }

    private synchronized void signed(LedgerHeadNote note) {
        Followed followed = estates.get(note.estate());
        if (followed != null) {
            followed.signed = note.head();
        }
        metrics.signed(note.estate(), note.head().sequence());
    }

    /** Signs once more, when everything that was to be read has been told; a store that does not answer is not waited for. */
    @Override
    public void close() {
        schedule.execute(this::sign);
        schedule.shutdown();
        try {
            if (!schedule.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The last heads of the ledger could not be written within {}", LONGEST_CLOSE);
                schedule.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
