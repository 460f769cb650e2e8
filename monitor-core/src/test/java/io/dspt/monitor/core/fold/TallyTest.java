package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TallyTest {
    private static final byte[] KEY = StateKeys.key("northmoor", StateKeys.Kind.TALLY, "test");

    private final InMemoryStore store = new InMemoryStore();

    private void save(Tally tally) {
        StepState state = new StepState(store);
        tally.save(KEY, state);
        store.apply(state.result(0));
    }

    @Test
    void shouldBeTheSameInMemoryAndReadBackAfterAnyCounting() {
        // Given
        Tally tally = Tally.decoded(null);
        SplittableRandom random = new SplittableRandom(1);

        for (int i = 0; i < 500; i++) {
            // When
            String name = "name-" + random.nextInt(20);
            if (tally.counts().containsKey(name) && random.nextInt(3) == 0) {
                tally.remove(name);
            } else {
                tally.add(name);
            }
            save(tally);

            // Then
            assertEquals(tally.counts(), Tally.decoded(store.get(KEY)).counts());
            Tally anew = Tally.decoded(store.get(KEY));
            byte[] row = store.get(KEY);
            anew.add(name);
            anew.remove(name);
            save(anew);
            assertArrayEquals(row, store.get(KEY));
        }
    }

    @Test
    void shouldCountFurtherNamesAsOthers() {
        // Given
        Tally tally = Tally.decoded(null);

        // When
        for (int i = 0; i < 300; i++) {
            tally.add("name-" + i);
        }

        // Then
        assertEquals(50, tally.counts().get("others"));
        assertEquals(251, tally.counts().size());
    }

    @Test
    void shouldWriteNothingWhenNothingWasCounted() {
        // Given
        Tally tally = Tally.decoded(null);
        tally.add("one");
        save(tally);
        StepState state = new StepState(store);

        // When
        tally.save(KEY, state);

        // Then
        assertEquals(Map.of(), state.result(0).writes());
        assertFalse(tally.counts().isEmpty());
    }
}
