package io.dspt.monitor.core.fold;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link LogRecord} stands on {@code dspt.log}: the value is the bytes as they came, everything else is in
 * headers, so that nothing is re-serialised.
 *
 * @param headers header names to values, in name order
 * @param value the record's value
 */
public record LogRecordForm(SortedMap<String, byte[]> headers, byte[] value) {
    private static final String KIND = "kind";
    private static final String SOURCE = "source";
    private static final String POSITION = "position";
    private static final String SHA256 = "sha256";
    private static final String REASON = "reason";
    private static final String AZURE = "azure";
    private static final String UNREADABLE = "unreadable";
    private static final String CONTROL = "control";
    private static final String TICK = "tick";
    private static final String RESOURCE = "snapshot-resource";
    private static final String END = "snapshot-end";
    private static final String SNAPSHOT = "snapshot";
    private static final String TAKEN_AT = "taken-at";
    private static final String RESOURCES = "resources";

    public LogRecordForm {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    /** The form of this record. */
    public static LogRecordForm of(LogRecord record) {
        SortedMap<String, byte[]> headers = new TreeMap<>();
        byte[] value;
        if (record instanceof LogRecord.AzureRecord azure) {
            headers.put(KIND, utf8(AZURE));
            origin(headers, azure.origin());
            value = azure.bytes();
        } else if (record instanceof LogRecord.UnreadableElement unreadable) {
            headers.put(KIND, utf8(UNREADABLE));
            headers.put(REASON, utf8(unreadable.reason()));
            origin(headers, unreadable.origin());
            value = unreadable.bytes();
        } else if (record instanceof LogRecord.Control control) {
            headers.put(KIND, utf8(CONTROL));
            value = control.signed();
        } else if (record instanceof LogRecord.SnapshotResource resource) {
            headers.put(KIND, utf8(RESOURCE));
            snapshot(headers, resource.snapshotId(), resource.takenAt());
            origin(headers, resource.origin());
            value = resource.bytes();
        } else if (record instanceof LogRecord.SnapshotEnd end) {
            headers.put(KIND, utf8(END));
            snapshot(headers, end.snapshotId(), end.takenAt());
            headers.put(RESOURCES, utf8(Long.toString(end.resources())));
            value = utf8(String.join("\n", end.subscriptions()));
        } else {
            headers.put(KIND, utf8(TICK));
            value = utf8(((LogRecord.Tick) record).at().toString());
        }
        return new LogRecordForm(headers, value);
    }

    /**
     * Reads the form back.
     *
     * @throws IllegalArgumentException when no record stands so
     */
    public LogRecord toRecord() {
        return read(headers::get, value);
    }

    /**
     * Reads a record where it stands.
     *
     * @param header a header's value by its name, {@code null} when it is not there; asked for what the record needs only
     * @throws IllegalArgumentException when no record stands so
     */
    public static LogRecord read(Function<String, byte @Nullable []> header, byte[] value) {
        String kind = text(header, KIND);
        try {
            return switch (kind) {
                case AZURE -> new LogRecord.AzureRecord(value, origin(header));
                case UNREADABLE -> new LogRecord.UnreadableElement(value, text(header, REASON), origin(header));
                case CONTROL -> new LogRecord.Control(value);
                case RESOURCE ->
                    new LogRecord.SnapshotResource(
                            value, origin(header), Instant.parse(text(header, TAKEN_AT)), text(header, SNAPSHOT));
                case END -> end(header, value);
                case TICK -> new LogRecord.Tick(Instant.parse(new String(value, StandardCharsets.UTF_8)));
                default -> throw new IllegalArgumentException("unknown kind of log record '" + kind + "'");
            };
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a record '" + kind + "' whose time is none", e);
        }
    }

    private static LogRecord end(Function<String, byte @Nullable []> header, byte[] value) {
        List<String> subscriptions = List.of(new String(value, StandardCharsets.UTF_8).split("\n", -1));
        return new LogRecord.SnapshotEnd(
                text(header, SNAPSHOT),
                Instant.parse(text(header, TAKEN_AT)),
                new TreeSet<>(subscriptions),
                Long.parseLong(text(header, RESOURCES)));
    }

    private static Origin origin(Function<String, byte @Nullable []> header) {
        return new Origin(text(header, SOURCE), text(header, POSITION), text(header, SHA256));
    }

    private static void snapshot(Map<String, byte[]> headers, String name, Instant takenAt) {
        headers.put(SNAPSHOT, utf8(name));
        headers.put(TAKEN_AT, utf8(takenAt.toString()));
    }

    private static void origin(Map<String, byte[]> headers, Origin origin) {
        headers.put(SOURCE, utf8(origin.source()));
        headers.put(POSITION, utf8(origin.position()));
        headers.put(SHA256, utf8(origin.sha256()));
    }

    private static String text(Function<String, byte @Nullable []> header, String name) {
        byte @Nullable [] bytes = header.apply(name);
        if (bytes == null) {
            throw new IllegalArgumentException("log record without header '" + name + "'");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
