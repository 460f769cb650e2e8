package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.fold.Output.ReportedRow;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A row of a register that reports show, as it stands on {@code dspt.coverage}. */
public final class ReportedRowJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND = "/register/";
    /** Divides the cells of a row's key in the log's own form. */
    private static final char DIVIDER = '\u001f';

    private ReportedRowJson() {}

    /** The key: one per estate, register and row. */
    public static String key(String estate, ReportedRow row) {
        return estate + KIND + row.register() + "/" + row.key().replace(DIVIDER, '|');
    }

    /** Whether a record of the topic is of this kind. */
    public static boolean isKey(String key) {
        int kind = key.indexOf(KIND);
        return kind > 0 && key.indexOf('/') == kind;
    }

    /** The object on one line. */
    public static byte[] of(String estate, ReportedRow row) {
        return JsonLine.of(json -> {
            json.writeStringField("estate", estate);
            json.writeStringField("register", row.register());
            json.writeStringField("key", row.key());
            @Nullable SortedMap<String, String> cells = row.cells();
            if (cells == null) {
                json.writeNullField("cells");
                return;
            }
            json.writeObjectFieldStart("cells");
            for (Map.Entry<String, String> cell : cells.entrySet()) {
                json.writeStringField(cell.getKey(), cell.getValue());
            }
            json.writeEndObject();
        });
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static ReportedRow parse(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            if (!node.path("register").isTextual() || !node.path("key").isTextual()) {
                throw new IllegalArgumentException("no row of a register");
            }
            return new ReportedRow(
                    node.path("register").asText(), node.path("key").asText(), cells(node.path("cells")));
        } catch (IOException e) {
            throw new IllegalArgumentException("no row of a register", e);
        }
    }

    private static @Nullable SortedMap<String, String> cells(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        SortedMap<String, String> cells = new TreeMap<>();
        node.fields()
                .forEachRemaining(
                        cell -> cells.put(cell.getKey(), cell.getValue().asText()));
        return cells;
    }
}
