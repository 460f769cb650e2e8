package io.dspt.monitor.quickstart.workbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the workbook "Assertions and Evidence Items" says, found by the names of its columns wherever these stand: ids,
 * texts, and for which categories of organisation an item is mandatory. Cells of assertions may be merged over the rows of
 * their items; an item may stand on several sheets, one for each category.
 *
 * @param byId assertions and items by id, in the order of the workbook
 * @param remarks what was not understood, with sheet and row
 * @param categories categories that have a column
 */
public record EvidenceItems(Map<String, Item> byId, List<String> remarks, List<String> categories) {
    private static final int MOST_ROWS_ABOVE_THE_HEADER = 60;
    private static final int MOST_REMARKS = 50;
    private static final Pattern ITEM = Pattern.compile("^(\\d{1,2}\\.\\d{1,2}\\.\\d{1,2}|[A-Z]\\d{1,2}\\.[a-z])\\b");
    private static final Pattern ASSERTION =
            Pattern.compile("^(\\d{1,2}\\.\\d{1,2})(?![.\\d])[\\s.:–-]*(.*)$", Pattern.DOTALL);

    /** What a cell under a category says of an item. */
    public enum Mark {
        MANDATORY,
        NOT_MANDATORY,
        NOT_ASKED
    }

    /**
     * One assertion or item.
     *
     * @param text its text
     * @param marks category to what is said for it; categories of which nothing is said are missing
     */
    public record Item(String text, SortedMap<String, Mark> marks) {}

    /** Reads all sheets that have such a table. */
    public static EvidenceItems of(Workbook workbook) throws UnreadableWorkbookException {
        Reading reading = new Reading();
        boolean found = false;
        for (Workbook.Table sheet : workbook.sheets()) {
            @Nullable Columns columns = Columns.of(sheet);
            if (columns != null) {
                found = true;
                reading.read(sheet, columns);
            }
        }
        if (!found) {
            throw new UnreadableWorkbookException(
                    "no sheet has a row that names a column of evidence item references and"
                            + " one of their texts; sheets: "
                            + String.join(
                                    ", ",
                                    workbook.sheets().stream()
                                            .map(Workbook.Table::name)
                                            .toList()));
        }
        return new EvidenceItems(reading.items, List.copyOf(reading.remarks), List.copyOf(reading.categories.keySet()));
    }

    /**
     * Where the columns stand.
     *
     * @param header row of their names
     * @param id column of references
     * @param text column of texts
     * @param assertions columns of references and texts of assertions
     * @param categories column to category
     */
    private record Columns(
            int header, int id, int text, List<Integer> assertions, SortedMap<Integer, String> categories) {
        private static final Pattern CATEGORY = Pattern.compile("\\bcat(?:egory)?\\.?\\s*([1-4])\\b");
        private static final Pattern REFERENCE =
                Pattern.compile("\\b(ref|reference|id|no|number|code)\\b|^evidence item$|^outcome$");
        private static final Pattern TEXT = Pattern.compile("\\b(text|description|question|wording|statement)\\b");

        static @Nullable Columns of(Workbook.Table sheet) {
            for (int row = 0; row < Math.min(sheet.rows().size(), MOST_ROWS_ABOVE_THE_HEADER); row++) {
                @Nullable Columns columns = in(sheet, row);
                if (columns != null) {
                    return columns;
                }
            }
            return null;
        }

        private static @Nullable Columns in(Workbook.Table sheet, int header) {
            List<String> names = sheet.rows().get(header);
            int id = -1;
            int text = -1;
            List<Integer> assertions = new ArrayList<>();
            SortedMap<Integer, String> categories = new TreeMap<>();
            for (int column = 0; column < names.size(); column++) {
                String name = names.get(column).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
                Matcher category = CATEGORY.matcher(name);
                if (category.find()) {
                    categories.put(column, category.group(1));
                } else if (name.contains("assertion")) {
                    assertions.add(column);
                } else if (id < 0 && REFERENCE.matcher(name).find() && holdsReferences(sheet, header, column)) {
                    id = column;
                } else if (text < 0
                        && (TEXT.matcher(name).find() || name.contains("evidence item") || name.contains("outcome"))) {
                    text = column;
                }
            }
            return id < 0 || text < 0 ? null : new Columns(header, id, text, assertions, categories);
        }

        private static boolean holdsReferences(Workbook.Table sheet, int header, int column) {
            return sheet.rows().stream()
                    .skip(header + 1L)
                    .anyMatch(row -> ITEM.matcher(cell(row, column)).find());
        }
    }

    private static String cell(List<String> row, int column) {
        return column >= 0 && column < row.size() ? row.get(column) : "";
    }

    private static final class Reading {
        private final Map<String, Item> items = new LinkedHashMap<>();
        private final List<String> remarks = new ArrayList<>();
        private final SortedMap<String, String> categories = new TreeMap<>();

        void read(Workbook.Table sheet, Columns columns) {
            columns.categories().values().forEach(category -> categories.put(category, category));
            for (int row = columns.header() + 1; row < sheet.rows().size(); row++) {
                List<String> cells = sheet.rows().get(row);
                String place = "sheet '" + sheet.name() + "', row " + (row + 1);
                assertion(
                        columns.assertions().stream()
                                .map(column -> cell(cells, column))
                                .collect(Collectors.joining(" "))
                                .strip(),
                        place);
                String written = cell(cells, columns.id());
                Matcher id = ITEM.matcher(written);
                if (!id.find()) {
                    if (written.isEmpty()) {
                        continue;
                    }
                    if (!assertion(written, place)) {
                        remark(place + ": '" + shortened(written) + "' is no reference of an evidence item");
                    }
                    continue;
                }
                String text = cell(cells, columns.text());
                if (text.isEmpty()) {
                    remark(place + ": " + id.group(1) + " has no text");
                    continue;
                }
                add(id.group(1), new Item(text, marks(cells, columns, place)), place);
            }
        }

        /** A merged cell holds its text in its first row only; the others are empty and say nothing new. */
        private boolean assertion(String written, String place) {
            Matcher assertion = ASSERTION.matcher(written);
            if (!assertion.find()) {
                return false;
            }
            if (!assertion.group(2).isBlank()) {
                add(assertion.group(1), new Item(assertion.group(2).strip(), new TreeMap<>()), place);
            }
            return true;
        }

        private void add(String id, Item item, String place) {
            @Nullable Item known = items.get(id);
            if (known == null) {
                items.put(id, item);
                return;
            }
            if (!known.text().equals(item.text())) {
                remark(place + ": " + id + " has another text than before; the first is kept");
            }
            SortedMap<String, Mark> marks = new TreeMap<>(item.marks());
            marks.putAll(known.marks());
            items.put(id, new Item(known.text(), marks));
        }

        private SortedMap<String, Mark> marks(List<String> cells, Columns columns, String place) {
            SortedMap<String, Mark> marks = new TreeMap<>();
            columns.categories().forEach((column, category) -> {
                String written = cell(cells, column);
                switch (written.toLowerCase(Locale.ROOT).replace('-', ' ').strip()) {
                    case "mandatory", "yes", "y", "m", "x", "✓", "✔", "true", "required" ->
                        marks.put(category, Mark.MANDATORY);
                    case "not mandatory", "non mandatory", "optional", "no", "n", "false" ->
                        marks.put(category, Mark.NOT_MANDATORY);
                    case "n/a", "na", "not applicable", "not required", "not asked" ->
                        marks.put(category, Mark.NOT_ASKED);
                    case "", "–" -> {
                        // Nothing is said.
                    }
                    default ->
                        remark(place + ": '" + shortened(written) + "' under category " + category
                                + " is not understood");
                }
            });
            return marks;
        }

        private void remark(String remark) {
            if (remarks.size() < MOST_REMARKS) {
                remarks.add(remark);
            } else if (remarks.size() == MOST_REMARKS) {
                remarks.add("and more");
            }
        }

        private static String shortened(String text) {
            return text.length() > 60 ? text.substring(0, 60) + "…" : text;
        }
    }
}
