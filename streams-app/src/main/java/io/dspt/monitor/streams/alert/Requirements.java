package io.dspt.monitor.streams.alert;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What requirements, written like {@code DSPT/8/NDG/4.5.3} or {@code DSPT/8/CAF/B2.a}, say in labels. */
final class Requirements {
    private static final int FRAMEWORK = 2;
    private static final int ID = 3;

    private Requirements() {}

    /**
     * The first National Data Guardian standard that they belong to, and the first outcome of the Cyber Assessment
     * Framework: {@code standard} and {@code outcome}. One of each, so that no finding counts twice.
     */
    static SortedMap<String, String> labels(List<String> requirements) {
        SortedMap<String, String> labels = new TreeMap<>();
        for (String requirement : requirements) {
            String[] parts = requirement.split("/", -1);
            if (parts.length <= ID) {
                continue;
            }
            if (parts[FRAMEWORK].equals("NDG")) {
                labels.putIfAbsent("standard", parts[ID].split("\\.", -1)[0]);
            } else if (parts[FRAMEWORK].equals("CAF")) {
                labels.putIfAbsent("outcome", parts[ID]);
            }
        }
        return labels;
    }
}
