package io.dspt.monitor.ingest.eventhubs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HubPositionTest {

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "8589935608", "1:4711:22"})
    void shouldReadBackWhatItWrote(String offset) {
        HubPosition position = new HubPosition(offset, 4711, Instant.parse("2026-03-01T00:00:00.123Z"));

        assertEquals(position, HubPosition.parse(position.written()));
    }

    @Test
    void shouldRefuseAnythingElse() {
        assertThrows(IllegalArgumentException.class, () -> HubPosition.parse("elements=1 complete=true length=2"));
    }
}
