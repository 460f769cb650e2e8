package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dspt.monitor.core.standard.Requirement;
import io.dspt.monitor.core.standard.RequirementCoverage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** How much of a requirement the rules speak to, as one line of JSON. */
public final class RequirementJson {

    private RequirementJson() {}

    /** All keys always, in this order; what is not known is null. */
    public static byte[] of(RequirementCoverage row) {
        Requirement requirement = row.requirement();
        return JsonLine.of(json -> {
            json.writeStringField("requirement", requirement.name());
            json.writeStringField("title", requirement.title());
            json.writeStringField("textSource", word(requirement.wording().source()));
            json.writeStringField("mark", requirement.mark());
            json.writeStringField("machine", word(requirement.machine()));
            Requirement.Expectation expectation = requirement.expectation();
            JsonLine.text(json, "expectation", expectation == null ? null : expectation.level());
            texts(json, "mandatory", requirement.answer().mandatory());
            json.writeStringField("coverage", word(row.state()));
            json.writeBooleanField("counted", row.counted());
            texts(json, "rules", row.stable());
            texts(json, "incubating", row.incubating());
            texts(json, "notInForce", row.missing());
            JsonLine.text(json, "gap", requirement.gap());
            JsonLine.text(json, "evidence", requirement.answer().evidence());
            JsonLine.text(json, "owner", requirement.answer().owner());
        });
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
