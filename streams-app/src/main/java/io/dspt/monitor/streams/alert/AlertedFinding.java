package io.dspt.monitor.streams.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.rule.FieldReference;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A finding as the delivery of alerts needs it.
 *
 * @param printed what everybody reads of it
 * @param facts what decided, by name
 * @param before the same before a change
 * @param assignee who is to deal with it
 */
record AlertedFinding(
        PrintedFinding printed,
        JsonNode facts,
        JsonNode before,
        @Nullable String assignee) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the value of a record of {@code dspt.findings}.
     *
     * @throws IllegalArgumentException when it is no finding
     */
    static AlertedFinding parse(byte[] line, @Nullable String assignee) {
        PrintedFinding printed = PrintedFinding.parse(line);
        try {
            JsonNode node = JSON.readTree(line);
            return new AlertedFinding(printed, node.path("facts"), node.path("before"), assignee);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    String id() {
        return printed.id();
    }

    /** Whether somebody may have to do something about it. */
    boolean isOpen() {
        return printed.status() == FindingStatus.OPEN || isAcknowledged();
    }

    boolean isAcknowledged() {
        return printed.status() == FindingStatus.ACKNOWLEDGED;
    }

    boolean isBaseline() {
        return printed.origin().equals(Finding.FROM_BASELINE);
    }

    boolean isDemonstration() {
        return printed.isDemonstration();
    }

    /** Whether a change window announced the change that shows it. */
    boolean wasAnnounced() {
        return facts.path(Facts.EVENT_IN_CHANGE_WINDOW.name()).asBoolean(false);
    }

    /** Whether patient data is concerned; empty where no fact says so. */
    Optional<Boolean> patientData() {
        JsonNode fact = facts.path(Facts.RESOURCE_PATIENT_DATA.name());
        return fact.isBoolean() ? Optional.of(fact.booleanValue()) : Optional.empty();
    }

    /** A fact as people read it; empty where the finding does not carry it. */
    Optional<String> fact(String name) {
        JsonNode fact = facts.path(name);
        return fact.isValueNode() && !fact.isNull() ? Optional.of(fact.asText()) : Optional.empty();
    }

    /** What findings of its rule are grouped by: the value of the fact, or else the subject. */
    String group(@Nullable FieldReference groupBy) {
        Optional<String> value = Optional.empty();
        if (groupBy != null) {
            String name = groupBy.fact().name();
            JsonNode earlier = before.path(name);
            boolean wasSo = groupBy.before() && earlier.isValueNode() && !earlier.isNull();
            value = wasSo ? Optional.of(earlier.asText()) : fact(name);
        }
        return value.orElse(printed.subject());
    }
}
