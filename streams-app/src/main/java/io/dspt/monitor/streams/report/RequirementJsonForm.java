package io.dspt.monitor.streams.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dspt.monitor.core.posture.RequirementSignal;
import io.dspt.monitor.core.posture.RequirementSignal.Gap;
import java.io.IOException;
import java.util.List;

/** The members that say what telemetry says of a requirement. */
final class RequirementJsonForm {
    private RequirementJsonForm() {}

    static void write(JsonGenerator json, RequirementSignal signal) throws IOException {
        json.writeStringField("signal", signal.signal().written());
        json.writeStringField("gross", signal.gross().written());
        if (signal.heldBy() == null) {
            json.writeNullField("heldBy");
        } else {
            json.writeStringField("heldBy", signal.heldBy());
        }
        texts(json, "reasons", signal.reasons());
        texts(json, "findings", signal.findings());
        texts(json, "exemptFindings", signal.exempt());
        texts(json, "rules", signal.rules());
        gaps(json, "notEvidenced", signal.notEvidenced());
    }

    static void gaps(JsonGenerator json, String name, List<Gap> gaps) throws IOException {
        json.writeArrayFieldStart(name);
        for (Gap gap : gaps) {
            json.writeStartObject();
            json.writeStringField("category", gap.category());
            json.writeStringField("from", SummaryJson.written(gap.from()));
            json.writeStringField("to", SummaryJson.written(gap.to()));
            json.writeStringField("cause", gap.cause().written());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
