package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.ExemptionScope.Subject;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A rule set of the size that the monitor is held to: what changes is in force for the next record. */
class TwoThousandRulesTest {
    private static final int RULES = 2_000;
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String ACCOUNT = AzureJson.storageAccount("stnorthmoorscans");
    private static final String WATCHED = "RES-001";
    private static final RuleBundle LARGE = large();

    /** The built-in catalogue, and copies of its rules under other ids until there are two thousand. */
    private static RuleBundle large() {
        RuleBundle builtIn = RuleBundle.builtIn();
        SortedMap<String, byte[]> files = new TreeMap<>(builtIn.files());
        List<byte[]> originals = List.copyOf(builtIn.rules().values());
        for (int i = originals.size(); i < RULES; i++) {
            String rule = new String(originals.get(i % originals.size()), StandardCharsets.UTF_8);
            String id = TestRules.id(i);
            files.put(
                    "rules/copies/" + id + "-copy.rule.yaml",
                    rule.replaceFirst("id: [A-Z]+-[0-9]{3}", "id: " + id).getBytes(StandardCharsets.UTF_8));
        }
        return new RuleBundle(files);
    }

    private static RuleBundle withChanged(String rule, String from, String to) {
        SortedMap<String, byte[]> files = new TreeMap<>(LARGE.files());
        files.replaceAll((path, bytes) -> {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return path.contains("/" + rule + "-") ? text.replace(from, to).getBytes(StandardCharsets.UTF_8) : bytes;
        });
        return new RuleBundle(files);
    }

    @Test
    void shouldHaveWhatChangesInForceForTheNextRecord() {
        // Given two thousand rules, one of which has a finding
        EstateLogRunner log = EstateLogRunner.live(LARGE);
        accountIn(log, ACCOUNT, "westeurope", NINE);
        assertEquals("HIGH", log.finding(WATCHED).latest().severity().name());

        // When one rule changes
        List<ControlRecord> parts = RuleSetTransfer.chunks(withChanged(WATCHED, "severity: high", "severity: medium"));
        long begun = System.nanoTime();
        parts.forEach(log::control);
        accountIn(log, AzureJson.storageAccount("stsecond"), "westeurope", NINE.plusSeconds(1));
        Duration live = Duration.ofNanos(System.nanoTime() - begun);

        // Then the next record is judged by it, and what it had found is rated anew
        assertEquals("MEDIUM", log.findings(WATCHED).get(1).latest().severity().name());
        log.workOff();
        assertEquals("MEDIUM", log.findings(WATCHED).get(0).latest().severity().name());

        // When an exemption is approved for the whole estate, records follow, and it expires
        Instant end = NINE.plus(Duration.ofHours(1));
        Exemption exemption = SampleExemption.of(
                "EX-1", NINE, end, new ExemptionScope(List.of(WATCHED), null, new Subject.WholeEstate()));
        log.control(new ControlRecord.ExemptionApproved(exemption));
        accountIn(log, AzureJson.storageAccount("stthird"), "westeurope", NINE.plusSeconds(2));
        assertEquals(FindingStatus.EXEMPT, log.findings(WATCHED).get(2).status());
        accountIn(log, AzureJson.storageAccount("stfourth"), "westeurope", end);

        // Then the record at its end is judged without it, and all is open again
        assertEquals(FindingStatus.OPEN, log.findings(WATCHED).get(3).status());
        log.workOff();
        assertTrue(log.findings(WATCHED).stream().allMatch(finding -> finding.status() == FindingStatus.OPEN));
        System.out.println(
                RULES + " rules, one changed: in force for the next record after " + live.toMillis() + " ms");
    }

    @Test
    void shouldReadOnlyWhatHasChanged() {
        // Given
        FactCatalogue facts = new FactCatalogue(EstateLogRunner.REFERENCE.properties());
        RuleBook.Loaded before = RuleBook.load(LARGE, facts);

        // When
        RuleBook.Loaded after =
                RuleBook.load(withChanged(WATCHED, "severity: high", "severity: medium"), facts, List.of(before));

        // Then
        SortedSet<String> different = after.book().differentFrom(before.book());
        assertEquals(List.of(WATCHED), List.copyOf(different));
        assertSame(before.standards(), after.standards());
        before.book().rules().forEach((id, rule) -> {
            if (!id.equals(WATCHED)) {
                assertSame(rule, after.book().rules().get(id), id);
            }
        });
    }

    @Test
    void shouldReadAgainWhatNamesAChangedParameter() {
        // Given
        FactCatalogue facts = new FactCatalogue(EstateLogRunner.REFERENCE.properties());
        RuleBook.Loaded before = RuleBook.load(LARGE, facts);
        SortedMap<String, byte[]> files = new TreeMap<>(LARGE.files());
        files.compute(RuleBundle.PARAMETERS, (path, bytes) -> {
            String text = new String(bytes, StandardCharsets.UTF_8);
            assertTrue(text.contains("ukwest"), text);
            return text.replace("ukwest", "ukwest2").getBytes(StandardCharsets.UTF_8);
        });

        // When
        RuleBook.Loaded after = RuleBook.load(new RuleBundle(files), facts, List.of(before));

        // Then
        SortedSet<String> different = after.book().differentFrom(before.book());
        assertTrue(different.contains(WATCHED), different::toString);
        assertTrue(different.size() < RULES / 2, "read again: " + different.size());
    }

    private static void accountIn(EstateLogRunner log, String account, String region, Instant at) {
        log.brokerAt(at)
                .send(AzureJson.write(account)
                        .body(Map.of("location", region))
                        .at(at)
                        .json());
    }
}
