package io.dspt.monitor.ingest.eventhubs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

@Timeout(60)
final class WaitingEventsTest {
    private static final Duration AT_ONCE = Duration.ofNanos(1);
    private static final int A_MEGABYTE = 1024 * 1024;

    /** A hub that sends as much as it is asked for, in the same call. */
    private static Flux<Integer> hub(int events, AtomicLong asked) {
        return Flux.range(0, events).doOnRequest(asked::addAndGet);
    }

    @Test
    void shouldAskForNoMoreLargeEventsThanItMayHold() {
        // Given a hub full of events of a megabyte
        AtomicLong asked = new AtomicLong();
        WaitingEvents<Integer> waiting = new WaitingEvents<>(event -> A_MEGABYTE);

        // When nobody takes them
        hub(10_000, asked).subscribe(waiting);

        // Then
        long most = WaitingEvents.MOST_BYTES / A_MEGABYTE + WaitingEvents.MOST_ASKED_FOR;
        assertTrue(asked.get() <= most, () -> asked + " were asked for, of at most " + most);
    }

    @Test
    void shouldAskForNoMoreSmallEventsThanItMayHold() {
        // Given
        AtomicLong asked = new AtomicLong();
        WaitingEvents<Integer> waiting = new WaitingEvents<>(event -> 1);

        // When
        hub(10_000, asked).subscribe(waiting);

        // Then
        long most = WaitingEvents.MOST_EVENTS + WaitingEvents.MOST_ASKED_FOR;
        assertTrue(asked.get() <= most, () -> asked + " were asked for, of at most " + most);
    }

    @Test
    void shouldHandOverEveryEventInOrder() {
        // Given
        WaitingEvents<Integer> waiting = new WaitingEvents<>(event -> event % 7 == 0 ? A_MEGABYTE : 10);
        hub(5_000, new AtomicLong()).subscribe(waiting);

        // When
        List<Integer> taken = new ArrayList<>();
        for (List<Integer> batch = waiting.take(AT_ONCE); !batch.isEmpty(); batch = waiting.take(AT_ONCE)) {
            taken.addAll(batch);
        }

        // Then
        assertEquals(Flux.range(0, 5_000).collectList().block(), taken);
    }

    @Test
    void shouldTellOfAFailureOnceWhatCameBeforeItIsTaken() {
        // Given
        WaitingEvents<Integer> waiting = new WaitingEvents<>(event -> 10);
        Flux.just(1, 2)
                .concatWith(Flux.error(new IllegalStateException("the link is detached")))
                .subscribe(waiting);

        // When
        List<Integer> taken = waiting.take(AT_ONCE);

        // Then
        assertEquals(List.of(1, 2), taken);
        assertThrows(IllegalStateException.class, () -> waiting.take(AT_ONCE));
    }
}
