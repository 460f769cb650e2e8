package io.dspt.monitor.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static Samples of(Double... values) {
        return Samples.of(
                List.of(values).stream().map(value -> Map.of("µs", value)).toList());
    }

    @Test
    void shouldGiveTheMiddleOfAnOddNumberOfRounds() {
        // When
        Spread spread = of(9.0, 1.0, 4.0).spread("µs");

        // Then
        assertEquals(new Spread(4.0, 1.0, 9.0), spread);
    }

    @Test
    void shouldGiveTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        assertEquals(5.0, of(9.0, 1.0, 4.0, 6.0).median("µs"));
    }

    @Test
    void shouldCompareRoundsPairwise() {
        // Given a machine that was three times as slow in the second round
        Samples denominator = of(10.0, 30.0, 10.0);
        Samples variant = of(12.0, 36.0, 13.0);

        // When
        Spread ratio = variant.ratioTo(denominator, "µs");

        // Then the ratio does not tell of it
        assertEquals(1.2, ratio.median(), 1e-9);
        assertEquals(1.2, ratio.min(), 1e-9);
        assertEquals(1.3, ratio.max(), 1e-9);
    }

    @Test
    void shouldCompareTheQuickestRoundsWhateverRoundsTheyWere() {
        assertEquals(1.5, of(40.0, 15.0, 60.0).quickestRatioTo(of(10.0, 20.0, 35.0), "µs"), 1e-9);
    }

    @Test
    void shouldRefuseToCompareDifferentNumbersOfRounds() {
        assertThrows(IllegalArgumentException.class, () -> of(1.0).ratioTo(of(1.0, 2.0), "µs"));
    }

    @Test
    void shouldNameTheFiguresThereAreWhenAskedForAnother() {
        // When
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> of(1.0).median("records/s"));

        // Then
        assertEquals("no figure 'records/s', only [µs]", refused.getMessage());
    }
}
