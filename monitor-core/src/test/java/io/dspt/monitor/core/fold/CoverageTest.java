package io.dspt.monitor.core.fold;

import static io.dspt.monitor.core.fold.AzureJson.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fold.Output.SourceCoverage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of sources while a log runs. */
final class CoverageTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void shouldTellWithEveryMinuteOfALiveLogWhatHasComeAndHowLate() {
        // Given a live log in which a sign-in arrives forty seconds after it happened
        EstateLogRunner log = EstateLogRunner.live().brokerAt(NINE.plusSeconds(40));
        log.send(signIn("ada", NINE).json());

        // When the minute is over
        List<SourceCoverage> told = coverage(log.tick(NINE.plusSeconds(60)));

        // Then
        assertEquals(
                List.of(new SourceCoverage(
                        "SignInLogs", 1, NINE, NINE, NINE.plusSeconds(40), Duration.ofSeconds(40), Duration.ZERO)),
                told);
    }

    @Test
    void shouldTellNothingOfASourceThatIsSilent() {
        // Given
        EstateLogRunner log = EstateLogRunner.live().brokerAt(NINE);
        log.send(signIn("ada", NINE).json());
        log.tick(NINE.plusSeconds(60));

        // When another minute passes without anything
        List<SourceCoverage> told = coverage(log.tick(NINE.plusSeconds(121)));

        // Then
        assertEquals(List.of(), told);
    }

    @Test
    void shouldNotSayItAgainWithinAMinute() {
        // Given
        EstateLogRunner log = EstateLogRunner.live().brokerAt(NINE);
        log.send(signIn("ada", NINE).json());

        // When
        List<SourceCoverage> told = coverage(log.tick(NINE.plusSeconds(30)));

        // Then
        assertEquals(List.of(), told);
    }

    @Test
    void shouldTellNothingOfItselfInAReplay() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay();

        // When an hour of events passes
        log.send(
                signIn("ada", NINE).json(),
                signIn("ada", NINE.plusSeconds(3_600)).json());

        // Then
        assertTrue(log.outputs(SourceCoverage.class).isEmpty());
    }

    private static List<SourceCoverage> coverage(List<Output> outputs) {
        return outputs.stream()
                .filter(SourceCoverage.class::isInstance)
                .map(SourceCoverage.class::cast)
                .toList();
    }
}
