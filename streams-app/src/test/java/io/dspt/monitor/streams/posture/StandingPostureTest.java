package io.dspt.monitor.streams.posture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.streams.output.PostureDayJson;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StandingPostureTest {
    private static final LocalDate DAY = LocalDate.of(2026, 10, 5);
    private static final String KEY = "northmoor/posture/2026-10-05/all/DSPT/9/NDG/4.5.3";
    private static final String NEXT_DAY = "northmoor/posture/2026-10-06/all/DSPT/9/NDG/4.5.3";
    private static final byte[] ONE = "{\"signal\":\"supported\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "{\"signal\":\"contradicted\"}".getBytes(StandardCharsets.UTF_8);

    private final StandingPosture standing = new StandingPosture();

    @Test
    void shouldTakeForNewsWhatDoesNotStandThere() {
        // Given a requirement of one day
        standing.take(KEY, ONE);

        // Then the same is no news, another value is, and so is another day
        assertFalse(standing.isNews(KEY, DAY, ONE.clone()));
        assertTrue(standing.isNews(KEY, DAY, OTHER));
        assertTrue(standing.isNews(NEXT_DAY, DAY.plusDays(1), ONE));
    }

    @Test
    void shouldGoByTheLatestRecordOfAKey() {
        // Given a value that was written anew, and taken away
        standing.take(KEY, ONE);
        standing.take(KEY, OTHER);
        assertTrue(standing.isNews(KEY, DAY, ONE));
        standing.take(KEY, null);

        // Then nothing stands there
        assertTrue(standing.isNews(KEY, DAY, OTHER));
    }

    @Test
    void shouldKnowWhichDaysWereToldToTheirEnd() {
        // Given requirements of two days, of which one was told to its end
        standing.take(KEY, ONE);
        standing.take(NEXT_DAY, ONE);
        standing.take(
                "northmoor/posture-day/2026-10-05",
                PostureDayJson.of("northmoor", new PostureDayJson.Told(DAY, "a".repeat(64), 1)));

        // Then
        assertEquals(Map.of(DAY, "a".repeat(64)), standing.told());
    }

    @Test
    void shouldForgetDaysThatAreNotToldAnyMore() {
        // Given two days
        standing.take(KEY, ONE);
        standing.take(NEXT_DAY, ONE);

        // When only the second is told still
        standing.forgetBefore(DAY.plusDays(1));

        // Then
        assertTrue(standing.isNews(KEY, DAY, ONE));
        assertFalse(standing.isNews(NEXT_DAY, DAY.plusDays(1), ONE));
    }

    @Test
    void shouldRefuseRecordsOfAnotherForm() {
        assertThrows(IllegalArgumentException.class, () -> standing.take("northmoor/rules", ONE));
        assertThrows(IllegalArgumentException.class, () -> standing.take("northmoor/posture-day/2026-10-05", ONE));
    }
}
