package io.dspt.monitor.benchmarks.growth;

import io.dspt.monitor.benchmarks.pipeline.RareViolations;
import io.dspt.monitor.benchmarks.records.AccountWrite;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.benchmarks.records.GeneratedRecords.Mix;
import io.dspt.monitor.benchmarks.state.ManyAccounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.SplittableRandom;

/** Records that go on for as long as anybody asks. */
interface Load extends Iterator<byte[]> {
    /** One record in so many is about an account that is known; the rest are ordinary. */
    int ABOUT_ACCOUNTS_EVERY = 20;

    /** Within this time wrong passwords count together. */
    Duration WINDOW = Duration.ofMinutes(10);

    /** A prime, so that every person's turn comes. */
    int STRIDE = 7_919;

    @Override
    default boolean hasNext() {
        return true;
    }

    /** As a trust sends them, 5% remembered. */
    static Load usual(long seed, int bytes, double violating) {
        Iterator<byte[]> records = GeneratedRecords.each(
                        seed, Integer.MAX_VALUE, new Mix(violating, 0.05, bytes, 10_000))
                .iterator();
        return records::next;
    }

    /**
     * Ordinary records that leave no row, and one in {@value #ABOUT_ACCOUNTS_EVERY} that writes one of many accounts.
     *
     * @param accounts how many there are
     * @param moved whether each write moves the account into a permitted region or out of it, so that its finding ends or
     *     begins again; otherwise it stays where it may be
     */
    static Load aboutAccounts(long seed, long accounts, boolean moved) {
        Iterator<byte[]> ordinary = GeneratedRecords.each(seed, Integer.MAX_VALUE, new Mix(0, 0, 3_000, 10_000))
                .iterator();
        SplittableRandom random = new SplittableRandom(seed);
        return new Load() {
            private long given;
            private long writes;

            @Override
            public byte[] next() {
                byte[] record = ordinary.next();
                Instant at = GeneratedRecords.FIRST.plusMillis(given++ * GeneratedRecords.BETWEEN_MILLIS);
                if (given % ABOUT_ACCOUNTS_EVERY != 0) {
                    return record;
                }
                boolean abroad = moved && writes++ % 2 == 1;
                return ManyAccounts.written(
                        random.nextLong(accounts),
                        abroad ? AccountWrite.FORBIDDEN_REGION : AccountWrite.PERMITTED_REGION,
                        at);
            }
        };
    }

    /**
     * Nothing but wrong passwords, two of each person within the time that counts: no window is ever filled.
     *
     * @param people how many; the next one is never a neighbour of the last
     */
    static Load wrongPasswords(int people) {
        long between = WINDOW.toNanos() / (2L * people);
        return new Load() {
            private long given;

            @Override
            public byte[] next() {
                int person = (int) (given * STRIDE % people);
                return RareViolations.wrongPassword(person, GeneratedRecords.FIRST.plusNanos(given++ * between));
            }
        };
    }
}
