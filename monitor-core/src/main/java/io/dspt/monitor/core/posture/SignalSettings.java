package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.finding.Severity;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From which severity on an open finding speaks against a requirement. Domain knowledge, unconfirmed: an organisation
 * that sees it otherwise says so.
 *
 * @param threshold for requirements that are not named
 * @param byRequirement by full name, such as {@code DSPT/8/NDG/4.5.3}
 */
public record SignalSettings(Severity threshold, SortedMap<String, Severity> byRequirement) {
    /** Medium for all. */
    public static final SignalSettings DEFAULT = new SignalSettings(Severity.MEDIUM, new TreeMap<>());

    public SignalSettings {
        byRequirement = Collections.unmodifiableSortedMap(new TreeMap<>(byRequirement));
    }

    /** For one requirement. */
    Severity of(String requirement) {
        return byRequirement.getOrDefault(requirement, threshold);
    }
}
