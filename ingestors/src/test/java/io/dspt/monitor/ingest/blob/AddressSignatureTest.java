package io.dspt.monitor.ingest.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class AddressSignatureTest {

    @Test
    void shouldHideWhatLetsSomebodyIn() {
        String said =
                "no answer from https://st.blob.core.windows.net/c?sv=2025-05-05&sp=rc&sig=c2Vj%2FcmV0%3D&se=2026";

        assertEquals(
                "no answer from https://st.blob.core.windows.net/c?sv=2025-05-05&sp=rc&sig=...&se=2026",
                AddressSignature.hiddenIn(said));
        assertEquals("'...?SIG=...'", AddressSignature.hiddenIn("'...?SIG=c2VjcmV0'"));
        assertEquals("no design=at all", AddressSignature.hiddenIn("no design=at all"));
    }

    @Test
    void shouldTellOneFromWhatIsNone() {
        assertTrue(AddressSignature.isOne("sv=2025-05-05&sr=c&sp=rc&sig=c2Vj%2FcmV0%3D"));
        assertFalse(AddressSignature.isOne("sv=2025-05-05&sr=c"), "cut off by a shell");
        assertFalse(AddressSignature.isOne("sv=2025-05-05&sig=two words"));
        assertFalse(AddressSignature.isOne(""));
    }
}
