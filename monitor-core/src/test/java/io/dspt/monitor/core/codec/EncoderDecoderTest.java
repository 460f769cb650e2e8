package io.dspt.monitor.core.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fact.FactValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EncoderDecoderTest {
    private static final int FORMAT = 1;

    @Test
    void shouldReadBackWholeNumbersOfAnySize() {
        for (long value : new long[] {
            0,
            1,
            -1,
            63,
            64,
            -64,
            -65,
            8_191,
            8_192,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            Long.MIN_VALUE
        }) {
            byte[] row = new Encoder(FORMAT).whole(value).toBytes();
            assertEquals(value, new Decoder(row, FORMAT).whole());
        }
    }

    @Test
    void shouldWriteSmallNumbersShort() {
        assertEquals(2, new Encoder(FORMAT).whole(63).toBytes().length);
        assertEquals(2, new Encoder(FORMAT).whole(-64).toBytes().length);
    }

    @Test
    void shouldReadBackEverythingInItsOrder() {
        // Given
        Instant time = Instant.parse("2026-03-02T09:00:00.1234567Z");
        byte[] row = new Encoder(FORMAT)
                .text("Ynys Môn £ \uD83C\uDFE5")
                .flag(true)
                .flag(false)
                .textOrNull(null)
                .textOrNull("")
                .time(time)
                .timeOrNull(null)
                .timeOrNull(Instant.MIN)
                .timeOrNull(Instant.MAX)
                .bytes(new byte[] {0, -1, 127})
                .fixed(-7_000_000_000L)
                .toBytes();

        // When
        Decoder decoder = new Decoder(row, FORMAT);

        // Then
        assertEquals("Ynys Môn £ \uD83C\uDFE5", decoder.text());
        assertEquals(true, decoder.flag());
        assertEquals(false, decoder.flag());
        assertNull(decoder.textOrNull());
        assertEquals("", decoder.textOrNull());
        assertEquals(time, decoder.time());
        assertNull(decoder.timeOrNull());
        assertEquals(Instant.MIN, decoder.timeOrNull());
        assertEquals(Instant.MAX, decoder.timeOrNull());
        assertArrayEquals(new byte[] {0, -1, 127}, decoder.bytes());
        assertEquals(-7_000_000_000L, decoder.fixed());
    }

    @Test
    void shouldReadBackAnyFact() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            FactValue value = fact(random, 3);
            byte[] row = new Encoder(FORMAT).fact(value).toBytes();
            assertEquals(value, new Decoder(row, FORMAT).fact());
            assertArrayEquals(row, new Encoder(FORMAT).fact(value).toBytes(), "equal values give equal bytes");
        }
    }

    private static FactValue fact(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> FactValue.text("text " + random.nextInt());
            case 1 -> FactValue.flag(random.nextBoolean());
            case 2 -> FactValue.whole(random.nextLong());
            case 3 -> FactValue.Missing.ABSENT;
            case 4 -> FactValue.Missing.UNKNOWN;
            case 5 -> {
                List<FactValue> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(fact(random, depth - 1));
                }
                yield new FactValue.Many(elements);
            }
            default -> {
                SortedMap<String, FactValue> members = new TreeMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put("m" + i, fact(random, depth - 1));
                }
                yield new FactValue.Structure(members);
            }
        };
    }

    @Test
    void shouldRefuseAnotherVersionOfTheForm() {
        MalformedRowException refusal =
                assertThrows(MalformedRowException.class, () -> new Decoder(new byte[] {2}, FORMAT));
        assertTrue(refusal.getMessage().contains("version 2"), refusal.getMessage());
        assertThrows(MalformedRowException.class, () -> new Decoder(new byte[0], FORMAT));
    }

    @Test
    void shouldRefuseWhatIsCutOrDamaged() {
        // Given
        Random random = new Random(6);
        byte[] whole = new Encoder(FORMAT)
                .text("northmoor")
                .time(Instant.EPOCH)
                .timeOrNull(Instant.MAX)
                .fact(fact(random, 3))
                .bytes(new byte[20])
                .toBytes();

        // When it is cut anywhere, then it is refused
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(MalformedRowException.class, () -> readAll(cut), "length " + length);
        }

        // When any bytes are damaged, then it is read as something else, or refused, and nothing else happens
        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                readAll(damaged);
            } catch (MalformedRowException e) {
                // This is how a row is refused.
            }
        }
    }

    private static void readAll(byte[] row) {
        Decoder decoder = new Decoder(row, FORMAT);
        decoder.text();
        decoder.time();
        decoder.timeOrNull();
        decoder.fact();
        decoder.bytes();
    }

    @Test
    void shouldNotBeTalkedIntoHugeAllocations() {
        // Given a row that claims to hold two thousand million elements
        byte[] row = new Encoder(FORMAT).whole(Integer.MAX_VALUE).toBytes();

        // Then
        assertThrows(MalformedRowException.class, () -> new Decoder(row, FORMAT).count());
        assertThrows(MalformedRowException.class, () -> new Decoder(row, FORMAT).bytes());
        assertThrows(MalformedRowException.class, () -> new Decoder(row, FORMAT).text());
        assertThrows(MalformedRowException.class, () -> new Decoder(row, FORMAT).facts());
    }

    @Test
    void shouldNameWhatPartsNameTogether() {
        assertEquals(32, Sha256.name("a", "b").length());
        assertTrue(!Sha256.name("ab", "c").equals(Sha256.name("a", "bc")));
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                Sha256.hex(new byte[] {'a', 'b', 'c'}));
    }
}
