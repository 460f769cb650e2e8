package io.dspt.monitor.streams.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.streams.Findings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class FindingJsonTest {
    private static final List<String> KEYS = List.of(
            "findingId",
            "rule",
            "ruleDigest",
            "title",
            "message",
            "severity",
            "status",
            "subject",
            "estate",
            "organisation",
            "actor",
            "openedAt",
            "lastSeenAt",
            "resolvedAt",
            "resolvedBy",
            "count",
            "origin",
            "before",
            "after",
            "facts",
            "evidence",
            "requirements");

    @Test
    void shouldPrintAllKeysInTheAgreedOrderWhateverIsKnown() throws Exception {
        // Given a finding that is open, and the same resolved
        Finding open = Findings.opened("RES-001", "stpatients");
        Finding resolved = open.resolved(Findings.OPENED_AT.plusSeconds(60), "resource-deleted");

        // Then both lines have the same keys, in order
        assertEquals(KEYS, keys(FindingJson.of(open)));
        assertEquals(KEYS, keys(FindingJson.of(resolved)));
    }

    @Test
    void shouldPrintTimesInUtcWithMilliseconds() throws Exception {
        Finding resolved = Findings.opened("RES-001", "stpatients")
                .resolved(Findings.OPENED_AT.plusSeconds(60), "resource-deleted");

        JsonNode json = new ObjectMapper().readTree(FindingJson.of(resolved));

        assertEquals("2026-03-02T09:00:00.123Z", json.get("openedAt").textValue());
        assertEquals("2026-03-02T09:01:00.123Z", json.get("resolvedAt").textValue());
    }

    @Test
    void shouldTellAbsentFromUnknownAndKeepTypes() {
        // Given one fact of every form
        TreeMap<String, FactValue> facts = new TreeMap<>();
        facts.put("z.text", FactValue.text("a \"quoted\" – word"));
        facts.put("a.flag", FactValue.flag(true));
        facts.put("b.whole", FactValue.whole(-3));
        facts.put("c.many", FactValue.texts(List.of("y", "x")));
        facts.put(
                "d.structure",
                new FactValue.Structure(
                        new TreeMap<>(Map.of("n", FactValue.whole(1), "m", Missing.ABSENT, "u", Missing.UNKNOWN))));
        facts.put("e.absent", Missing.ABSENT);
        facts.put("f.unknown", Missing.UNKNOWN);

        String line = new String(FindingJson.of(Findings.opened("RES-001", "s", "m", facts)), StandardCharsets.UTF_8);

        // Then they stand by name, absent as null, unknown not at all
        String expected = "\"facts\":{\"a.flag\":true,\"b.whole\":-3,\"c.many\":[\"y\",\"x\"],"
                + "\"d.structure\":{\"m\":null,\"n\":1},\"e.absent\":null,\"z.text\":\"a \\\"quoted\\\" – word\"}";
        assertEquals(expected, line.substring(line.indexOf("\"facts\""), line.indexOf(",\"evidence\"")));
    }

    @Test
    void shouldStayOnOneLine() {
        byte[] line = FindingJson.of(Findings.opened("RES-001", "s", "two\nlines", new TreeMap<>()));

        assertFalse(new String(line, StandardCharsets.UTF_8).contains("\n"));
    }

    @Test
    void shouldBeReadBackAsItWasPrinted() {
        byte[] line = FindingJson.of(Findings.opened("RES-001", "stpatients"));

        PrintedFinding read = PrintedFinding.parse(line);

        assertEquals("RES", read.family());
        assertEquals("logs/a.jsonl:3#0", read.source());
        assertEquals(new String(line, StandardCharsets.UTF_8), read.json());
    }

    private static List<String> keys(byte[] line) throws Exception {
        List<String> keys = new ArrayList<>();
        new ObjectMapper().readTree(line).fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
