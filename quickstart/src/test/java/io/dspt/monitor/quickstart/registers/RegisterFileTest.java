package io.dspt.monitor.quickstart.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.register.RegisterDefinitions;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegisterFileTest {
    private static final String ADA = "7d1c9a52-0000-4000-8000-000000000001";
    private static final String BEN = "7d1c9a52-0000-4000-8000-000000000002";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static RegisterDefinition register(String name) {
        return RegisterDefinitions.read(RuleBundle.builtIn().registers(), new ArrayList<>())
                .find(name)
                .orElseThrow();
    }

    private RegisterFile read(String name, String text) throws IOException, UnreadableRegisterException {
        return read(name, text, StandardCharsets.UTF_8);
    }

    private RegisterFile read(String name, String text, Charset charset)
            throws IOException, UnreadableRegisterException {
        Path file = folder.resolve(name);
        Files.write(file, text.getBytes(charset));
        return RegisterFile.read(file, register(RegisterFile.registerOf(file)));
    }

    @Test
    void shouldReadWhatSpreadsheetsWrite() throws Exception {
        // Given: a byte order mark, Windows line ends, another case, quotes, a blank line, a line break in a cell
        String text = "\ufeffName,TENANTID,ukProcessing,agreementSignedOn\r\n"
                + "\"Example, Imaging \"\"UK\"\" Ltd\",,yes,2026-01-15\r\n"
                + ",,,\r\n"
                + "Zoë & Co,\"" + ADA + "\",FALSE,\r\n";

        // When
        RegisterFile read = read("suppliers.csv", text);

        // Then
        assertEquals(List.of(), read.refused());
        assertEquals(
                FactValue.text("Example, Imaging \"UK\" Ltd"),
                read.rows().get(0).cell("name"));
        assertEquals(FactValue.flag(true), read.rows().get(0).cell("ukProcessing"));
        assertEquals(FactValue.text("Zoë & Co"), read.rows().get(1).cell("name"));
        assertEquals(FactValue.Missing.ABSENT, read.rows().get(1).cell("agreementSignedOn"));
    }

    @Test
    void shouldReadRowsAsYaml() throws Exception {
        RegisterFile read = read("leavers.yaml", "- user: " + ADA + "\n  leftOn: 2026-03-02\n- user: " + BEN + "\n");

        assertEquals(2, read.rows().size());
        assertEquals(FactValue.text("2026-03-02"), read.rows().get(0).cell("leftOn"));
    }

    @Test
    void shouldNameEachBadRowWithoutRepeatingWhatItSays() throws Exception {
        // Given
        String text = "user,leftOn\n"
                + ADA + ",02/03/2026\n"
                + ",2026-03-02\n"
                + BEN + ",2026-03-02\n"
                + BEN.toUpperCase(java.util.Locale.ROOT) + ",2026-03-03\n"
                + ADA + ",2026-03-02,left\n"
                + ADA + "\n";

        // When
        RegisterFile read = read("leavers.csv", text);

        // Then
        assertEquals(1, read.rows().size());
        assertEquals(
                List.of("2 leftOn 99/99/9999", "3 user ", "5  ", "6  ", "7  "),
                read.refused().stream()
                        .map(row -> row.row() + " " + row.column() + " " + row.shape())
                        .toList());
        String words = read.refused().get(0).inWords();
        assertTrue(
                words.endsWith("leavers.csv: row 2, column leftOn, shaped '99/99/9999': no day such as 2026-03-02"),
                words);
        assertTrue(
                read.refused().get(2).reason().contains("row 4"),
                read.refused().get(2).reason());
        assertFalse(read.refused().toString().contains(ADA));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                ~~                               | empty
                ~\\n\\n~                           | empty
                user;leftOn\\nx;y                 | divided by commas
                usr,leftOn\\nx,y                  | did you mean 'user'
                leftOn\\n2026-03-02               | user is missing
                user,user\\nx,y                   | stands twice
                user,leftOn\\n"x"y,2026-03-02     | no CSV
                """)
    void shouldRefuseAFileOfWhichNoRowCanBeTrusted(String text, String says) {
        UnreadableRegisterException refused =
                assertThrows(UnreadableRegisterException.class, () -> read("leavers.csv", text.replace("\\n", "\n")));

        assertTrue(String.valueOf(refused.getMessage()).contains(says), refused.getMessage());
    }

    @Test
    void shouldRefuseATextThatIsNotUtf8() {
        UnreadableRegisterException refused = assertThrows(
                UnreadableRegisterException.class,
                () -> read("suppliers.csv", "name\nZoë & Co\n", StandardCharsets.ISO_8859_1));

        assertTrue(String.valueOf(refused.getMessage()).contains("CSV UTF-8"), refused.getMessage());
    }

    @Test
    void shouldTakeFormulasAndControlCharactersForWhatTheyAre() throws Exception {
        RegisterFile read =
                read("suppliers.csv", "name\n\"=cmd|' /C calc'!A0\"\n\"a\u0000b\"\n" + "x".repeat(3_000) + "\n");

        assertEquals(1, read.rows().size());
        assertEquals(2, read.refused().size());
    }

    @Test
    void shouldReadAHundredThousandRows() throws Exception {
        StringBuilder text = new StringBuilder("user,leftOn\n");
        for (int i = 0; i < 100_000; i++) {
            text.append("7d1c9a52-0000-4000-8000-").append(100_000_000_000L + i).append(",2026-03-02\n");
        }

        assertEquals(100_000, read("leavers.csv", text.toString()).rows().size());
    }
}
