package io.dspt.monitor.core.topic;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a topic has to be like.
 *
 * @param name its name
 * @param partitions its number of partitions, fixed for life
 * @param fixed settings without which the monitor would be wrong; an existing topic with others is refused
 * @param least settings in bytes or milliseconds that may be larger but not smaller; -1 means without limit
 * @param initial settings for a new topic that its operator may change afterwards
 */
public record TopicSettings(
        String name,
        int partitions,
        SortedMap<String, String> fixed,
        SortedMap<String, Long> least,
        SortedMap<String, String> initial) {

    public TopicSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException(name + ": a topic has at least one partition, not " + partitions);
        }
        fixed = Collections.unmodifiableSortedMap(new TreeMap<>(fixed));
        least = Collections.unmodifiableSortedMap(new TreeMap<>(least));
        initial = Collections.unmodifiableSortedMap(new TreeMap<>(initial));
    }

    TopicSettings(
            String name,
            int partitions,
            Map<String, String> fixed,
            Map<String, Long> least,
            Map<String, String> initial) {
        this(name, partitions, new TreeMap<>(fixed), new TreeMap<>(least), new TreeMap<>(initial));
    }

    /** Everything a new topic is created with. */
    public SortedMap<String, String> forCreation() {
        SortedMap<String, String> settings = new TreeMap<>(initial);
        least.forEach((setting, value) -> settings.put(setting, Long.toString(value)));
        settings.putAll(fixed);
        return settings;
    }
}
