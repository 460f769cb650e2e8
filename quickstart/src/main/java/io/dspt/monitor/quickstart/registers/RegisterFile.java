package io.dspt.monitor.quickstart.registers;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.dspt.monitor.core.register.BadCellException;
import io.dspt.monitor.core.register.RegisterColumn;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.register.RegisterRow;
import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A register as a file: CSV by RFC 4180 with a header row, or a YAML list of rows; UTF-8 with or without byte order mark.
 *
 * @param rows the good rows, in file order
 * @param refused the others
 */
public record RegisterFile(List<RegisterRow> rows, List<RefusedRow> refused) {
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    /** One field may be as long as this; longer texts are no cell of a register anyway. */
    private static final int MOST_CHARACTERS_OF_A_FIELD = 1024 * 1024;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    public RegisterFile {
        rows = List.copyOf(rows);
        refused = List.copyOf(refused);
    }

    /** The register a file holds unless somebody says otherwise: its name up to the first dot. */
    public static String registerOf(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /**
     * Reads a file.
     *
     * @throws UnreadableRegisterException when the file as a whole is none
     * @throws IOException when it cannot be read
     */
    public static RegisterFile read(Path file, RegisterDefinition register)
            throws IOException, UnreadableRegisterException {
        if (Files.size(file) > MOST_BYTES) {
            throw new UnreadableRegisterException(file + ": larger than " + MOST_BYTES / 1024 / 1024 + " MiB");
        }
        String text = text(file, Files.readAllBytes(file));
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        Reading reading = new Reading(file.toString(), register);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            reading.yaml(text);
        } else {
            reading.csv(text);
        }
        return new RegisterFile(reading.rows, reading.refused);
    }

    private static String text(Path file, byte[] bytes) throws UnreadableRegisterException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnreadableRegisterException(
                    file + ": not UTF-8; from a spreadsheet, save it as \"CSV UTF-8 (comma delimited)\"");
        }
    }

    /** One file on its way in. */
    private static final class Reading {
        private final String file;
        private final RegisterDefinition register;
        private final List<RegisterRow> rows = new ArrayList<>();
        private final List<RefusedRow> refused = new ArrayList<>();
        private final Map<String, Long> keys = new HashMap<>();

        Reading(String file, RegisterDefinition register) {
            this.file = file;
            this.register = register;
        }

        void csv(String text) throws UnreadableRegisterException {
            List<String> header = List.of();
            long row = 0;
            try (CsvReader<CsvRecord> records = CsvReader.builder()
                    .skipEmptyLines(false)
                    .ignoreDifferentFieldCount(true)
                    .acceptCharsAfterQuotes(false)
                    .maxBufferSize(MOST_CHARACTERS_OF_A_FIELD)
                    .ofCsvRecord(text)) {
                for (CsvRecord record : records) {
                    row++;
                    if (isEmpty(record)) {
                        continue;
                    }
                    if (header.isEmpty()) {
                        header = header(record);
                    } else {
                        row(row, header, record);
                    }
                }
            } catch (CsvParseException e) {
                throw new UnreadableRegisterException(file + ": after row " + row
                        + " it is no CSV: text behind a closing quote, or a cell without end");
            } catch (IOException e) {
                throw new UnreadableRegisterException(file + ": cannot be read: " + e.getMessage());
            }
            if (header.isEmpty()) {
                throw new UnreadableRegisterException(file + ": empty; a register has at least its header row");
            }
        }

        private static boolean isEmpty(CsvRecord record) {
            return record.getFields().stream().allMatch(String::isBlank);
        }

        private List<String> header(CsvRecord record) throws UnreadableRegisterException {
            List<String> header = new ArrayList<>();
            for (String written : record.getFields()) {
                String name = written.strip();
                String column = register.columns().keySet().stream()
                        .filter(one -> one.equalsIgnoreCase(name))
                        .findFirst()
                        .orElse("");
                if (column.isEmpty()) {
                    boolean otherDivider = record.getFieldCount() == 1 && (name.contains(";") || name.contains("\t"));
                    throw new UnreadableRegisterException(file + ": row 1: "
                            + (otherDivider
                                    ? "columns are divided by commas"
                                    : "register " + register.name() + " has no column '" + shortened(name) + "'"
                                            + NearestName.hint(
                                                    register.columns().keySet(), name)));
                }
                if (header.contains(column)) {
                    throw new UnreadableRegisterException(file + ": row 1: column " + column + " stands twice");
                }
                header.add(column);
            }
            for (RegisterColumn column : register.columns().values()) {
                if (column.required() && !header.contains(column.name())) {
                    throw new UnreadableRegisterException(file + ": row 1: column " + column.name() + " is missing");
                }
            }
            return header;
        }

        private static String shortened(String name) {
            return name.length() > 60 ? name.substring(0, 60) + "…" : name;
        }

        private void row(long number, List<String> header, CsvRecord record) {
            if (record.getFieldCount() != header.size()) {
                refuse(
                        number,
                        "",
                        "",
                        record.getFieldCount() + " cells, but " + header.size()
                                + " columns (a comma in a cell needs quotes)");
                return;
            }
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                cells.put(header.get(i), record.getField(i));
            }
            row(number, cells);
        }

        void yaml(String text) throws UnreadableRegisterException {
            try {
                long number = 0;
                for (YamlNode element : YamlNode.parse(file, text).elements()) {
                    number++;
                    Map<String, String> cells = new LinkedHashMap<>();
                    element.members().forEach((column, cell) -> cells.put(column, cell.textOrEmpty()));
                    row(number, cells);
                }
            } catch (RefusedException e) {
                throw new UnreadableRegisterException(String.valueOf(e.getMessage()));
            }
        }

        private void row(long number, Map<String, String> cells) {
            try {
                RegisterRow row = register.row(cells);
                Long same = keys.putIfAbsent(register.keyOf(row), number);
                if (same != null) {
                    refuse(number, "", "", "has the same key as row " + same);
                } else {
                    rows.add(row);
                }
            } catch (BadCellException e) {
                String cell = cells.getOrDefault(e.column(), "");
                refuse(number, e.column(), RefusedRow.shapeOf(cell), String.valueOf(e.getMessage()));
            }
        }

        private void refuse(long row, String column, String shape, String reason) {
            refused.add(new RefusedRow(file, row, column, shape, reason));
        }
    }
}
