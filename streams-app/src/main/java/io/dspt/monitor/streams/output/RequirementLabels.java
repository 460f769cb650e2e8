package io.dspt.monitor.streams.output;

import java.util.List;
import java.util.Optional;

/**
 * What requirements, written like {@code DSPT/8/NDG/4.5.3} or {@code DSPT/8/CAF/B2.a}, say in a label: the first of each
 * kind, so that no finding counts twice.
 */
public final class RequirementLabels {
    private static final int FRAMEWORK = 2;
    private static final int ID = 3;

    private RequirementLabels() {}

    /** The number of the first National Data Guardian standard that is spoken against. */
    public static Optional<String> standard(List<String> requirements) {
        return first(requirements, "NDG").map(id -> id.split("\\.", -1)[0]);
    }

    /** The first outcome of the Cyber Assessment Framework that is spoken against. */
    public static Optional<String> outcome(List<String> requirements) {
        return first(requirements, "CAF");
    }

    private static Optional<String> first(List<String> requirements, String framework) {
        return requirements.stream()
                .map(requirement -> requirement.split("/", -1))
                .filter(parts -> parts.length > ID && parts[FRAMEWORK].equals(framework))
                .map(parts -> parts[ID])
                .findFirst();
    }
}
