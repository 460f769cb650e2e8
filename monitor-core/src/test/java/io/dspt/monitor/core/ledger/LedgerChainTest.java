package io.dspt.monitor.core.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.codec.MalformedRowException;
import io.dspt.monitor.core.codec.Sha256;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerChainTest {
    private static final int BYTES_TO_CUT = 75;

    @Test
    void shouldWriteLinesThatAnyToolCanCheck() {
        // When
        List<byte[]> lines = SampleLedger.of(2).lines();

        // Then
        String first = SampleLedger.text(lines.get(0));
        assertTrue(
                first.startsWith(
                        "{\"sequence\":1,\"previous\":\"" + "0".repeat(64) + "\",\"kind\":\"finding\",\"at\":\""),
                first);
        byte[] hashed = Arrays.copyOf(lines.get(0), lines.get(0).length - BYTES_TO_CUT);
        assertTrue(first.endsWith(",\"count\":1,\"hash\":\"" + Sha256.hex(hashed) + "\"}"), first);
        assertTrue(SampleLedger.text(lines.get(1))
                .startsWith("{\"sequence\":2,\"previous\":\"" + Sha256.hex(hashed) + "\","));
    }

    @Test
    void shouldGoOnBehindAHeadAsIfItHadNeverStopped() {
        // Given
        List<byte[]> whole = SampleLedger.of(5).lines();
        LedgerHead head = SampleLedger.of(3).head();

        // When another process goes on with what was kept of it
        LedgerChain rest = new LedgerChain(LedgerHead.decoded(head.encoded()));
        rest.append(SampleLedger.members(SampleLedger.ESTATE, 4, "RES-00"));
        rest.append(SampleLedger.members(SampleLedger.ESTATE, 5, "RES-00"));

        // Then
        assertArrayEquals(whole.get(3), rest.lines().get(0));
        assertArrayEquals(whole.get(4), rest.lines().get(1));
        assertEquals(SampleLedger.of(5).head(), rest.head());
    }

    @Test
    void shouldRefuseWhatIsNoHeadAndWhatSaysNothing() {
        LedgerChain chain = new LedgerChain(LedgerHead.BEGINNING);

        assertThrows(IllegalArgumentException.class, () -> chain.append(SampleLedger.bytes("{}")));
        assertThrows(IllegalArgumentException.class, () -> chain.append(SampleLedger.bytes("[1]")));
        assertThrows(IllegalArgumentException.class, () -> new LedgerHead(-1, "0".repeat(64)));
        assertThrows(IllegalArgumentException.class, () -> new LedgerHead(1, "A".repeat(64)));
        assertThrows(MalformedRowException.class, () -> LedgerHead.decoded(new byte[] {9, 9}));
    }
}
