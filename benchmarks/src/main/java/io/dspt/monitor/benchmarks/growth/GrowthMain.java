package io.dspt.monitor.benchmarks.growth;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.benchmarks.pipeline.ChildJvm;
import io.dspt.monitor.benchmarks.pipeline.PipelineBench;
import io.dspt.monitor.benchmarks.state.EstateFold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The process in which single steps are measured, over the RocksDB that Kafka Streams brings: the one of this command has
 * Flink's, too. It answers with one {@link Measured} for each case.
 */
public final class GrowthMain {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ESTATE = "benchmark-0";
    private static final int ROUNDS = 7;
    private static final int PER_ROUND = 2_000;
    /** Where each record carries a part of what looks through all of them, fewer records tell the same. */
    private static final int LARGE = 1_000_000;

    private static final int PER_ROUND_OF_LARGE = 300;
    private static final int FEWER_PER_ROUND = 1_000;
    private static final int BEFORE_ROUNDS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration SHORT_WARM_UP = Duration.ofSeconds(15);

    private GrowthMain() {}

    /**
     * What a case gave.
     *
     * @param rounds the figures of each round
     */
    record Measured(String table, String row, List<Map<String, Double>> rounds) {}

    /**
     * Measures all cases.
     *
     * @param arguments seed, whether it is the short form, a folder for stores, sizes of the inventory
     */
    public static void main(String[] arguments) throws IOException {
        ChildJvm.endWithParent();
        long seed = Long.parseLong(arguments[0]);
        boolean shortForm = Boolean.parseBoolean(arguments[1]);
        Path folder = Path.of(arguments[2]);
        List<Long> inventory =
                Arrays.stream(arguments).skip(3).map(Long::valueOf).toList();
        warmUp(seed, folder.resolve("warm-up"), shortForm ? SHORT_WARM_UP : WARM_UP);
        int together = 0;
        for (List<GrowthCase> cases : together(GrowthCase.all(seed, shortForm, inventory))) {
            for (Measured measured : measure(cases, folder.resolve("cases-" + together++), shortForm)) {
                ChildJvm.answerParent(JSON.writeValueAsString(measured));
            }
        }
    }

    /**
     * What is measured in turn: the cases of a table whose states are small. Large ones would take the one cache of all stores
     * from each other, so each of them is measured alone.
     */
    private static List<List<GrowthCase>> together(List<GrowthCase> cases) {
        List<List<GrowthCase>> groups = new ArrayList<>();
        for (GrowthCase one : cases) {
            List<GrowthCase> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
            if (one.accounts() == 0 && !last.isEmpty() && last.get(0).table().equals(one.table())) {
                last.add(one);
            } else {
                groups.add(new ArrayList<>(List.of(one)));
            }
        }
        return groups;
    }

    /** Every kind of load, until the compiler has seen enough of all. */
    private static void warmUp(long seed, Path folder, Duration longest) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        List<GrowthCase> small = List.of(
                new GrowthCase("", "", 1_000, true, 0, Load.aboutAccounts(seed, 1_000, true)),
                new GrowthCase("", "", 0, false, 0, Load.usual(seed, 3_000, 0.05)),
                new GrowthCase("", "", 0, false, 0, Load.wrongPasswords(1_000)));
        for (int i = 0; i < small.size(); i++) {
            long until = end - longest.toNanos() * (small.size() - 1 - i) / small.size();
            try (OpenCase open = new OpenCase(small.get(i), folder.resolve(Integer.toString(i)))) {
                while (System.nanoTime() < until) {
                    open.next(FEWER_PER_ROUND);
                }
            }
        }
        PipelineBench.removeFolder(folder);
    }

    private static List<Measured> measure(List<GrowthCase> cases, Path folder, boolean shortForm) throws IOException {
        boolean large = cases.stream().anyMatch(one -> one.accounts() >= LARGE);
        int count = shortForm ? FEWER_PER_ROUND : large ? PER_ROUND_OF_LARGE : PER_ROUND;
        List<OpenCase> open = new ArrayList<>();
        try {
            for (GrowthCase one : cases) {
                OpenCase opened = new OpenCase(one, folder.resolve(Integer.toString(open.size())));
                open.add(opened);
                // Rules are led to by a tree that grows with the first events, and caches fill.
                opened.next(one.before() + BEFORE_ROUNDS * count);
            }
            List<Measured> measured = new ArrayList<>();
            cases.forEach(one -> measured.add(new Measured(one.table(), one.row(), new ArrayList<>())));
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < cases.size(); i++) {
                    int turn = (i + round) % cases.size();
                    measured.get(turn).rounds().add(open.get(turn).next(count));
                }
            }
            return measured;
        } finally {
            open.forEach(OpenCase::close);
            PipelineBench.removeFolder(folder);
        }
    }

    /** A case with a fold and a store of its own. */
    private static final class OpenCase implements AutoCloseable {
        private final GrowthCase one;
        private final RocksRows store;
        private final StepCost cost;

        OpenCase(GrowthCase one, Path folder) throws IOException {
            this.one = one;
            EstateFold fold = new EstateFold(ESTATE);
            this.store = new RocksRows(Files.createDirectories(folder));
            one.fill(store, fold);
            this.cost = new StepCost(fold, store);
        }

        /** What one of the next records costs. */
        Map<String, Double> next(int count) {
            return cost.of(one.load(), count);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
