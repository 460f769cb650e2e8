package io.dspt.monitor.streams.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.posture.MachineSignal;
import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.MonthlySummary.EvidenceLine;
import io.dspt.monitor.core.posture.MonthlySummary.FindingLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compliance Findings of the Open Cybersecurity Schema Framework (class 2003), one for each requirement, one a line. A
 * contradicted requirement is its {@code Fail}; one without machine evidence its {@code Warning}, which means that a
 * check gave no result for lack of information. Supported is none of its words: its {@code Pass} would say that the
 * requirement is met, which telemetry cannot.
 */
final class OcsfLines {
    private static final String VERSION = "1.8.0";
    private static final int CATEGORY = 2;
    private static final int CLASS = 2003;
    private static final int CREATE = 1;
    private static final int OTHER = 99;

    private final MonthlySummary summary;
    private final SortedMap<String, Severity> severities = new TreeMap<>();
    private final long time;

    private OcsfLines(MonthlySummary summary) {
        this.summary = summary;
        summary.findings().forEach((FindingLine line) -> severities.put(line.id(), line.severity()));
        Instant made = summary.cover().generatedAt();
        time = (made == null ? summary.cover().to() : made).toEpochMilli();
    }

    static byte[] of(MonthlySummary summary) {
        OcsfLines lines = new OcsfLines(summary);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        try {
            for (EvidenceLine line : summary.evidence()) {
                JsonGenerator json = new JsonFactory().createGenerator(bytes, JsonEncoding.UTF8);
                lines.write(json, line);
                json.flush();
                bytes.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private void write(JsonGenerator json, EvidenceLine line) throws IOException {
        int severity = severity(line);
        json.writeStartObject();
        json.writeNumberField("activity_id", CREATE);
        json.writeStringField("activity_name", "Create");
        json.writeNumberField("category_uid", CATEGORY);
        json.writeStringField("category_name", "Findings");
        json.writeNumberField("class_uid", CLASS);
        json.writeStringField("class_name", "Compliance Finding");
        json.writeNumberField("type_uid", CLASS * 100 + CREATE);
        json.writeNumberField("time", time);
        json.writeNumberField("start_time", summary.cover().from().toEpochMilli());
        json.writeNumberField("end_time", summary.cover().to().toEpochMilli());
        json.writeNumberField("severity_id", severity);
        json.writeStringField(
                "message", line.requirement().name() + ": " + line.signal().written());
        json.writeObjectFieldStart("metadata");
        json.writeStringField("version", VERSION);
        json.writeStringField("uid", uid(line));
        json.writeStringField("tenant_uid", summary.cover().estate());
        json.writeObjectFieldStart("product");
        json.writeStringField("name", "dspt-monitor");
        json.writeStringField("vendor_name", "dspt-monitor");
        json.writeEndObject();
        json.writeEndObject();
        json.writeObjectFieldStart("finding_info");
        json.writeStringField("uid", uid(line));
        json.writeStringField("title", line.requirement().title());
        json.writeNumberField("created_time", time);
        RequirementJsonForm.texts(json, "types", List.of("machine signal"));
        json.writeEndObject();
        compliance(json, line);
        json.writeEndObject();
    }

    private void compliance(JsonGenerator json, EvidenceLine line) throws IOException {
        json.writeObjectFieldStart("compliance");
        json.writeStringField("control", line.requirement().id());
        RequirementJsonForm.texts(
                json, "requirements", List.of(line.requirement().name()));
        RequirementJsonForm.texts(json, "standards", List.of(line.standard()));
        json.writeStringField("desc", line.requirement().title());
        json.writeNumberField("status_id", status(line.signal().signal()));
        json.writeStringField("status", statusWord(line));
        json.writeStringField("status_code", line.signal().signal().written());
        RequirementJsonForm.texts(json, "status_details", line.signal().reasons());
        json.writeArrayFieldStart("checks");
        for (String rule : line.signal().rules()) {
            json.writeStartObject();
            json.writeStringField("uid", rule);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The same month, organisation and requirement have the same name in every revision. */
    private String uid(EvidenceLine line) {
        String organisation = summary.cover().organisation();
        return Sha256.name(
                summary.cover().estate(),
                organisation == null ? "" : organisation,
                summary.cover().month().toString(),
                line.requirement().name());
    }

    private static int status(MachineSignal signal) {
        return switch (signal) {
            case CONTRADICTED -> 3;
            case NONE -> 2;
            case SUPPORTED, HELD_ELSEWHERE -> OTHER;
        };
    }

    private static String statusWord(EvidenceLine line) {
        return switch (line.signal().signal()) {
            case CONTRADICTED -> "Fail";
            case NONE -> "Warning";
            case SUPPORTED, HELD_ELSEWHERE -> line.signal().written();
        };
    }

    private static int severityId(Severity severity) {
        return switch (severity) {
            case LOW -> 2;
            case MEDIUM -> 3;
            case HIGH -> 4;
            case CRITICAL -> 5;
        };
    }

    /** The gravest finding that speaks against it; informational when none does. */
    private int severity(EvidenceLine line) {
        return line.signal().findings().stream()
                .filter(severities::containsKey)
                .mapToInt(id -> severityId(severities.getOrDefault(id, Severity.LOW)))
                .max()
                .orElse(1);
    }
}
