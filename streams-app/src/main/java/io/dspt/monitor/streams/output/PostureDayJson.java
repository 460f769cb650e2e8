package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * That a day is over and all of its requirements stand on {@code dspt.posture}. It is written after them, so that a day
 * without one was not told to its end.
 */
public final class PostureDayJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND = "/posture-day/";

    private PostureDayJson() {}

    /**
     * A day that was told.
     *
     * @param basis digest of what was known of the day
     * @param records requirements of all organisations and of the whole estate
     */
    public record Told(LocalDate day, String basis, int records) {}

    /** The key: one per estate and day. */
    public static String key(String estate, LocalDate day) {
        return estate + KIND + day;
    }

    /** Whether a record of the topic is of this kind. */
    public static boolean isKey(String key) {
        int kind = key.indexOf(KIND);
        return kind > 0 && key.indexOf('/') == kind;
    }

    /**
     * The day that a key of this kind names.
     *
     * @throws IllegalArgumentException when it names none
     */
    public static LocalDate day(String key) {
        try {
            return LocalDate.parse(key.substring(key.indexOf(KIND) + KIND.length()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no key of a day", e);
        }
    }

    /** The object on one line. */
    public static byte[] of(String estate, Told told) {
        return JsonLine.of(json -> {
            json.writeStringField("estate", estate);
            json.writeStringField("day", told.day().toString());
            json.writeStringField("basis", told.basis());
            json.writeNumberField("records", told.records());
        });
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Told parse(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            return new Told(
                    LocalDate.parse(node.path("day").asText()),
                    node.path("basis").asText(),
                    node.path("records").asInt());
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException("no day of a posture", e);
        }
    }
}
