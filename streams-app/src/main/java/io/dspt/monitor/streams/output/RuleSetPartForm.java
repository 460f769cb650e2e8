package io.dspt.monitor.streams.output;

import io.dspt.monitor.core.fold.Output.RuleSetPart;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A part of the rule set in force, as it stands on {@code dspt.coverage}: its bytes as they travelled, the rest in headers. */
public final class RuleSetPartForm {
    private static final String KIND = "/rule-set/";
    private static final String DIGEST = "digest";
    private static final String PARTS = "parts";

    private RuleSetPartForm() {}

    /** The key: one per estate and place, so that the parts of another set take the place of these. */
    public static String key(String estate, RuleSetPart part) {
        return estate + KIND + String.format(Locale.ROOT, "%04d", part.index());
    }

    /** Whether a record of the topic is of this kind. */
    public static boolean isKey(String key) {
        return key.contains(KIND);
    }

    /** Whose rules these are. */
    public static String estate(String key) {
        return key.substring(0, key.indexOf(KIND));
    }

    /** What is said besides the bytes. */
    public static SortedMap<String, String> headers(RuleSetPart part) {
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put(DIGEST, part.digest());
        headers.put(PARTS, Integer.toString(part.count()));
        return headers;
    }

    /**
     * Reads what was written.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static RuleSetPart parse(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        return new RuleSetPart(
                header(record, DIGEST),
                Integer.parseInt(key.substring(key.indexOf(KIND) + KIND.length())),
                Integer.parseInt(header(record, PARTS)),
                record.value());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalArgumentException("a part of a rule set says its " + name);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
