package io.dspt.monitor.streams.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fold.Output.SourceSilence;
import io.dspt.monitor.core.fold.Output.SubscriptionCoverage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Silences and counts of subscriptions on {@code dspt.coverage}. */
final class SourceGapsJsonTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final SourceSilence OPEN = new SourceSilence("SignInLogs", NINE, null, Duration.ofMinutes(30));
    private static final SourceSilence ENDED =
            new SourceSilence("SignInLogs", NINE, NINE.plusSeconds(3_600), Duration.ofMinutes(30));

    @Test
    void shouldPutTheEndOfASilenceInThePlaceOfItsBeginning() {
        assertEquals("trust/silence/SignInLogs/2026-03-02T09:00:00.000Z", SilenceJson.key("trust", OPEN));
        assertEquals(SilenceJson.key("trust", OPEN), SilenceJson.key("trust", ENDED));
    }

    @Test
    void shouldReadBackWhatItWrote() {
        SubscriptionCoverage coverage = new SubscriptionCoverage(5, 2, 1, NINE);

        assertEquals(OPEN, SilenceJson.parse(SilenceJson.of("trust", OPEN)));
        assertEquals(ENDED, SilenceJson.parse(SilenceJson.of("trust", ENDED)));
        assertEquals(coverage, SubscriptionsJson.parse(SubscriptionsJson.of("trust", coverage)));
        assertEquals(
                "{\"estate\":\"trust\",\"category\":\"SignInLogs\",\"from\":\"2026-03-02T09:00:00.000Z\",\"to\":null,"
                        + "\"expectedSeconds\":1800}",
                new String(SilenceJson.of("trust", OPEN), StandardCharsets.UTF_8));
    }

    @Test
    void shouldTellItsKeysFromThoseOfOthers() {
        assertTrue(SilenceJson.isKey(SilenceJson.key("trust", OPEN)));
        assertTrue(SubscriptionsJson.isKey(SubscriptionsJson.key("trust")));
        assertFalse(CoverageJson.isKey(SilenceJson.key("trust", OPEN)));
        assertFalse(SubscriptionsJson.isKey("trust/source/Microsoft.Resources/subscriptions"));
    }

    @Test
    void shouldRefuseWhatIsSomethingElse() {
        byte[] other = "{}".getBytes(StandardCharsets.UTF_8);

        assertThrows(IllegalArgumentException.class, () -> SilenceJson.parse(other));
        assertThrows(IllegalArgumentException.class, () -> SubscriptionsJson.parse(other));
    }
}
