package io.dspt.monitor.azure.fakes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a partition, and who may: per consumer group either readers without an owner level, five at most, or the one
 * with the highest.
 */
final class PartitionReceivers {
    private static final int MOST_WITHOUT_LEVEL = 5;

    private final List<ReceiverLink> links = new CopyOnWriteArrayList<>();

    /**
     * A reader who had to make room.
     *
     * @param link its link, no longer among the readers
     * @param fault what it is to be told
     */
    record Displaced(ReceiverLink link, AmqpFault fault) {}

    /**
     * Lets a newcomer in.
     *
     * @return who has to go for it
     * @throws AmqpRefusedException when the newcomer has to stay out
     */
    synchronized List<Displaced> admit(ReceiverLink newcomer, String system) throws AmqpRefusedException {
        List<ReceiverLink> rivals = links.stream()
                .filter(each -> each.consumerGroup().equals(newcomer.consumerGroup()))
                .toList();
        ReceiverLink holder = highest(rivals);
        Long level = newcomer.ownerLevel();
        if (level == null) {
            refuseWithoutLevel(rivals, holder, system);
        } else {
            refuseLowerLevel(newcomer, level, holder, system);
        }
        List<Displaced> displaced = new ArrayList<>();
        if (level != null) {
            for (ReceiverLink rival : rivals) {
                Long current = rival.ownerLevel();
                AmqpFault fault = current == null
                        ? AmqpFault.levelRequired(level, system)
                        : AmqpFault.stolenBy(newcomer.name(), level, rival.name(), current, system);
                displaced.add(new Displaced(rival, fault));
            }
            links.removeAll(rivals);
        }
        links.add(newcomer);
        notifyAll();
        return displaced;
    }

    private static void refuseWithoutLevel(List<ReceiverLink> rivals, @Nullable ReceiverLink holder, String system)
            throws AmqpRefusedException {
        Long held = holder == null ? null : holder.ownerLevel();
        if (held != null) {
            throw new AmqpRefusedException(AmqpFault.levelRequired(held, system));
        }
        if (rivals.size() >= MOST_WITHOUT_LEVEL) {
            List<String> names = rivals.stream().map(ReceiverLink::name).toList();
            throw new AmqpRefusedException(AmqpFault.tooManyReceivers(MOST_WITHOUT_LEVEL, names, system));
        }
    }

    private static void refuseLowerLevel(
            ReceiverLink newcomer, long level, @Nullable ReceiverLink holder, String system)
            throws AmqpRefusedException {
        Long held = holder == null ? null : holder.ownerLevel();
        if (holder != null && held != null && held > level) {
            throw new AmqpRefusedException(
                    AmqpFault.higherLevelExists(holder.name(), held, newcomer.name(), level, system));
        }
    }

    private static @Nullable ReceiverLink highest(List<ReceiverLink> rivals) {
        ReceiverLink highest = null;
        long highestLevel = Long.MIN_VALUE;
        for (ReceiverLink rival : rivals) {
            Long level = rival.ownerLevel();
            if (level != null && (highest == null || level > highestLevel)) {
                highest = rival;
                highestLevel = level;
            }
        }
        return highest;
    }

    /** Takes a reader out whose link has ended. */
    synchronized void leave(ReceiverLink link) {
        links.remove(link);
        notifyAll();
    }

    /** Takes all readers out. */
    synchronized List<ReceiverLink> leaveAll() {
        List<ReceiverLink> all = List.copyOf(links);
        links.clear();
        notifyAll();
        return all;
    }

    /** How many there are, in all consumer groups. */
    int count() {
        return links.size();
    }

    /** Tells all that there may be something to read. */
    void wake() {
        for (ReceiverLink link : links) {
            link.wake();
        }
    }

    /** Waits for a number of readers; false when there are others after that time. */
    synchronized boolean await(int count, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (links.size() != count) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
