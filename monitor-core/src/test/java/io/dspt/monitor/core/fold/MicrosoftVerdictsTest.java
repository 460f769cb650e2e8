package io.dspt.monitor.core.fold;

import static io.dspt.monitor.core.fold.AzureJson.policyState;
import static io.dspt.monitor.core.fold.AzureJson.storageAccount;
import static io.dspt.monitor.core.fold.AzureJson.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.fold.Output.MicrosoftComparison;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicrosoftVerdictsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String POLICY = "7d1c9a52-0000-4000-8000-0000a0000001";
    private static final String OTHER_POLICY = "7d1c9a52-0000-4000-8000-0000a0000002";
    private static final String ASSESSMENT = "7d1c9a52-0000-4000-8000-0000a0000003";
    private static final String ACCOUNT = storageAccount("stnorthmoor");
    private static final String RULE = TestRules.inUkSouth("TST-001", "microsoft.storage/storageaccounts")
            + "microsoft: { policies: [" + POLICY + "], assessments: [" + ASSESSMENT + "] }\n";

    private EstateLogRunner log;

    @BeforeEach
    void useOneRule() {
        log = EstateLogRunner.replay(TestRules.bundle(RULE));
    }

    @ParameterizedTest
    @CsvSource({
        "westeurope,NonCompliant,1,0,0,0",
        "uksouth,Compliant,1,0,0,0",
        "westeurope,Compliant,0,1,0,0",
        "uksouth,NonCompliant,0,0,1,0",
        // nobody has told where it stands
        "'',NonCompliant,0,0,0,1",
    })
    void shouldCountWhetherBothSayTheSame(
            String region, String compliance, long agree, long oursOnly, long microsoftOnly, long notJudged) {
        // Given what we know of the account
        if (!region.isEmpty()) {
            accountIn(region);
        }

        // When
        log.send(policyState("e1", ACCOUNT, POLICY, compliance, NINE.plusSeconds(600)));

        // Then
        MicrosoftComparison counted = counted();
        assertEquals("TST-001", counted.rule());
        assertEquals(
                List.of(agree, oursOnly, microsoftOnly, notJudged),
                List.of(counted.agree(), counted.oursOnly(), counted.microsoftOnly(), counted.notJudged()));
        boolean disagreed = oursOnly + microsoftOnly > 0;
        assertEquals(disagreed ? NINE.plusSeconds(600) : null, counted.lastDisagreement());
    }

    @Test
    void shouldCountAVerdictOnceHoweverOftenItIsTold() {
        // Given
        accountIn("westeurope");

        // When it is delivered twice, evaluated again, and an older one arrives late
        log.send(policyState("e1", ACCOUNT, POLICY, "NonCompliant", NINE.plusSeconds(600)));
        log.send(policyState("e1", ACCOUNT, POLICY, "NonCompliant", NINE.plusSeconds(600)));
        log.send(policyState("e2", ACCOUNT, POLICY, "NonCompliant", NINE.plusSeconds(900)));
        log.send(policyState("e3", ACCOUNT, POLICY, "Compliant", NINE.plusSeconds(300)));

        // Then
        assertEquals(1, log.outputs(MicrosoftComparison.class).size());
        // And a change of it counts
        log.send(policyState("e4", ACCOUNT, POLICY, "Compliant", NINE.plusSeconds(1200)));
        assertEquals(1, counted().agree());
        assertEquals(1, counted().oursOnly());
        assertEquals(NINE.plusSeconds(1200), counted().lastDisagreement());
    }

    @Test
    void shouldReadDefendersAssessmentsAsWell() {
        // Given
        accountIn("westeurope");

        // When
        log.send(assessment("Unhealthy", NINE.plusSeconds(600)));
        log.send(assessment("NotApplicable", NINE.plusSeconds(700)));

        // Then
        assertEquals(1, log.outputs(MicrosoftComparison.class).size());
        assertEquals(1, counted().agree());
    }

    @Test
    void shouldCountNothingThatNoRuleNamesOrThatIsNoVerdict() {
        // Given
        accountIn("westeurope");

        // When
        log.send(policyState("e1", ACCOUNT, OTHER_POLICY, "NonCompliant", NINE.plusSeconds(600)));
        log.send(policyState("e2", ACCOUNT, POLICY, "Exempt", NINE.plusSeconds(600)));
        log.send(policyState(
                "e3",
                AzureJson.GROUP + "/providers/Microsoft.KeyVault/vaults/kv-northmoor",
                POLICY,
                "NonCompliant",
                NINE.plusSeconds(600)));

        // Then
        assertEquals(List.of(), log.outputs(MicrosoftComparison.class));
    }

    private void accountIn(String region) {
        log.send(write(ACCOUNT).at(NINE).body(Map.of("location", region)).json());
    }

    private static String assessment(String state, Instant at) {
        return "{\"type\":\"Microsoft.Security/assessments\",\"id\":\"" + ACCOUNT
                + "/providers/Microsoft.Security/assessments/" + ASSESSMENT
                + "\",\"tenantId\":\"7d1c9a52-0000-4000-8000-0000000000aa\",\"properties\":{\"displayName\":\"Invented\","
                + "\"status\":{\"code\":\"" + state + "\",\"statusChangeDate\":\"" + at
                + "\"},\"resourceDetails\":{\"id\":\"" + ACCOUNT
                + "\"}},\"securityEventDataEnrichment\":{\"action\":\"Write\",\"isSnapshot\":false,\"interval\":\"00:00:00\","
                + "\"apiVersion\":\"2020-01-01\",\"enqueuedTime\":\"" + at + "\"}}";
    }

    private MicrosoftComparison counted() {
        List<MicrosoftComparison> all = log.outputs(MicrosoftComparison.class);
        return all.get(all.size() - 1);
    }
}
