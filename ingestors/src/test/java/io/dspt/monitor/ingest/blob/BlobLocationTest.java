package io.dspt.monitor.ingest.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlobLocationTest {

    @ParameterizedTest
    @CsvSource({
        "https://st.blob.core.windows.net/logs,https://st.blob.core.windows.net/logs,''",
        "https://st.blob.core.windows.net/logs/,https://st.blob.core.windows.net/logs,''",
        "https://st.blob.core.windows.net/logs/resourceId=/SUBSCRIPTIONS/A,https://st.blob.core.windows.net/logs,resourceId=/SUBSCRIPTIONS/A",
        "http://127.0.0.1:10000/account/logs,http://127.0.0.1:10000/account/logs,''"
    })
    void shouldReadAnAddress(String address, String endpoint, String prefix) {
        assertEquals(new BlobLocation(endpoint, prefix), BlobLocation.parse(address));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://st.blob.core.windows.net|names no container",
                "https://st.blob.core.windows.net/|names no container",
                "http://st.blob.core.windows.net/logs|by https only",
                "https://st.blob.core.windows.net/a b|no address",
                "https://somebody:secret@st.blob.core.windows.net/logs|do not belong into an address"
            })
    void shouldSayWhatIsWrongWithOne(String address, String says) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> BlobLocation.parse(address));

        assertTrue(String.valueOf(refused.getMessage()).contains(says), refused::getMessage);
    }

    @Test
    void shouldTakeNoSignatureFromTheCommandLineAndNotRepeatIt() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> BlobLocation.parse("https://st.blob.core.windows.net/logs?sv=2026&sig=c2VjcmV0"));

        assertTrue(String.valueOf(refused.getMessage()).contains("archive.credential"), refused::getMessage);
        assertFalse(String.valueOf(refused.getMessage()).contains("c2VjcmV0"), refused::getMessage);
    }
}
