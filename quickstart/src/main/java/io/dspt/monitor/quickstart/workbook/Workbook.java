package io.dspt.monitor.quickstart.workbook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/**
 * The cells of a workbook (XLSX) as text. A workbook comes from outside, so it is unpacked within bounds and packed anew
 * before it is parsed: what inflates without end, or declares entities, is refused.
 *
 * @param sheets in the order of the workbook
 */
public record Workbook(List<Table> sheets) {
    /** The largest workbook that is read, and the most that its parts may inflate to, in bytes. */
    static final int MOST_PACKED_BYTES = 16 * 1024 * 1024;

    static final int MOST_INFLATED_BYTES = 64 * 1024 * 1024;
    static final int MOST_PARTS = 1_000;
    static final int MOST_ROWS = 20_000;
    private static final int MOST_COLUMNS = 200;
    private static final byte[] DOCTYPE = "<!DOCTYPE".getBytes(StandardCharsets.US_ASCII);

    /**
     * One sheet.
     *
     * @param name its name
     * @param rows texts by row and column; empty cells are empty texts, rows end with their last cell
     */
    public record Table(String name, List<List<String>> rows) {
        public Table {
            rows = List.copyOf(rows);
        }
    }

    public Workbook {
        sheets = List.copyOf(sheets);
    }

    /**
     * Reads a workbook.
     *
     * @throws UnreadableWorkbookException when it is none, or is larger than any workbook of this kind
     */
    public static Workbook read(byte[] packed) throws UnreadableWorkbookException {
        if (packed.length > MOST_PACKED_BYTES) {
            throw new UnreadableWorkbookException("larger than " + MOST_PACKED_BYTES + " bytes");
        }
        byte[] clean = packedAnew(packed);
        List<Table> tables = new ArrayList<>();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(clean))) {
            for (Sheet sheet : workbook.getSheets().toList()) {
                tables.add(table(sheet));
            }
        } catch (IOException | UncheckedIOException | ExcelReaderException e) {
            throw new UnreadableWorkbookException("no workbook (XLSX): " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // The parser throws whatever it meets on damaged sheets.
            throw new UnreadableWorkbookException("a damaged workbook: " + e.getMessage(), e);
        }
        return new Workbook(tables);
    }

    private static Table table(Sheet sheet) throws IOException, UnreadableWorkbookException {
        List<List<String>> rows = new ArrayList<>();
        try (Stream<Row> stream = sheet.openStream()) {
            for (Iterator<Row> iterator = stream.iterator(); iterator.hasNext(); ) {
                if (rows.size() == MOST_ROWS) {
                    throw new UnreadableWorkbookException(
                            "sheet '" + sheet.getName() + "' has more than " + MOST_ROWS + " rows");
                }
                rows.add(texts(iterator.next()));
            }
        }
        return new Table(sheet.getName(), rows);
    }

    private static List<String> texts(Row row) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < Math.min(row.getCellCount(), MOST_COLUMNS); i++) {
            Cell cell = row.getCell(i);
            String text = cell == null ? null : cell.getText();
            texts.add(text == null ? "" : text.strip());
        }
        return List.copyOf(texts);
    }

    /**
     * The parts of the package, unpacked within bounds and stored without compression, so that what is parsed is what was
     * counted: a package may say one thing in its directory and another before each part.
     */
    private static byte[] packedAnew(byte[] packed) throws UnreadableWorkbookException {
        ByteArrayOutputStream clean = new ByteArrayOutputStream();
        long inflated = 0;
        int parts = 0;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(packed));
                ZipOutputStream out = new ZipOutputStream(clean)) {
            out.setLevel(1);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (++parts > MOST_PARTS) {
                    throw new UnreadableWorkbookException("more than " + MOST_PARTS + " parts");
                }
                byte[] part = in.readNBytes((int) (MOST_INFLATED_BYTES - inflated) + 1);
                inflated += part.length;
                if (inflated > MOST_INFLATED_BYTES) {
                    throw new UnreadableWorkbookException(
                            "inflates to more than " + MOST_INFLATED_BYTES + " bytes: no workbook of this kind does");
                }
                if (declaresEntities(part)) {
                    throw new UnreadableWorkbookException(
                            "part " + entry.getName() + " declares a document type: no workbook does");
                }
                if (!entry.isDirectory()) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(part);
                    out.closeEntry();
                }
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new UnreadableWorkbookException("no workbook (XLSX): " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UnreadableWorkbookException("a damaged workbook: " + e.getMessage(), e);
        }
        if (parts == 0) {
            throw new UnreadableWorkbookException("no workbook (XLSX): it is no package of parts");
        }
        return clean.toByteArray();
    }

    private static boolean declaresEntities(byte[] part) {
        int at = 0;
        for (byte each : part) {
            // In UTF-16 each letter stands beside a zero byte.
            if (each == 0) {
                continue;
            }
            if (each == DOCTYPE[at]) {
                at++;
                if (at == DOCTYPE.length) {
                    return true;
                }
            } else {
                at = each == DOCTYPE[0] ? 1 : 0;
            }
        }
        return false;
    }
}
