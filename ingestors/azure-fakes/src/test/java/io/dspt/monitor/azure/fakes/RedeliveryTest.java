package io.dspt.monitor.azure.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedeliveryTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.5, 1})
    void shouldRepeatAboutTheShareThatIsWanted(double share) {
        // When
        int repeats = chosen(new Redelivery(share, 1), 0).size();

        // Then
        assertEquals(share * 10_000, repeats, 200);
    }

    @Test
    void shouldChooseTheSameEventsForTheSameSeed() {
        // When
        List<Long> once = chosen(new Redelivery(0.1, 7), 2);

        // Then
        assertEquals(once, chosen(new Redelivery(0.1, 7), 2));
        assertNotEquals(once, chosen(new Redelivery(0.1, 8), 2));
        assertNotEquals(once, chosen(new Redelivery(0.1, 7), 3));
    }

    @Test
    void shouldRepeatAFewEventsLater() {
        // Given
        Redelivery redelivery = new Redelivery(1, 3);

        // When
        List<Integer> distances = LongStream.range(0, 10_000)
                .mapToObj(number -> redelivery.eventsBetween(0, number))
                .distinct()
                .sorted()
                .toList();

        // Then
        assertEquals(1, distances.get(0));
        assertEquals(32, distances.get(distances.size() - 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void shouldRefuseWhatIsNoShare(double share) {
        // When
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new Redelivery(share, 0));

        // Then
        assertTrue(refused.getMessage().startsWith("A share lies between 0 and 1"));
    }

    private static List<Long> chosen(Redelivery redelivery, int partition) {
        return LongStream.range(0, 10_000)
                .filter(number -> redelivery.repeats(partition, number))
                .boxed()
                .toList();
    }
}
