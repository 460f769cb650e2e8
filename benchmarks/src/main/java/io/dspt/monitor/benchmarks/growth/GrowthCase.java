package io.dspt.monitor.benchmarks.growth;

import io.dspt.monitor.benchmarks.state.EstateFold;
import io.dspt.monitor.benchmarks.state.ManyAccounts;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of a table.
 *
 * @param table which table
 * @param row its first cell
 * @param accounts how many accounts are known before
 * @param broken whether each has an open finding
 * @param before how many records of the load are stepped through before anything is measured
 * @param load what comes
 */
record GrowthCase(String table, String row, long accounts, boolean broken, int before, Load load) {
    static final String SIZE = "record size";
    static final String FINDINGS = "open findings";
    static final String INVENTORY = "inventory";
    static final String SHARE = "share of violating records";
    static final String KEYS = "keys of a window";

    private static final int USUAL_BYTES = 3_000;
    private static final double USUAL_SHARE = 0.02;

    /**
     * All rows.
     *
     * @param shortForm fewer and smaller ones
     * @param inventory sizes of the inventory; none for the usual ones
     */
    static List<GrowthCase> all(long seed, boolean shortForm, List<Long> inventory) {
        List<GrowthCase> cases = new ArrayList<>();
        for (int bytes : new int[] {1_000, 3_000, 10_000, 30_000}) {
            cases.add(usual(SIZE, String.format(java.util.Locale.ROOT, "%,d bytes", bytes), seed, bytes, USUAL_SHARE));
        }
        for (double percent : new double[] {0.1, 1, 2, 5, 20}) {
            cases.add(usual(SHARE, percent + "%", seed, USUAL_BYTES, percent / 100));
        }
        for (long findings : shortForm ? List.of(1_000L, 10_000L) : List.of(1_000L, 10_000L, 100_000L, 1_000_000L)) {
            cases.add(new GrowthCase(
                    FINDINGS, shown(findings), findings, true, 0, Load.aboutAccounts(seed, findings, true)));
        }
        List<Long> sizes = !inventory.isEmpty()
                ? inventory
                : shortForm ? List.of(10_000L, 30_000L) : List.of(10_000L, 100_000L, 1_000_000L, 10_000_000L);
        for (long resources : sizes) {
            cases.add(new GrowthCase(
                    INVENTORY, shown(resources), resources, false, 0, Load.aboutAccounts(seed, resources, false)));
        }
        for (int people : shortForm ? List.of(100, 1_000) : List.of(100, 1_000, 10_000, 100_000)) {
            // The time that counts is full before anything is measured.
            cases.add(new GrowthCase(KEYS, shown(people), 0, false, 2 * people, Load.wrongPasswords(people)));
        }
        return cases;
    }

    private static GrowthCase usual(String table, String row, long seed, int bytes, double share) {
        return new GrowthCase(table, row, 0, false, 0, Load.usual(seed, bytes, share));
    }

    private static String shown(long number) {
        return String.format(java.util.Locale.ROOT, "%,d", number);
    }

    /** Puts into a store what is there before. */
    void fill(RocksRows store, EstateFold fold) {
        try (var rows = fold.opened().scan(new byte[] {0}, new byte[] {(byte) 0xFF})) {
            rows.forEachRemaining(row -> store.put(row.getKey(), row.getValue()));
        }
        if (accounts > 0) {
            ManyAccounts many = new ManyAccounts(fold, broken);
            for (long account = 0; account < accounts; account++) {
                many.rows(account, store::put);
            }
            if (broken) {
                var tally = many.tally(accounts);
                store.put(tally.getKey(), tally.getValue());
            }
        }
        store.settle();
        fold.forgetWhatItRemembers();
    }
}
