package io.dspt.monitor.quickstart.registers;

/**
 * A row that does not count, told without repeating what stands in it.
 *
 * @param file as given
 * @param row as a spreadsheet numbers it, the header being row 1; in YAML the element's number
 * @param column the column; empty when the row as a whole is meant
 * @param shape what the cell looks like: a for a letter, 9 for a digit
 * @param reason why
 */
public record RefusedRow(String file, long row, String column, String shape, String reason) {
    private static final int LONGEST_SHAPE = 30;

    static String shapeOf(String cell) {
        StringBuilder shape = new StringBuilder();
        cell.codePoints().limit(LONGEST_SHAPE).forEach(character -> {
            if (Character.isDigit(character)) {
                shape.append('9');
            } else if (Character.isLetter(character)) {
                shape.append('a');
            } else {
                shape.append(Character.isISOControl(character) ? "?" : Character.toString(character));
            }
        });
        return shape + (cell.codePointCount(0, cell.length()) > LONGEST_SHAPE ? "…" : "");
    }

    /** As one line. */
    public String inWords() {
        return file + ": row " + row + (column.isEmpty() ? "" : ", column " + column)
                + (shape.isEmpty() ? "" : ", shaped '" + shape + "'") + ": " + reason;
    }
}
