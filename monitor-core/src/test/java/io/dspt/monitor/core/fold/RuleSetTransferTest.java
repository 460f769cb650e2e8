package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.codec.MalformedRowException;
import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How a rule set gets through a log whose records are small. */
class RuleSetTransferTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String STORAGE = "microsoft.storage/storageaccounts";

    /** A rule set that no compression makes small: a rule, and another with a long and random remark. */
    private static RuleBundle large() {
        byte[] noise = new byte[300 * 1024];
        new Random(11).nextBytes(noise);
        String remark = HexFormat.of().formatHex(noise);
        return TestRules.bundle(
                TestRules.inUkSouth("TST-001", STORAGE),
                TestRules.inUkSouth("TST-002", STORAGE).replace("A test needs it.", remark));
    }

    private static void accountAbroad(EstateLogRunner log) {
        log.send(AzureJson.write(AzureJson.storageAccount("stnorthmoorscans"))
                .body(Map.of("location", "westeurope"))
                .at(NINE)
                .json());
    }

    @Test
    void shouldComeOutAsItWentIn() {
        // Given
        RuleBundle bundle = EstateLogRunner.BUILT_IN;

        // When
        RuleBundle unpacked = RuleSetTransfer.unpack(RuleSetTransfer.pack(bundle));

        // Then
        assertEquals(bundle.digest(), unpacked.digest());
        assertEquals(bundle.files().keySet(), unpacked.files().keySet());
    }

    @Test
    void shouldGoLiveAtItsLastPart() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle());
        List<ControlRecord> parts = RuleSetTransfer.chunks(large());
        assertTrue(parts.size() > 1, "parts: " + parts.size());

        // When all parts but one have come
        parts.subList(0, parts.size() - 1).forEach(log::control);
        accountAbroad(log);

        // Then
        assertEquals(List.of(), log.findings());

        // When
        log.control(parts.get(parts.size() - 1));
        log.workOff();

        // Then
        assertEquals(List.of("TST-001", "TST-002"), log.rulesWithFindings());
    }

    @Test
    void shouldNotMindTheOrderOfItsPartsOrRepeats() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle());
        List<ControlRecord> parts = new ArrayList<>(RuleSetTransfer.chunks(large()));
        Collections.reverse(parts);

        // When
        log.control(parts.get(0));
        parts.forEach(log::control);
        accountAbroad(log);

        // Then
        assertEquals(List.of("TST-001", "TST-002"), log.rulesWithFindings());
    }

    @Test
    void shouldKeepThePartsOfTwoRuleSetsApart() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle());
        List<ControlRecord> parts = RuleSetTransfer.chunks(large());

        // When another rule set comes in between
        log.control(parts.get(0));
        log.use(TestRules.bundle(TestRules.inUkSouth("TST-009", STORAGE)));
        accountAbroad(log);

        // Then
        assertEquals(List.of("TST-009"), log.rulesWithFindings());

        // When the first one is completed
        parts.subList(1, parts.size()).forEach(log::control);
        log.workOff();

        // Then it is in force
        assertEquals(List.of("TST-001", "TST-002", "TST-009"), log.rulesWithFindings());
        assertEquals("rule-retired", log.finding("TST-009").ending().by());
    }

    @Test
    void shouldKeepTheRulesInForceWhenARuleSetIsBroken() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle(TestRules.inUkSouth("TST-001", STORAGE)));
        int rowsBefore = log.store().size();

        // When a rule set does not unpack
        log.control(new ControlRecord.RuleSetChunk("0".repeat(64), 0, 1, "rules".getBytes(StandardCharsets.UTF_8)));
        accountAbroad(log);

        // Then
        assertEquals(List.of("rule-set-unreadable"), log.deadLetters());
        assertEquals(List.of("TST-001"), log.rulesWithFindings());
        // The finding and what it hangs on are six rows, what is counted of its day three.
        assertTrue(log.store().size() <= rowsBefore + 9, "no part of it is left");
    }

    @Test
    void shouldRefuseARuleSetThatIsNotTheOneAnnounced() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle());
        ControlRecord.RuleSetChunk part = (ControlRecord.RuleSetChunk)
                RuleSetTransfer.chunks(TestRules.bundle(TestRules.inUkSouth("TST-001", STORAGE)))
                        .get(0);

        // When
        log.control(new ControlRecord.RuleSetChunk("0".repeat(64), 0, 1, part.bytes()));
        accountAbroad(log);

        // Then
        assertEquals(List.of("rule-set-unreadable"), log.deadLetters());
        assertEquals(List.of(), log.findings());
    }

    @Test
    void shouldKeepGoodRulesInForceWhenOthersAreRefused() {
        // Given
        SortedMap<String, byte[]> files = new TreeMap<>(
                TestRules.bundle(TestRules.inUkSouth("TST-001", STORAGE)).files());
        files.put("rules/test/TST-002-broken.rule.yaml", "id: [".getBytes(StandardCharsets.UTF_8));
        EstateLogRunner log = EstateLogRunner.replay(new RuleBundle(files));

        // When
        accountAbroad(log);

        // Then
        assertEquals(List.of("TST-001"), log.rulesWithFindings());
        assertEquals(List.of("rule-refused"), log.deadLetters());
        String refusal = new String(log.outputs(Output.DeadLetter.class).get(0).bytes(), StandardCharsets.UTF_8);
        assertTrue(refusal.contains("TST-002-broken.rule.yaml"), refusal);
    }

    @Test
    void shouldRefuseBytesThatAreNoPackedRuleSet() {
        assertThrows(MalformedRowException.class, () -> RuleSetTransfer.unpack(new byte[] {1, 2, 3}));
        assertThrows(MalformedRowException.class, () -> RuleSetTransfer.unpack(new byte[0]));
    }
}
