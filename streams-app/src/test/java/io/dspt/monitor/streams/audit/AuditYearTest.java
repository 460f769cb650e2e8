package io.dspt.monitor.streams.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuditYearTest {
    @Test
    void shouldGoFromJulyToJune() {
        // When
        AuditYear year = AuditYear.parse("2026-2027");

        // Then
        assertEquals(12, year.months().size());
        assertEquals(YearMonth.of(2026, 7), year.months().get(0));
        assertEquals(YearMonth.of(2027, 6), year.months().get(11));
        assertEquals("2026-2027", year.written());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026", "2026-2028", "2027-2026", "26-27", "2026-07", ""})
    void shouldRefuseWhatIsNoYear(String text) {
        String said = assertThrows(IllegalArgumentException.class, () -> AuditYear.parse(text))
                .getMessage();

        assertTrue(said.contains("2026-2027"), said);
    }
}
