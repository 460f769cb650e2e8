package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Structure;
import io.dspt.monitor.core.fact.FactValue.Text;
import io.dspt.monitor.core.fact.FactValue.Whole;
import io.dspt.monitor.core.finding.Evidence;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.Finding.Ending;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A finding on one line: the value on {@code dspt.findings} and what {@code --format json} prints. All keys always, in
 * one order; facts by name; times in UTC with milliseconds. A fact that is proved absent is null, one that is not known is
 * left out.
 */
public final class FindingJson {
    /** Header that says what has just happened to the finding: the name of a {@link io.dspt.monitor.core.finding.Transition}. */
    public static final String TRANSITION_HEADER = "transition";

    /** Header with the person who is to deal with the finding, in UTF-8; missing while nobody is. */
    public static final String ASSIGNEE_HEADER = "assignee";

    private FindingJson() {}

    /** The line, without its end. */
    public static byte[] of(Finding finding) {
        return JsonLine.of(json -> write(finding, json));
    }

    private static void write(Finding finding, JsonGenerator json) throws IOException {
        @Nullable Ending ending = finding.ending();
        json.writeStringField("findingId", finding.id().value());
        json.writeStringField("rule", finding.rule().id());
        json.writeStringField("ruleDigest", finding.rule().digest());
        json.writeStringField("title", finding.rule().title());
        json.writeStringField("message", finding.latest().message());
        json.writeStringField("severity", finding.latest().severity().printed());
        json.writeStringField("status", finding.status().printed());
        json.writeStringField("subject", finding.subject());
        json.writeStringField("estate", finding.estate());
        JsonLine.text(json, "organisation", finding.organisation());
        JsonLine.text(json, "actor", finding.latest().actor());
        JsonLine.time(json, "openedAt", finding.openedAt());
        JsonLine.time(json, "lastSeenAt", finding.lastSeenAt());
        JsonLine.time(json, "resolvedAt", ending == null ? null : ending.at());
        JsonLine.text(json, "resolvedBy", ending == null ? null : ending.by());
        json.writeNumberField("count", finding.count());
        json.writeStringField("origin", finding.origin());
        facts(json, "before", finding.latest().before());
        facts(json, "after", finding.latest().after());
        facts(json, "facts", finding.latest().facts());
        evidence(json, finding.evidence());
        json.writeArrayFieldStart("requirements");
        for (String requirement : finding.rule().requirements()) {
            json.writeString(requirement);
        }
        json.writeEndArray();
    }

    static void evidence(JsonGenerator json, List<Evidence> evidence) throws IOException {
        json.writeArrayFieldStart("evidence");
        for (Evidence record : evidence) {
            json.writeStartObject();
            json.writeStringField("source", record.source());
            json.writeStringField("position", record.position());
            json.writeStringField("sha256", record.sha256());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void facts(JsonGenerator json, String name, SortedMap<String, FactValue> facts) throws IOException {
        json.writeFieldName(name);
        members(json, facts);
    }

    private static void members(JsonGenerator json, SortedMap<String, FactValue> members) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, FactValue> member : members.entrySet()) {
            if (member.getValue() != Missing.UNKNOWN) {
                json.writeFieldName(member.getKey());
                value(json, member.getValue());
            }
        }
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, FactValue value) throws IOException {
        if (value instanceof Text text) {
            json.writeString(text.value());
        } else if (value instanceof Flag flag) {
            json.writeBoolean(flag.value());
        } else if (value instanceof Whole whole) {
            json.writeNumber(whole.value());
        } else if (value instanceof Many many) {
            json.writeStartArray();
            for (FactValue element : many.elements()) {
                if (element != Missing.UNKNOWN) {
                    value(json, element);
                }
            }
            json.writeEndArray();
        } else if (value instanceof Structure structure) {
            members(json, structure.members());
        } else {
            json.writeNull();
        }
    }
}
