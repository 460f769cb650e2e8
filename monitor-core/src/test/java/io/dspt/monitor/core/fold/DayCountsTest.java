package io.dspt.monitor.core.fold;

import static io.dspt.monitor.core.fold.AzureJson.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fold.Output.DayCounted;
import io.dspt.monitor.core.rule.RuleBundle;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What arrived on a day is counted once as received and once by its fate. */
final class DayCountsTest {
    private static final String LEGACY_AUTHENTICATION =
            "rules/access/ACC-014-legacy-authentication-succeeded.rule.yaml";
    /** Summer time has begun: this is eleven at night in London, and an hour later another day. */
    private static final Instant ELEVEN_AT_NIGHT = Instant.parse("2026-06-30T22:00:00Z");

    private static final LocalDate LAST_OF_JUNE = LocalDate.of(2026, 6, 30);
    private static final LocalDate FIRST_OF_JULY = LocalDate.of(2026, 7, 1);

    private static RuleBundle rules() {
        return RuleBundle.builtIn().only(LEGACY_AUTHENTICATION);
    }

    private static List<DayCounted> days(List<Output> outputs) {
        return outputs.stream()
                .filter(DayCounted.class::isInstance)
                .map(DayCounted.class::cast)
                .toList();
    }

    @Test
    void shouldTellADayWhenItIsOverInLondon() {
        // Given two sign-ins before midnight in London
        EstateLogRunner log = EstateLogRunner.live(rules()).brokerAt(ELEVEN_AT_NIGHT);
        log.send(signIn("ada", ELEVEN_AT_NIGHT).json());
        log.send(signIn("bob", ELEVEN_AT_NIGHT).json());

        // When it is midnight there
        List<DayCounted> told = days(log.tick(Instant.parse("2026-06-30T23:00:00Z")));

        // Then the day is told, and the next one begins with nothing
        assertEquals(2, told.size());
        assertTrue(told.get(0).isOver());
        assertEquals(FIRST_OF_JULY, told.get(1).day());
        assertEquals(0, told.get(1).received());
        assertEquals(LAST_OF_JUNE, told.get(0).day());
        assertEquals(2, told.get(0).received());
        assertEquals(2, told.get(0).elements().sum());
    }

    @Test
    void shouldCountTheElementThatBeginsAReplaysDayAmongThoseOfThatDay() {
        // Given a replay whose clock goes by its records
        EstateLogRunner log = EstateLogRunner.replay(rules());
        log.send(signIn("ada", ELEVEN_AT_NIGHT).json());

        // When one tells of the next day
        List<Output> outputs = new ArrayList<>(
                log.send(signIn("bob", ELEVEN_AT_NIGHT.plusSeconds(7_200)).json()));
        outputs.addAll(log.control(new ControlRecord.Checkpoint("end")));

        // Then each is counted on its own
        List<DayCounted> told = days(outputs);
        assertEquals(
                List.of(LAST_OF_JUNE, FIRST_OF_JULY),
                told.stream().map(DayCounted::day).toList());
        assertEquals(List.of(1L, 1L), told.stream().map(DayCounted::received).toList());
        assertEquals(
                List.of(1L, 1L), told.stream().map(day -> day.elements().sum()).toList());
        assertFalse(told.get(1).isOver());
    }

    @Test
    void shouldGiveEachElementOneFate() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(rules());
        log.send(signIn("ada", ELEVEN_AT_NIGHT).json());
        log.send("{\"category\": \"NobodyKnowsThis\", \"time\": \"2026-06-30T22:00:01Z\"}");
        log.send("{ no json");

        // When
        DayCounted day = days(log.control(new ControlRecord.Checkpoint("end"))).get(0);

        // Then
        assertEquals(3, day.received());
        assertEquals(day.received(), day.elements().sum());
        assertEquals(
                new TreeMap<>(Map.of("NobodyKnowsThis", 1L)), day.elements().ignored());
        assertEquals(
                1,
                day.elements().deadLettered().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }
}
