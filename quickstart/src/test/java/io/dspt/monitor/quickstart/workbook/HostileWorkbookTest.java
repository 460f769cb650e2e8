package io.dspt.monitor.quickstart.workbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileWorkbookTest {
    private static final List<String> HEADER = List.of("Evidence item reference", "Evidence item text");
    private static final List<String> ROW = List.of("1.1.1", "Invented text");

    @Test
    void shouldReadAPlainWorkbook() throws UnreadableWorkbookException {
        Workbook workbook =
                Workbook.read(new WorkbookFile().sheet("Items", HEADER, ROW).bytes());

        assertEquals(List.of(new Workbook.Table("Items", List.of(HEADER, ROW))), workbook.sheets());
    }

    @Test
    void shouldRefuseWhatInflatesWithoutEnd() {
        // Given a small file whose part inflates to more than a workbook holds
        byte[] bomb = new WorkbookFile()
                .sheet("Items", HEADER, ROW)
                .part("xl/media/picture.bin", new byte[Workbook.MOST_INFLATED_BYTES])
                .bytes();
        assertTrue(bomb.length < 200_000);

        // When, then
        refused(bomb, "inflates to more than");
    }

    @Test
    void shouldRefuseManySmallBombsTogether() {
        WorkbookFile file = new WorkbookFile().sheet("Items", HEADER, ROW);
        for (int i = 0; i < 9; i++) {
            file.part("xl/media/" + i + ".bin", new byte[Workbook.MOST_INFLATED_BYTES / 8]);
        }

        refused(file.bytes(), "inflates to more than");
    }

    @Test
    void shouldRefuseTooManyPartsAndTooManyRows() {
        // Given
        WorkbookFile parts = new WorkbookFile().sheet("Items", HEADER, ROW);
        for (int i = 0; i < Workbook.MOST_PARTS; i++) {
            parts.part("xl/media/" + i, new byte[0]);
        }
        String rows = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                + "<row><c r=\"XFD1\"><v>1</v></c></row>".repeat(Workbook.MOST_ROWS + 1) + "</sheetData></worksheet>";

        // When, then
        refused(parts.bytes(), "more than 1000 parts");
        refused(new WorkbookFile().sheetXml("Items", rows).bytes(), "more than 20000 rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void shouldRefuseEntities(String charset) {
        // Given a sheet that asks for a file of the machine
        String xml = "<?xml version=\"1.0\" encoding=\"" + charset + "\"?>"
                + "<!DOCTYPE worksheet [<!ENTITY secret SYSTEM \"file:///etc/hostname\">]>"
                + "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&secret;</t></is></c></row>"
                + "</sheetData></worksheet>";
        WorkbookFile file = new WorkbookFile()
                .sheet("Items", HEADER, ROW)
                .part("xl/worksheets/sheet1.xml", xml.getBytes(Charset.forName(charset)));

        // When, then
        refused(file.bytes(), "declares a document type");
    }

    @Test
    void shouldRefuseWhatIsNoWorkbook() {
        refused(new byte[0], "no workbook");
        refused("Evidence item reference,Evidence item text".getBytes(StandardCharsets.UTF_8), "no workbook");
        refused(new byte[Workbook.MOST_PACKED_BYTES + 1], "larger than");
        refused(
                new WorkbookFile()
                        .sheetXml("Items", "<worksheet><sheetData><row")
                        .bytes(),
                "workbook");
    }

    /** A damaged file is refused or read in part, and never ends the command by an error of its own. */
    @Test
    void shouldRefuseDamagedFilesAsSuch() {
        byte[] whole = new WorkbookFile().sheet("Items", HEADER, ROW).bytes();
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            for (int change = 0; change < 4; change++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                EvidenceItems.of(Workbook.read(damaged));
            } catch (UnreadableWorkbookException e) {
                assertTrue(e.getMessage() != null && !e.getMessage().isBlank());
            }
        }
    }

    private static void refused(byte[] file, String why) {
        UnreadableWorkbookException refused =
                assertThrows(UnreadableWorkbookException.class, () -> Workbook.read(file));
        assertTrue(refused.getMessage().contains(why), refused::getMessage);
    }
}
