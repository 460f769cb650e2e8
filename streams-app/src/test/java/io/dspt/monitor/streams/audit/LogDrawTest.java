package io.dspt.monitor.streams.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where records are drawn from the log. */
final class LogDrawTest {
    private static final LogDraw YEAR = new LogDraw(1_000, 9_000_000_000L);
    private static final String HASH = "3b".repeat(32);

    @Test
    void shouldFollowFromTheSeedAlone() {
        assertEquals(YEAR.places(HASH), new LogDraw(1_000, 9_000_000_000L).places(HASH));
        assertNotEquals(YEAR.places(HASH), YEAR.places("4c".repeat(32)));
    }

    @Test
    void shouldLieInTheYearAndNotInOnePartOfIt() {
        // When
        List<Long> places = YEAR.places(HASH);

        // Then
        assertEquals(LogDraw.DRAWN, places.size());
        assertTrue(places.stream().allMatch(place -> place >= YEAR.from() && place < YEAR.to()));
        long half = YEAR.to() / 2;
        assertTrue(places.stream().anyMatch(place -> place < half));
        assertTrue(places.stream().anyMatch(place -> place >= half));
    }

    @Test
    void shouldDrawNothingFromAnEmptyYear() {
        assertEquals(List.of(), new LogDraw(7, 7).places(HASH));
    }

    @Test
    void shouldRefuseALogThatEndsBeforeItBegins() {
        assertThrows(IllegalArgumentException.class, () -> new LogDraw(7, 6));
        assertThrows(
                IllegalArgumentException.class, () -> LogDraw.parse("{\"from\":1}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldBeginWithTheHashThatTheLastLineEndsWith() {
        // Given a line that names another hash before its own
        String line = "{\"sequence\":2,\"note\":\"\\\"hash\\\":1\",\"of\":{\"hash\":\"" + "0".repeat(64)
                + "\"},\"hash\":\"" + HASH + "\"}";

        // Then
        assertEquals(HASH, LogDraw.seed(line.getBytes(StandardCharsets.UTF_8)));
        assertEquals("", LogDraw.seed("{}".getBytes(StandardCharsets.UTF_8)));
    }
}
