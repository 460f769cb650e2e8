package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class OcsfLinesTest {
    private static final URI SCHEMA = URI.create("urn:ocsf");

    private static Validator validator() throws IOException {
        try (InputStream in =
                OcsfLinesTest.class.getResourceAsStream("/report/ocsf-1.8.0-compliance-finding.schema.json")) {
            Validator validator = new ValidatorFactory()
                    .withJsonNodeFactory(new JacksonNode.Factory())
                    .createValidator();
            validator.registerSchema(SCHEMA, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return validator;
        }
    }

    @Test
    void shouldSatisfyTheDefinitionOfAComplianceFinding() throws IOException {
        // Given a summary with every kind of signal
        MonthlySummary summary = new SummaryMaker(InventedHistory.of(7).inputs(), SignalSettings.DEFAULT)
                .make(new SummaryRequest(YearMonth.of(2026, 10), "RX1", false));
        Validator validator = validator();

        // When it is written
        List<String> lines = new String(SummaryReport.of(summary, SummaryReport.Format.OCSF), StandardCharsets.UTF_8)
                .lines()
                .toList();

        // Then every line satisfies the schema, and none says that a requirement is met
        assertEquals(summary.evidence().size(), lines.size());
        TreeSet<String> statuses = new TreeSet<>();
        for (String line : lines) {
            Validator.Result result = validator.validate(SCHEMA, line);
            assertTrue(result.isValid(), () -> line + result.getErrors());
            JsonNode status =
                    PlainCount.read(line.getBytes(StandardCharsets.UTF_8)).at("/compliance/status_id");
            statuses.add(status.asText());
        }
        assertEquals(new TreeSet<>(List.of("2", "3", "99")), statuses);
    }

    @Test
    void shouldNoticeWhatTheDefinitionDoesNotKnow() throws IOException {
        // Given a line with an attribute of our own, and one without a required one
        ObjectNode line = (ObjectNode) PlainCount.read(SummaryReport.of(
                new SummaryMaker(InventedHistory.of(7).inputs(), SignalSettings.DEFAULT)
                        .make(new SummaryRequest(YearMonth.of(2026, 10), "RX1", false)),
                SummaryReport.Format.OCSF));

        // Then the schema refuses both
        assertFalse(validator()
                .validate(SCHEMA, line.deepCopy().put("dspt", 1).toString())
                .isValid());
        assertFalse(
                validator().validate(SCHEMA, line.without("time").toString()).isValid());
    }
}
