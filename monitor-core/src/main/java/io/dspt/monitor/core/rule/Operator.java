package io.dspt.monitor.core.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The operators of Azure Policy that rules may use, and one of our own for port ranges. */
public enum Operator {
    EQUALS("equals"),
    NOT_EQUALS("notEquals"),
    IN("in"),
    NOT_IN("notIn"),
    LIKE("like"),
    NOT_LIKE("notLike"),
    CONTAINS("contains"),
    NOT_CONTAINS("notContains"),
    EXISTS("exists"),
    LESS("less"),
    LESS_OR_EQUALS("lessOrEquals"),
    GREATER("greater"),
    GREATER_OR_EQUALS("greaterOrEquals"),
    /** Whether a port or port range includes any of the given ports; not part of Azure Policy. */
    COVERS_ANY_PORT("coversAnyPort");

    private final String written;

    Operator(String written) {
        this.written = written;
    }

    /** As rules write it. */
    public String written() {
        return written;
    }

    /** True for operators whose answer on an absent value is true. */
    boolean negative() {
        return this == NOT_EQUALS || this == NOT_IN || this == NOT_LIKE || this == NOT_CONTAINS;
    }

    /** True for the comparisons of whole numbers. */
    boolean ordering() {
        return this == LESS || this == LESS_OR_EQUALS || this == GREATER || this == GREATER_OR_EQUALS;
    }

    static Optional<Operator> written(String word) {
        return Arrays.stream(values()).filter(o -> o.written.equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Operator::written).toList();
    }
}
