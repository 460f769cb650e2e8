package io.dspt.monitor.azure.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.azure.fakes.StartPosition.Measure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartPositionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "amqp.annotation.x-opt-offset > '128'           | OFFSET          | 128     | false",
                "amqp.annotation.x-opt-offset >= '128'          | OFFSET          | 128     | true",
                "amqp.annotation.x-opt-offset > '@latest'       | OFFSET          | @latest | false",
                "amqp.annotation.x-opt-offset >'-1'             | OFFSET          | -1      | false",
                "amqp.annotation.x-opt-sequence-number > '7'    | SEQUENCE_NUMBER | 7       | false",
                "amqp.annotation.x-opt-sequence-number >= 7     | SEQUENCE_NUMBER | 7       | true",
                "amqp.annotation.x-opt-enqueued-time > '170000' | ENQUEUED_TIME   | 170000  | false"
            })
    void shouldReadTheFilterOfALink(String filter, Measure measure, String value, boolean inclusive) throws Exception {
        // When
        StartPosition position = StartPosition.of(Map.of("filter", filter), "system");

        // Then
        assertEquals(new StartPosition(measure, value, inclusive), position);
    }

    @Test
    void shouldBeginWithTheOldestWhenThereIsNoFilter() throws Exception {
        // When
        StartPosition position = StartPosition.of(null, "system");

        // Then
        assertTrue(position.isEarliest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amqp.annotation.x-opt-offset > no offset",
                "amqp.annotation.x-opt-sequence-number > '@latest'",
                "amqp.annotation.x-opt-colour > '1'",
                "x-opt-offset > '1'"
            })
    void shouldRefuseAFilterThatItDoesNotUnderstand(String filter) {
        // When
        AmqpRefusedException refused =
                assertThrows(AmqpRefusedException.class, () -> StartPosition.of(Map.of("filter", filter), "system"));

        // Then
        assertTrue(refused.fault().description().startsWith("The filter '" + filter + "' is not a valid amqp filter"));
    }
}
