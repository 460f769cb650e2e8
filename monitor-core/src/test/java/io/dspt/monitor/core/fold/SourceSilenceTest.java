package io.dspt.monitor.core.fold;

import static io.dspt.monitor.core.fold.AzureJson.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.fold.Output.SourceSilence;
import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Silences are told against what the parameters of the rule set expect. */
final class SourceSilenceTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private static EstateLogRunner live() {
        return live("signInSources: [SignInLogs]\nsignInSilenceMinutes: 30\n");
    }

    private static EstateLogRunner live(String parameters) {
        return EstateLogRunner.live(new RuleBundle(
                        new TreeMap<>(Map.of(RuleBundle.PARAMETERS, parameters.getBytes(StandardCharsets.UTF_8)))))
                .brokerAt(NINE);
    }

    private static List<SourceSilence> silences(List<Output> outputs) {
        return outputs.stream()
                .filter(SourceSilence.class::isInstance)
                .map(SourceSilence.class::cast)
                .toList();
    }

    @Test
    void shouldTellASilenceOnceWhenItIsLongerThanExpectedAndAgainWhenItEnds() {
        // Given a sign-in at nine
        EstateLogRunner log = live();
        log.send(signIn("ada", NINE).json());

        // When half an hour passes, and more, and then another arrives
        assertEquals(List.of(), silences(log.tick(NINE.plusSeconds(30 * 60))));
        List<SourceSilence> exceeded = silences(log.tick(NINE.plusSeconds(31 * 60 + 30)));
        List<SourceSilence> goesOn = silences(log.tick(NINE.plusSeconds(32 * 60 + 10)));
        log.brokerAt(NINE.plusSeconds(3_600));
        List<SourceSilence> ends =
                silences(log.send(signIn("ada", NINE.plusSeconds(3_599)).json()));

        // Then
        assertEquals(List.of(new SourceSilence("SignInLogs", NINE, null, HALF_AN_HOUR)), exceeded);
        assertEquals(List.of(), goesOn);
        assertEquals(List.of(new SourceSilence("SignInLogs", NINE, NINE.plusSeconds(3_600), HALF_AN_HOUR)), ends);
    }

    @Test
    void shouldTellNoSilenceThatIsExpected() {
        // Given
        EstateLogRunner log = live();
        log.send(signIn("ada", NINE).json());

        // When the next arrives after half an hour to the second
        log.brokerAt(NINE.plus(HALF_AN_HOUR));
        log.send(signIn("ada", NINE.plusSeconds(1_790)).json());

        // Then
        assertEquals(List.of(), log.outputs(SourceSilence.class));
    }

    @Test
    void shouldExpectNothingWhereTheParametersSayNothing() {
        // Given a list of sources without minutes
        EstateLogRunner log = live("loudSources: [SignInLogs]\nsignInSilenceMinutes: 30\n");
        log.send(signIn("ada", NINE).json());

        // When a day passes
        log.brokerAt(NINE.plusSeconds(86_400));
        log.send(signIn("ada", NINE.plusSeconds(86_400)).json());

        // Then
        assertEquals(List.of(), log.outputs(SourceSilence.class));
    }
}
