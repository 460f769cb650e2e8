package io.dspt.monitor.streams.posture;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.streams.output.PostureDayJson;
import io.dspt.monitor.streams.output.PostureJson;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands on {@code dspt.posture} of one estate, as far as it was read back; nothing else counts as written. Of values it
 * keeps the first 64 bits of their SHA-256: enough to see that one is another, and a tenth of their size.
 */
final class StandingPosture {
    private final SortedMap<LocalDate, String> told = new TreeMap<>();
    private final SortedMap<LocalDate, Map<String, Long>> values = new TreeMap<>();
    /** Keys without their day, which are the same every day. */
    private final Map<String, String> names = new HashMap<>();

    /**
     * A record of the topic, in order.
     *
     * @throws IllegalArgumentException when it is of another form
     */
    void take(String key, byte @Nullable [] value) {
        if (PostureDayJson.isKey(key)) {
            LocalDate day = PostureDayJson.day(key);
            if (value == null) {
                told.remove(day);
            } else {
                told.put(day, PostureDayJson.parse(value).basis());
            }
        } else if (PostureJson.isKey(key)) {
            LocalDate day = PostureJson.day(key);
            Map<String, Long> ofDay = values.computeIfAbsent(day, absent -> new HashMap<>());
            if (value == null) {
                ofDay.remove(name(key, day));
            } else {
                ofDay.put(name(key, day), digest(value));
            }
        } else {
            throw new IllegalArgumentException("no record of a posture");
        }
    }

    /** The days that were told to their end, each with the digest of what was known then. */
    SortedMap<LocalDate, String> told() {
        return Collections.unmodifiableSortedMap(told);
    }

    /** Whether something else, or nothing, stands there. */
    boolean isNews(String key, LocalDate day, byte[] value) {
        Long standing = values.getOrDefault(day, Map.of()).get(name(key, day));
        return standing == null || standing != digest(value);
    }

    /** Days before this one are not told any more. */
    void forgetBefore(LocalDate day) {
        told.headMap(day).clear();
        values.headMap(day).clear();
    }

    private String name(String key, LocalDate day) {
        String name = key.replace("/" + day + "/", "/");
        return names.computeIfAbsent(name, same -> same);
    }

    private static long digest(byte[] value) {
        return ByteBuffer.wrap(Sha256.digest().digest(value)).getLong();
    }
}
