package io.dspt.monitor.helm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a chart is told.
 *
 * @param name for people
 * @param files the later ones count before the earlier ones
 * @param settings by path, before all files
 */
record Values(String name, List<Path> files, SortedMap<String, Object> settings) {

    Values {
        files = List.copyOf(files);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** The values that stand in the chart. */
    static Values usual() {
        return new Values("usual", List.of(), new TreeMap<>());
    }

    /** The values of an example. */
    static Values example(String name) {
        return new Values(name, List.of(Repository.path("examples", name + ".yaml")), new TreeMap<>());
    }

    /** Everything that the chart has to be right for. */
    static List<Values> matrix() {
        return List.of(
                usual(),
                example("minimal"),
                example("production"),
                example("production").with("ingest.autoscaling.kind", "none").with("networkPolicy.enabled", false),
                example("air-gapped"),
                example("strimzi"),
                example("production").with("monitoring.podMonitors", false).with("monitoring.serviceMonitors", true));
    }

    /** The same with another value. */
    Values with(String path, Object value) {
        SortedMap<String, Object> more = new TreeMap<>(settings);
        more.put(path, value);
        return new Values(name, files, more);
    }

    /** The same with those of a file. */
    Values with(Path file) {
        return new Values(name, concat(files, file), settings);
    }

    private static List<Path> concat(List<Path> files, Path file) {
        List<Path> all = new ArrayList<>(files);
        all.add(file);
        return all;
    }

    @Override
    public String toString() {
        return settings.isEmpty() ? name : name + " with " + settings;
    }
}
