package io.dspt.monitor.core.posture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShareTest {

    @ParameterizedTest
    @CsvSource({
        "27, 31, 27 of 31 (87.0 %)",
        "9999, 10000, 9999 of 10000 (99.9 %)",
        "999999, 1000000, 999999 of 1000000 (99.9 %)",
        "31, 31, 31 of 31 (100.0 %)",
        "0, 0, 0 of 0"
    })
    void shouldShowTheWholeAndRoundNothingUp(long part, long whole, String written) {
        assertEquals(written, new Share(part, whole).written());
    }

    @Test
    void shouldNotCallAllOfItAHundredPerCentWhereSomethingIsMissing() {
        assertEquals("31 of 31", new Share(31, 31).written(true));
        assertEquals("30 of 31 (96.7 %)", new Share(30, 31).written(true));
    }

    @Test
    void shouldRefuseWhatIsNoPart() {
        assertThrows(IllegalArgumentException.class, () -> new Share(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Share(-1, 1));
    }
}
