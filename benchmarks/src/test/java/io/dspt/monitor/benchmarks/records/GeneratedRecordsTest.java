package io.dspt.monitor.benchmarks.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.benchmarks.records.GeneratedRecords.Mix;
import io.dspt.monitor.benchmarks.records.GeneratedRecords.Purpose;
import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventKind;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GeneratedRecordsTest {
    private static final int COUNT = 3_000;
    private static final AzureRecordReader READER =
            new AzureRecordReader(ReferenceFiles.builtIn().properties());

    private static AzureEvent read(byte[] record) {
        return assertInstanceOf(
                        ReadResult.Parsed.class, READER.read(record), () -> new String(record, StandardCharsets.UTF_8))
                .event();
    }

    @Test
    void shouldGiveTheSameBytesForTheSameSeed() {
        // When
        List<byte[]> once = GeneratedRecords.of(7, 300, Mix.usual());
        List<byte[]> again = GeneratedRecords.of(7, 300, Mix.usual());
        List<byte[]> other = GeneratedRecords.of(8, 300, Mix.usual());

        // Then
        int same = 0;
        for (int i = 0; i < once.size(); i++) {
            assertArrayEquals(once.get(i), again.get(i));
            same += Arrays.equals(once.get(i), other.get(i)) ? 1 : 0;
        }
        assertEquals(0, same);
    }

    @Test
    void shouldBeginWithTheSameRecordsHoweverManyFollow() {
        // When
        List<byte[]> few = GeneratedRecords.of(7, 50, Mix.usual());
        List<byte[]> many = GeneratedRecords.of(7, 100, Mix.usual());

        // Then
        for (int i = 0; i < few.size(); i++) {
            assertArrayEquals(few.get(i), many.get(i));
        }
    }

    @Test
    void shouldHaveRecordsOfEveryFamilyInTheOrderOfTheirTimes() {
        // When
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        Set<String> categories = new HashSet<>();
        Instant last = Instant.MIN;
        List<Instant> outOfOrder = new ArrayList<>();
        for (byte[] record : GeneratedRecords.of(7, COUNT, Mix.usual())) {
            AzureEvent event = read(record);
            kinds.add(event.kind());
            categories.add(event.header().category());
            Instant at = event.header().time();
            // Microsoft 365 tells whole seconds.
            if (event.kind() != EventKind.OFFICE_ACTIVITY) {
                if (at == null || at.isBefore(last)) {
                    outOfOrder.add(at);
                } else {
                    last = at;
                }
            }
        }

        // Then, what the monitor says of itself and what is asked of the inventory aside
        assertEquals(
                EnumSet.complementOf(EnumSet.of(EventKind.MONITOR_OBSERVATION, EventKind.RESOURCE_SNAPSHOT)), kinds);
        assertTrue(categories.size() >= 19, categories::toString);
        assertEquals(List.of(), outOfOrder);
    }

    @Test
    void shouldBeBetweenTwoAndFourKilobytes() {
        // When
        List<byte[]> records = GeneratedRecords.of(7, COUNT, Mix.usual());

        // Then
        long sum = 0;
        for (byte[] record : records) {
            assertTrue(record.length >= 1_950 && record.length <= 4_000, () -> "length " + record.length);
            sum += record.length;
        }
        long mean = sum / records.size();
        assertTrue(mean > 2_700 && mean < 3_300, () -> "mean " + mean);
    }

    @Test
    void shouldBeAsLongAsAskedFor() {
        // When
        long sum = GeneratedRecords.of(7, 300, new Mix(0, 0, 12_000, 100)).stream()
                .mapToLong(record -> record.length)
                .sum();

        // Then
        assertTrue(sum / 300 > 10_800 && sum / 300 < 13_200, () -> "mean " + sum / 300);
    }

    @Test
    void shouldBreakRulesAndTouchStateAsOftenAsAskedFor() {
        // Given
        Mix mix = Mix.usual();
        List<Purpose> purposes = GeneratedRecords.purposes(7, COUNT, mix);
        JudgedByFold fold = new JudgedByFold(READER);

        // When
        int violating = 0;
        int stateful = 0;
        List<byte[]> records = GeneratedRecords.of(7, COUNT, mix);
        for (int i = 0; i < COUNT; i++) {
            JudgedByFold.Judged judged = fold.judge(records.get(i));
            String which = i + ": " + new String(records.get(i), StandardCharsets.UTF_8);
            // Then each record is what it is for
            assertEquals(purposes.get(i) == Purpose.VIOLATING, judged.broken(), which);
            if (purposes.get(i) == Purpose.STATEFUL) {
                assertTrue(judged.remembered(), which);
            } else if (purposes.get(i) == Purpose.ORDINARY) {
                // Of each person one sign-in is remembered: who uses an account is what leavers are found by.
                assertFalse(judged.remembered() && !judged.onlyWhoSignedIn(), which);
            }
            violating += purposes.get(i) == Purpose.VIOLATING ? 1 : 0;
            stateful += purposes.get(i) == Purpose.STATEFUL ? 1 : 0;
        }

        // Then the shares are as asked for
        assertEquals(mix.violating(), (double) violating / COUNT, 0.008);
        assertEquals(mix.stateful(), (double) stateful / COUNT, 0.012);
    }

    @Test
    void shouldBeAboutNoMoreResourcesThanAskedFor() {
        // When
        Set<String> stores = new HashSet<>();
        for (byte[] record : GeneratedRecords.of(7, 1_000, new Mix(0, 0.5, 3_000, 5))) {
            AzureEvent event = read(record);
            if (event.header().resource() != null
                    && event.header().resource().type().equals("microsoft.storage/storageaccounts")) {
                stores.add(event.header().resource().canonical());
            }
        }

        // Then
        assertEquals(5, stores.size(), stores::toString);
    }
}
