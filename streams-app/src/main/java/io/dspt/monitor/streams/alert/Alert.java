package io.dspt.monitor.streams.alert;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alert as it is sent.
 *
 * @param row its labels and times
 * @param annotations what it says
 * @param version goes up with every change that must not wait for the next regular sending
 */
record Alert(AlertRow row, SortedMap<String, String> annotations, long version) {
    Alert {
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    String key() {
        return row.key();
    }
}
