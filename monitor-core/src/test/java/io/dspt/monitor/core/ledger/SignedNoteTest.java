package io.dspt.monitor.core.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    /** The example of the Go package that signed notes come from: a note that other software has made. */
    private static final String PUBLISHED = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private static final String PUBLISHED_KEY = "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00.123Z");

    private final KeyPair keys = newKeys();

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicKey published() throws Exception {
        byte[] raw = Base64.getDecoder().decode(PUBLISHED_KEY);
        byte[] x509 = ByteBuffer.allocate(44)
                .put(HexFormat.of().parseHex("302a300506032b6570032100"))
                .put(raw, 1, 32)
                .array();
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
    }

    @Test
    void shouldVerifyWhatOtherSoftwareHasSigned() throws Exception {
        // When
        SignedNote note = SignedNote.parse(SampleLedger.bytes(PUBLISHED));

        // Then
        assertTrue(note.isSignedBy("PeterNeumann", published()));
        assertFalse(note.isSignedBy("EnochRoot", published()), "the name belongs to the key");
        assertFalse(note.isSignedBy("PeterNeumann", keys.getPublic()));
        assertArrayEquals(SampleLedger.bytes(PUBLISHED), note.toBytes());
    }

    @Test
    void shouldNotVerifyAnotherText() throws Exception {
        SignedNote note = SignedNote.parse(SampleLedger.bytes(PUBLISHED.replace("answer", "problem")));

        assertFalse(note.isSignedBy("PeterNeumann", published()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\n\u2014 name AAAA\n",
                "text\n\n\u2014 name notBase64!\n",
                "text\n\n- name AAAAAAAAAAAA\n",
                "text\n\n\u2014 na+me AAAAAAAAAAAA\n",
                "text\n\n\u2014 name AAAAAAAAAAAA",
                "\n\n\u2014 name AAAAAAAAAAAA\n",
                "te\txt\n\n\u2014 name AAAAAAAAAAAA\n"
            })
    void shouldRefuseWhatIsNoNote(String text) {
        assertThrows(IllegalArgumentException.class, () -> SignedNote.parse(SampleLedger.bytes(text)));
    }

    @Test
    void shouldRefuseWhatIsNotInUtf8() {
        byte[] note = SampleLedger.bytes(PUBLISHED);
        note[3] = (byte) 0xFF;

        assertThrows(IllegalArgumentException.class, () -> SignedNote.parse(note));
    }

    @Nested
    class OfALedgersHead {
        private final LedgerHeadNote head =
                new LedgerHeadNote("north", SampleLedger.of(3).head(), NINE);

        private byte[] note() {
            return head.signed(keys).toBytes();
        }

        @Test
        void shouldBeACheckpointThatPeopleCanRead() {
            String[] lines = SampleLedger.text(note()).split("\n", -1);

            assertEquals("dspt-monitor/ledger/north", lines[0]);
            assertEquals("3", lines[1]);
            assertEquals(
                    SampleLedger.of(3).head().hash(),
                    HexFormat.of().formatHex(Base64.getDecoder().decode(lines[2])));
            assertEquals("at 2026-03-02T09:00:00.123Z", lines[3]);
            assertEquals("", lines[4]);
            assertTrue(lines[5].startsWith("\u2014 dspt-monitor/ledger/north "), lines[5]);
        }

        @Test
        void shouldBeReadBackByTheKeyThatSignedIt() {
            assertEquals(head, LedgerHeadNote.verified(note(), "north", keys.getPublic()));
        }

        @Test
        void shouldNotBeTakenFromAnotherKeyOrForAnotherEstate() {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> LedgerHeadNote.verified(note(), "north", newKeys().getPublic()));
            assertThrows(
                    IllegalArgumentException.class, () -> LedgerHeadNote.verified(note(), "south", keys.getPublic()));
        }

        @Test
        void shouldNotVerifyWithAnyByteOfItsTextChanged() {
            byte[] note = note();
            int text = head.text().length();
            for (int at = 0; at < text; at++) {
                byte[] changed = note.clone();
                changed[at] ^= 1;
                assertThrows(
                        IllegalArgumentException.class,
                        () -> LedgerHeadNote.verified(changed, "north", keys.getPublic()),
                        "byte " + at);
            }
        }

        @Test
        void shouldNotTakeASignedTextThatIsNoHead() {
            byte[] other = SignedNote.sign("hello\n", "dspt-monitor/ledger/north", keys)
                    .toBytes();

            assertThrows(
                    IllegalArgumentException.class, () -> LedgerHeadNote.verified(other, "north", keys.getPublic()));
        }

        @Test
        void shouldNotBeOfNothingAndOfNoEstate() {
            assertThrows(IllegalArgumentException.class, () -> new LedgerHeadNote("north", LedgerHead.BEGINNING, NINE));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new LedgerHeadNote("../north", SampleLedger.of(1).head(), NINE));
        }
    }
}
