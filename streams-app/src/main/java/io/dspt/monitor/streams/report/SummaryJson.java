package io.dspt.monitor.streams.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dspt.monitor.core.posture.Figure;
import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.MonthlySummary.Balance;
import io.dspt.monitor.core.posture.MonthlySummary.Cover;
import io.dspt.monitor.core.posture.MonthlySummary.CoveragePart;
import io.dspt.monitor.core.posture.MonthlySummary.EvidenceLine;
import io.dspt.monitor.core.posture.MonthlySummary.FindingLine;
import io.dspt.monitor.core.posture.MonthlySummary.FindingsPart;
import io.dspt.monitor.core.posture.MonthlySummary.ResourcesPart;
import io.dspt.monitor.core.posture.MonthlySummary.ResponseTime;
import io.dspt.monitor.core.posture.MonthlySummary.Statement;
import io.dspt.monitor.core.posture.RequirementSignal.Gap;
import io.dspt.monitor.core.posture.Share;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The summary for machines: every figure with the rows it counts, members in a fixed order, times in UTC. */
final class SummaryJson {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final JsonGenerator json;
    private final MonthlySummary summary;

    private SummaryJson(JsonGenerator json, MonthlySummary summary) {
        this.json = json;
        this.summary = summary;
    }

    /** The summary as one object, with a line's end. */
    static byte[] of(MonthlySummary summary) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
            new SummaryJson(json, summary).write();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeNumberField("format", 1);
        cover(summary.cover());
        statement(summary.statement());
        coverage(summary.coverage());
        resources(summary.resources());
        json.writeArrayFieldStart("families");
        for (var part : summary.families()) {
            json.writeStartObject();
            json.writeStringField("section", part.title());
            json.writeObjectFieldStart("families");
            for (var line : part.lines()) {
                balance(line.family(), line.balance());
            }
            json.writeEndObject();
            gaps("notEvidenced", part.notEvidenced());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("evidence");
        for (EvidenceLine line : summary.evidence()) {
            evidence(line);
        }
        json.writeEndArray();
        findings(summary.activity());
        exemptions();
        trend();
        keptByPeople();
        json.writeArrayFieldStart("notMeasured");
        for (var figure : summary.notMeasured()) {
            json.writeStartObject();
            json.writeStringField("section", figure.section());
            json.writeStringField("what", figure.what());
            json.writeStringField("why", figure.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        for (FindingLine line : summary.findings()) {
            row(line);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("figures");
        for (Figure figure : summary.figures()) {
            figure(figure);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void cover(Cover cover) throws IOException {
        json.writeObjectFieldStart("cover");
        json.writeStringField("estate", cover.estate());
        text("organisation", cover.organisation());
        text("organisationName", cover.organisationName());
        texts("organisations", cover.organisations());
        json.writeArrayFieldStart("standards");
        for (var standard : cover.standards()) {
            json.writeStartObject();
            json.writeStringField("name", standard.name());
            json.writeStringField("year", standard.year());
            json.writeBooleanField("confirmed", standard.confirmed());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("month", cover.month().toString());
        time("from", cover.from());
        time("to", cover.to());
        time("generatedAt", cover.generatedAt());
        text("rulesAtEnd", cover.rulesAtEnd());
        text("rulesNow", cover.rulesNow());
        json.writeStringField("state", cover.isFinal() ? "final" : "draft");
        json.writeNumberField("revision", cover.revision());
        texts("notFinalBecause", cover.notFinalBecause());
        texts("notices", cover.notices());
        json.writeObjectFieldStart("ledger");
        json.writeNumberField("entries", cover.ledger().entries());
        text("lastHash", cover.ledger().lastHash());
        text("problem", cover.ledger().problem());
        json.writeEndObject();
        value("unattributed", cover.unattributed());
        json.writeEndObject();
    }

    private void statement(Statement statement) throws IOException {
        json.writeObjectFieldStart("statement");
        json.writeArrayFieldStart("groups");
        for (var group : statement.groups()) {
            json.writeStartObject();
            json.writeStringField("title", group.title());
            value("all", group.all());
            value("contradicted", group.contradicted());
            value("supported", group.supported());
            value("heldElsewhere", group.heldElsewhere());
            value("noMachineEvidence", group.none());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("decisions");
        for (var decision : statement.decisions()) {
            json.writeStartObject();
            json.writeStringField("text", decision.text());
            value("about", decision.about());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("changes");
        for (var change : statement.changes()) {
            json.writeStartObject();
            json.writeStringField("requirement", change.requirement());
            json.writeStringField("before", change.before());
            json.writeStringField("now", change.now());
            json.writeEndObject();
        }
        json.writeEndArray();
        text(
                "toolkitVersion",
                statement.version() == null ? null : statement.version().version());
        number("daysToInterim", statement.daysToInterim());
        number("daysToDeadline", statement.daysToDeadline());
        json.writeEndObject();
    }

    private void coverage(CoveragePart coverage) throws IOException {
        json.writeObjectFieldStart("coverage");
        share("daysTold", coverage.daysTold());
        value("received", coverage.received());
        value("judged", coverage.judged());
        value("notApplicable", coverage.notApplicable());
        value("unevaluable", coverage.unevaluable());
        value("ignored", coverage.ignored());
        value("deadLettered", coverage.deadLettered());
        json.writeNumberField("rulesInForce", coverage.rulesInForce());
        number(
                "refusedRules",
                coverage.refusedRules() == null ? null : coverage.refusedRules().longValue());
        gaps("silences", coverage.silences());
        json.writeArrayFieldStart("sources");
        for (var source : coverage.sources()) {
            json.writeStartObject();
            json.writeStringField("category", source.category());
            value("elements", source.elements());
            share("daysHeard", source.daysHeard());
            json.writeNumberField("silentSeconds", source.silentSeconds());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("days");
        for (var day : coverage.reconciliation()) {
            json.writeStartObject();
            json.writeStringField("row", day.row());
            json.writeStringField("day", day.day().toString());
            json.writeBooleanField("isOver", day.isOver());
            json.writeNumberField("received", day.received());
            json.writeNumberField("accountedFor", day.accountedFor());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void resources(@Nullable ResourcesPart resources) throws IOException {
        if (resources == null) {
            json.writeNullField("resources");
            return;
        }
        json.writeObjectFieldStart("resources");
        json.writeStringField("day", resources.inUk().day().toString());
        value("patientData", resources.patientData());
        share("inUk", resources.inUk().share());
        json.writeNumberField("tagsNotKnown", resources.tagsNotKnown());
        json.writeNumberField("others", resources.others());
        json.writeArrayFieldStart("regions");
        for (var region : resources.regions()) {
            json.writeStartObject();
            json.writeStringField("row", region.row());
            json.writeStringField("region", region.region());
            text("country", region.country());
            value("patientData", region.resources());
            value("copies", region.copies());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void evidence(EvidenceLine line) throws IOException {
        json.writeStartObject();
        json.writeStringField("requirement", line.requirement().name());
        json.writeStringField("text", line.requirement().title());
        text(
                "expectation",
                line.requirement().expectation() == null
                        ? null
                        : line.requirement().expectation().level());
        text("answer", line.answer() == null ? null : line.answer().answer());
        text("answeredBy", line.answer() == null ? null : line.answer().by());
        RequirementJsonForm.write(json, line.signal());
        value("openInMonth", line.contradictedBy());
        value("openAtEnd", line.openAtEnd());
        value("exempt", line.exempt());
        texts("items", line.items());
        text(
                "nextRefresh",
                line.nextRefresh() == null ? null : line.nextRefresh().toString());
        text("differs", line.disagreement());
        json.writeEndObject();
    }

    private void findings(FindingsPart activity) throws IOException {
        json.writeObjectFieldStart("findings");
        balance("all", activity.balance());
        json.writeObjectFieldStart("open");
        for (var severity : activity.open()) {
            json.writeArrayFieldStart(severity.severity().printed());
            for (Figure figure : severity.byAge()) {
                json.writeNumber(figure.value());
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        responseTime("toNotice", activity.toNotice());
        responseTime("toClose", activity.toClose());
        value("closedByQuiet", activity.closedByQuiet());
        value("toldLate", activity.toldLate());
        json.writeArrayFieldStart("topRules");
        for (var rule : activity.topRules()) {
            json.writeStartObject();
            json.writeStringField("rule", rule.rule());
            value("times", rule.times());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void responseTime(String name, ResponseTime time) throws IOException {
        json.writeObjectFieldStart(name);
        value("of", time.of());
        number("meanSeconds", time.meanSeconds());
        number("medianSeconds", time.medianSeconds());
        json.writeEndObject();
    }

    private void exemptions() throws IOException {
        json.writeArrayFieldStart("exemptions");
        for (var line : summary.exemptions()) {
            var exemption = line.state().exemption();
            json.writeStartObject();
            json.writeStringField("id", exemption.id());
            json.writeStringField("scope", exemption.scope().written());
            json.writeStringField("lawfulBasis", exemption.lawfulBasis().written());
            json.writeStringField("status", line.status());
            time("expiresOn", exemption.expiresOn());
            value("used", line.used());
            value("covers", line.covers());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void trend() throws IOException {
        json.writeArrayFieldStart("trend");
        for (var month : summary.trend()) {
            json.writeStartObject();
            json.writeStringField("month", month.month().toString());
            value("openGrave", month.openGrave());
            value("opened", month.opened());
            value("closed", month.closed());
            share("daysTold", month.daysTold());
            json.writeNumberField("silentSeconds", month.silentSeconds());
            value("contradicted", month.contradicted());
            value("supported", month.supported());
            if (month.patientDataInUk() != null) {
                share("patientDataInUk", month.patientDataInUk().share());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("ruleSets");
        for (var change : summary.ruleSets()) {
            json.writeStartObject();
            time("at", change.at());
            json.writeStringField("digest", change.digest());
            texts("added", change.added());
            texts("removed", change.removed());
            texts("changed", change.changed());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void keptByPeople() throws IOException {
        json.writeArrayFieldStart("keptByPeople");
        for (var item : summary.humanEvidence()) {
            json.writeStartObject();
            json.writeStringField("row", item.row());
            json.writeStringField("requirement", item.requirement());
            json.writeStringField("item", item.item());
            json.writeStringField("owner", item.owner());
            text("dueOn", item.dueOn() == null ? null : item.dueOn().toString());
            json.writeStringField("state", item.state());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void row(FindingLine line) throws IOException {
        json.writeStartObject();
        json.writeStringField("row", line.row());
        json.writeStringField("findingId", line.id());
        json.writeStringField("rule", line.rule());
        json.writeStringField("title", line.title());
        json.writeStringField("severity", line.severity().printed());
        text("status", line.status());
        texts("organisations", line.organisations());
        json.writeStringField("origin", line.origin());
        time("happenedAt", line.happenedAt());
        time("judgedAt", line.judgedAt());
        time("endedAt", line.endedAt());
        text("endedBy", line.endedBy());
        json.writeEndObject();
    }

    private void figure(Figure figure) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", figure.id());
        json.writeStringField("label", figure.label());
        json.writeNumberField("value", figure.value());
        json.writeArrayFieldStart("rows");
        for (Figure.Part part : figure.parts()) {
            if (part.adds() == 1) {
                json.writeString(part.row());
            } else {
                json.writeStartArray();
                json.writeString(part.row());
                json.writeNumber(part.adds());
                json.writeEndArray();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void balance(String name, Balance balance) throws IOException {
        json.writeObjectFieldStart(name);
        value("opening", balance.opening());
        value("opened", balance.opened());
        value("reopened", balance.reopened());
        value("closed", balance.closed());
        value("disposed", balance.disposed());
        value("closing", balance.closing());
        value("exemptAtEnd", balance.exemptAtEnd());
        json.writeEndObject();
    }

    private void gaps(String name, List<Gap> gaps) throws IOException {
        RequirementJsonForm.gaps(json, name, gaps);
    }

    private void value(String name, Figure figure) throws IOException {
        json.writeNumberField(name, figure.value());
    }

    private void share(String name, Share share) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("part", share.part());
        json.writeNumberField("whole", share.whole());
        json.writeEndObject();
    }

    private void texts(String name, List<String> texts) throws IOException {
        RequirementJsonForm.texts(json, name, texts);
    }

    private void text(String name, @Nullable String text) throws IOException {
        if (text == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, text);
        }
    }

    private void number(String name, @Nullable Long number) throws IOException {
        if (number == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, number);
        }
    }

    private void time(String name, @Nullable Instant time) throws IOException {
        text(name, time == null ? null : written(time));
    }

    /** A time in UTC with milliseconds. */
    static String written(Instant time) {
        return UTC.format(time);
    }
}
