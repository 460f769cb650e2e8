package io.dspt.monitor.core.azure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the elements of one JSON document, by offset, without building anything. What an element holds is no matter
 * here, so nothing in one can stop the scan except text that is not JSON.
 */
final class DocumentScan {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Members whose list makes an object an envelope. */
    private static final Set<String> LISTS = caseless("records", "value");
    /** The list of a Resource Graph answer, which says beside it how many there are: other things have data, too. */
    private static final String GRAPH_LIST = "data";

    /** Members that only a record has: an object with one of them is a record, whatever lists it holds. */
    private static final Set<String> RECORD_MEMBERS = caseless("operationName", "operation_name", "category", "time");

    /** Envelopes within envelopes beyond this depth are taken as plain records. */
    private static final int DEEPEST_ENVELOPE = 8;

    /** Where an element stands; {@code to} is exclusive. */
    record Span(int from, int to) {}

    /**
     * An element that was found whole.
     *
     * @param span all of it
     * @param object whether it is an object
     * @param row what makes an object of a row of a query result; empty for what needs nothing
     */
    record Found(Span span, boolean object, List<Cell> row) {}

    /** One cell of a query result: the column's name, with its quotes, and the value. */
    record Cell(Span name, Span value) {}

    private final int base;
    private final JsonParser parser;
    private final List<Found> found = new ArrayList<>();
    private int end;
    private int brokenFrom = -1;
    private boolean brokenInList;
    private boolean truncated;

    private DocumentScan(JsonParser parser, int base) {
        this.parser = parser;
        this.base = base;
    }

    /** Scans the document that starts at {@code offset}. */
    static DocumentScan document(ByteWindow window, int offset) {
        return scan(window.from(offset), offset);
    }

    /** Scans what remains of a list from the element at {@code offset} on, as if the list began there. */
    static DocumentScan restOfList(ByteWindow window, int offset) {
        InputStream opening = new ByteArrayInputStream(new byte[] {'['});
        return scan(new SequenceInputStream(opening, window.from(offset)), offset - 1);
    }

    /** Whether the text is one JSON value other than an object or a list. */
    static boolean isScalar(byte[] text) {
        try (JsonParser parser = JSON.createParser(text)) {
            JsonToken token = parser.nextToken();
            return token != null && token.isScalarValue() && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static DocumentScan scan(InputStream input, int base) {
        try (JsonParser parser = JSON.createParser(input)) {
            DocumentScan scan = new DocumentScan(parser, base);
            scan.run();
            return scan;
        } catch (IOException e) {
            throw new IllegalStateException("a window in memory does not fail", e);
        }
    }

    /** The elements that are whole, in order. */
    List<Found> found() {
        return found;
    }

    /** Whether the document is not JSON all the way. */
    boolean broken() {
        return brokenFrom >= 0;
    }

    /** Offset behind the document, when it is not broken. */
    int end() {
        return end;
    }

    /** Where the part that is not accounted for by {@link #found()} begins, when the document is broken. */
    int brokenFrom() {
        return brokenFrom;
    }

    /** Whether that part is an element of a list whose later elements may be whole. */
    boolean brokenInList() {
        return brokenInList;
    }

    /** Whether the document broke because the input ended. */
    boolean truncated() {
        return truncated;
    }

    private void run() throws IOException {
        try {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                list(found, 0);
            } else {
                object(found, 0);
            }
            end = here();
        } catch (JsonProcessingException e) {
            truncated = e instanceof JsonEOFException;
            if (brokenFrom < 0) {
                brokenFrom = base;
            }
        }
    }

    private void list(List<Found> into, int depth) throws IOException {
        int lastEnd = here();
        try {
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    object(into, depth);
                } else {
                    into.add(new Found(valueSpan(), false, List.of()));
                }
                lastEnd = here();
            }
        } catch (JsonProcessingException e) {
            if (brokenFrom < 0) {
                brokenFrom = lastEnd;
                brokenInList = true;
            }
            throw e;
        }
    }

    private void object(List<Found> into, int depth) throws IOException {
        int from = tokenStart();
        List<Found> listed = new ArrayList<>();
        List<Found> graph = new ArrayList<>();
        boolean envelope = false;
        boolean graphList = false;
        boolean graphCount = false;
        boolean record = depth > DEEPEST_ENVELOPE;
        int listEnd = -1;
        try {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                record |= RECORD_MEMBERS.contains(name);
                graphCount |= isGraphCount(name);
                boolean list = value == JsonToken.START_ARRAY && !record;
                if (list && name.equalsIgnoreCase(GRAPH_LIST)) {
                    graphList = true;
                    list(graph, depth + 1);
                    listEnd = here();
                } else if (list && LISTS.contains(name)) {
                    envelope = true;
                    list(listed, depth + 1);
                    listEnd = here();
                } else if (list && name.equalsIgnoreCase("tables")) {
                    envelope |= tables(listed);
                    listEnd = here();
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            boolean answer = graphList && graphCount;
            if ((envelope || answer) && !record) {
                into.addAll(listed);
                into.addAll(answer ? graph : List.of());
                if (brokenFrom < 0) {
                    brokenFrom = listEnd;
                }
            } else {
                brokenFrom = -1;
                brokenInList = false;
            }
            throw e;
        }
        boolean answer = graphList && graphCount;
        if ((envelope || answer) && !record) {
            into.addAll(listed);
            into.addAll(answer ? graph : List.of());
        } else {
            into.add(new Found(new Span(from, here()), true, List.of()));
        }
    }

    private static boolean isGraphCount(String member) {
        return member.equalsIgnoreCase("count")
                || member.equalsIgnoreCase("totalRecords")
                || member.equalsIgnoreCase("total_records");
    }

    /** Reads the tables of a query result; false when the list holds something else. */
    private boolean tables(List<Found> into) throws IOException {
        boolean tables = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            List<Span> columns = new ArrayList<>();
            List<List<Span>> rows = new ArrayList<>();
            List<Span> rowSpans = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                boolean list = parser.nextToken() == JsonToken.START_ARRAY;
                if (list && name.equalsIgnoreCase("columns")) {
                    columns(columns);
                } else if (list && name.equalsIgnoreCase("rows")) {
                    rows(rows, rowSpans);
                    tables = true;
                } else {
                    parser.skipChildren();
                }
            }
            for (int i = 0; i < rows.size(); i++) {
                into.add(row(columns, rows.get(i), rowSpans.get(i)));
            }
        }
        return tables;
    }

    private void columns(List<Span> columns) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean named = parser.currentName().equalsIgnoreCase("name");
                if (parser.nextToken() == JsonToken.VALUE_STRING && named) {
                    columns.add(valueSpan());
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void rows(List<List<Span>> rows, List<Span> rowSpans) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int from = tokenStart();
            List<Span> cells = new ArrayList<>();
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    cells.add(valueSpan());
                }
            } else {
                valueSpan();
            }
            rows.add(cells);
            rowSpans.add(new Span(from, here()));
        }
    }

    private static Found row(List<Span> columns, List<Span> cells, Span span) {
        if (columns.isEmpty() || columns.size() != cells.size()) {
            return new Found(span, false, List.of());
        }
        List<Cell> row = new ArrayList<>(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            row.add(new Cell(columns.get(i), cells.get(i)));
        }
        return new Found(span, true, row);
    }

    private Span valueSpan() throws IOException {
        int from = tokenStart();
        parser.skipChildren();
        parser.finishToken();
        return new Span(from, here());
    }

    private int tokenStart() {
        return base + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }

    private int here() {
        return base + Math.toIntExact(parser.currentLocation().getByteOffset());
    }

    private static Set<String> caseless(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }
}
