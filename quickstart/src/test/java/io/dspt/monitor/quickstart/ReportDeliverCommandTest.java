package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a place before anything is read. */
final class ReportDeliverCommandTest {
    private static final String SECRET = "c2VjcmV0";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "https://st.blob.core.windows.net, --to: the address names no container",
        "https://st.blob.core.windows.net/?sv=2025&sig=c2VjcmV0, --to: the address names no container",
        "http://st.blob.core.windows.net/c?sig=c2VjcmV0, --to: by https only",
        "https://st.blob.core.windows.net/c?sv=2025, --to: what stands behind '?' is no shared access signature",
        "https://me:c2VjcmV0@st.blob.core.windows.net/c, --to: a name and a password do not belong into an address"
    })
    void shouldRefuseAPlaceThatIsNoneWithoutRepeatingASecret(String to, String says) {
        CommandRun run = CommandRun.of("report", "deliver", "--to", to, "--bootstrap", "127.0.0.1:1");

        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains(says), run::err);
        assertFalse((run.out() + run.err()).contains(SECRET), run::err);
    }

    @Test
    void shouldTakeTheAddressFromAFileThatNoListOfProcessesShows() throws IOException {
        Path place =
                Files.writeString(folder.resolve("place"), "https://st.blob.core.windows.net/?sv=2025&sig=c2VjcmV0\n");

        CommandRun run = CommandRun.of("report", "deliver", "--to", "@" + place, "--bootstrap", "127.0.0.1:1");

        assertTrue(run.err().contains("the address names no container: 'https://st.blob.core.windows.net/'"), run::err);
    }

    @Test
    void shouldNotRepeatASignatureThatStandsWhereNothingIsExpected() {
        String address = "https://st.blob.core.windows.net/c?sv=2025&sig=" + SECRET;

        CommandRun withoutOption = CommandRun.of("report", "deliver", address);
        CommandRun misspelt = CommandRun.of("report", "deliver", "--too", address);
        CommandRun elsewhere = CommandRun.of("ledger", "verify", address);

        for (CommandRun run : new CommandRun[] {withoutOption, misspelt, elsewhere}) {
            assertEquals(2, run.exitCode(), run::err);
            assertFalse((run.out() + run.err()).contains(SECRET), run::err);
        }
    }
}
