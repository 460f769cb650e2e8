package io.dspt.monitor.ingest.eventhubs;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.Exceptions;
import reactor.core.publisher.BaseSubscriber;

/**
 * Events between the hub, which sends when it likes, and the thread that writes them. More are asked for only while what
 * waits is small, by count and by bytes: an event may carry a single record or be as large as a hub allows, and whoever
 * counted events alone would run out of memory over large ones.
 *
 * @param <T> an event
 */
final class WaitingEvents<T> extends BaseSubscriber<T> {
    /** No more than these are gathered, or wait, at a time. */
    static final int MOST_EVENTS = 1_000;
    /** The same in bytes; what was asked for before the limit was met may still come. */
    static final long MOST_BYTES = 8L * 1024 * 1024;
    /** So many are asked for ahead: by these the limit in bytes can be exceeded. */
    static final int MOST_ASKED_FOR = 16;

    private final ToLongFunction<T> size;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<T> waiting = new ArrayDeque<>();
    private long bytes;
    private int askedFor;
    private boolean over;
    private @Nullable Throwable failure;

    /**
     * Nothing waits yet.
     *
     * @param size bytes of an event
     */
    WaitingEvents(ToLongFunction<T> size) {
        this.size = size;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        askForMore();
    }

    @Override
    protected void hookOnNext(T event) {
        lock.lock();
        try {
            waiting.add(event);
            bytes += size.applyAsLong(event);
            askedFor--;
            changed.signal();
        } finally {
            lock.unlock();
        }
        askForMore();
    }

    @Override
    protected void hookOnComplete() {
        end(null);
    }

    @Override
    protected void hookOnError(Throwable throwable) {
        end(throwable);
    }

    private void end(@Nullable Throwable why) {
        lock.lock();
        try {
            over = true;
            failure = why;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Asks outside of the lock: the hub may answer in the same call. */
    private void askForMore() {
        int more;
        lock.lock();
        try {
            boolean room = bytes < MOST_BYTES && waiting.size() + askedFor < MOST_EVENTS;
            more = room && askedFor <= MOST_ASKED_FOR / 2 ? MOST_ASKED_FOR - askedFor : 0;
            askedFor += more;
        } finally {
            lock.unlock();
        }
        if (more > 0) {
            request(more);
        }
    }

    /**
     * Waits for an event, then for what follows it within a moment, so that a transaction is worth its price.
     *
     * @param gathering how long after the first
     * @return what has come; empty when it is over
     * @throws RuntimeException what the reading failed with, once everything before that was taken
     */
    List<T> take(Duration gathering) {
        List<T> taken = gathered(gathering);
        askForMore();
        return taken;
    }

    private List<T> gathered(Duration gathering) {
        lock.lock();
        try {
            while (waiting.isEmpty() && !over) {
                changed.await();
            }
            long left = gathering.toNanos();
            while (!waiting.isEmpty() && !over && left > 0 && bytes < MOST_BYTES && waiting.size() < MOST_EVENTS) {
                left = changed.awaitNanos(left);
            }
            if (waiting.isEmpty() && failure != null) {
                throw Exceptions.propagate(failure);
            }
            List<T> taken = new ArrayList<>(waiting);
            waiting.clear();
            bytes = 0;
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while events were awaited", e);
        } finally {
            lock.unlock();
        }
    }
}
