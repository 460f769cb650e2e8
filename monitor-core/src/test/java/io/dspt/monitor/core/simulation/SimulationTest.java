package io.dspt.monitor.core.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many random logs through the fold, each held against an oracle that knows nothing of how the fold works. The property
 * {@code simulation.seeds} says how many, {@code simulation.first} where they begin; {@code simulation.seed} runs one.
 */
final class SimulationTest {
    private static final int USUAL_SEEDS = 1_000;

    @Test
    void shouldAgreeWithTheOracleAndComeThroughEveryRareState() {
        Long only = Long.getLong("simulation.seed");
        long first = only == null ? Long.getLong("simulation.first", 1) : only;
        long last = only == null ? first + Integer.getInteger("simulation.seeds", USUAL_SEEDS) - 1 : only;
        Set<RareState> reached = EnumSet.noneOf(RareState.class);
        for (long seed = first; seed <= last; seed++) {
            Simulation.Result result = outcome(seed);
            reached.addAll(result.reached());
            if (!result.problems().isEmpty()) {
                fail("seed " + seed + ": " + String.join("\n  ", result.problems()) + "\nAgain: " + replay(seed));
            }
        }
        if (last - first + 1 >= USUAL_SEEDS) {
            assertEquals(List.of(), List.copyOf(EnumSet.complementOf(EnumSet.copyOf(reached))), "never reached");
        }
    }

    /** Each of these once showed a fault that the first thousand do not. */
    @ParameterizedTest
    @ValueSource(longs = {1639, 3421, 4360, 9106, 37658, 49114, 62071, 63549, 81478, 83719, 91883})
    void shouldAgreeWithTheOracleWhereItOnceDidNot(long seed) {
        assertEquals(List.of(), outcome(seed).problems(), replay(seed));
    }

    private static Simulation.Result outcome(long seed) {
        try {
            return Simulation.run(seed);
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e + "\nAgain: " + replay(seed), e);
        }
    }

    private static String replay(long seed) {
        return "mvn -pl monitor-core test -Dtest=SimulationTest -Dsimulation.seed=" + seed;
    }
}
