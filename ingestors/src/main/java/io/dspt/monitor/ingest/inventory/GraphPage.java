package io.dspt.monitor.ingest.inventory;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A page of an answer. Its rows go on as the bytes they came as; what the SDK made of them is for names alone.
 *
 * @param body all of it, as it came
 * @param totalRecords how many rows the answer has on all its pages, as far as this page knows
 * @param rows what the SDK read
 */
record GraphPage(byte[] body, long totalRecords, List<?> rows) {

    /** The texts of a member of the rows, in order. */
    List<String> texts(String member) {
        return rows.stream()
                .map(row -> row instanceof Map<?, ?> object ? object.get(member) : null)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toList();
    }
}
