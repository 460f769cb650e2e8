package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.fold.Output.SubscriptionCoverage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many subscriptions there are and which of them speak, by inventories and activity logs. */
final class KnownSubscriptionsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String ONE = "7d1c9a52-0000-4000-8000-000000000b01";
    private static final String TWO = "7d1c9a52-0000-4000-8000-000000000b02";

    private static String subscription(String id) {
        return "{\"id\":\"/subscriptions/" + id + "\",\"type\":\"microsoft.resources/subscriptions\","
                + "\"properties\":{\"state\":\"Enabled\"}}";
    }

    private static String activity(String subscription, Instant at) {
        return "{\"time\":\"" + at + "\",\"category\":\"Administrative\",\"resultType\":\"Success\","
                + "\"operationName\":\"Microsoft.Network/publicIPAddresses/read\",\"resourceId\":\"/subscriptions/"
                + subscription + "/resourceGroups/rg\",\"resultSignature\":\"Succeeded.\"}";
    }

    private static List<SubscriptionCoverage> told(List<Output> outputs) {
        return outputs.stream()
                .filter(SubscriptionCoverage.class::isInstance)
                .map(SubscriptionCoverage.class::cast)
                .toList();
    }

    @Test
    void shouldTellWithEveryMinuteHowManySpeak() {
        // Given two that an inventory tells of
        EstateLogRunner log = EstateLogRunner.live().brokerAt(NINE);
        log.tell("first", NINE.minusSeconds(300), subscription(ONE), subscription(TWO));

        // When one of them speaks
        Instant minute = NINE.plusSeconds(60);
        assertEquals(List.of(new SubscriptionCoverage(0, 0, 2, minute)), told(log.tick(minute)));
        log.brokerAt(minute.plusSeconds(10));
        log.send(activity(ONE.toUpperCase(java.util.Locale.ROOT), minute));
        Instant next = minute.plusSeconds(60);

        // Then
        assertEquals(List.of(new SubscriptionCoverage(1, 0, 1, next)), told(log.tick(next)));
    }

    @Test
    void shouldTellThoseApartThatHaveNotSpokenForADay() {
        // Given
        EstateLogRunner log = EstateLogRunner.live().brokerAt(NINE);
        log.tell("first", NINE.minusSeconds(300), subscription(ONE));
        log.send(activity(ONE, NINE));

        // When
        Instant dayLater = NINE.plus(Duration.ofDays(1));
        log.brokerAt(dayLater);
        assertEquals(List.of(new SubscriptionCoverage(1, 0, 0, dayLater)), told(log.tick(dayLater)));
        Instant minuteLater = dayLater.plusSeconds(60);
        log.brokerAt(minuteLater);

        // Then
        assertEquals(List.of(new SubscriptionCoverage(0, 1, 0, minuteLater)), told(log.tick(minuteLater)));
    }

    @Test
    void shouldNotLookForWhatNoInventoryHasToldOf() {
        // Given
        EstateLogRunner log = EstateLogRunner.live().brokerAt(NINE);

        // When
        log.send(activity(ONE, NINE));
        log.tick(NINE.plusSeconds(60));

        // Then
        assertEquals(List.of(), log.outputs(SubscriptionCoverage.class));
    }

    @Test
    void shouldForgetNothingWhenItIsStartedAgain() {
        // Given a monitor that remembers nothing but its state
        EstateLogRunner log = EstateLogRunner.live().restartingBeforeEachStep().brokerAt(NINE);
        log.tell("first", NINE.minusSeconds(300), subscription(ONE));
        log.send(activity(ONE, NINE));

        // When an inventory tells of it again
        log.tell("second", NINE.minusSeconds(200), subscription(ONE));
        Instant minute = NINE.plusSeconds(60);

        // Then
        assertEquals(List.of(new SubscriptionCoverage(1, 0, 0, minute)), told(log.tick(minute)));
    }
}
