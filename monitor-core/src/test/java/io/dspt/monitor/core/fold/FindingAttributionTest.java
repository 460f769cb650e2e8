package io.dspt.monitor.core.fold;

import static io.dspt.monitor.core.fold.RegisterRowsOf.replaceAll;
import static io.dspt.monitor.core.fold.RegisterRowsOf.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.ExemptionScope.Subject;
import io.dspt.monitor.core.finding.Attribution;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.register.RegisterRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose findings these are: by dated rows of a register, at the time of the violation. */
final class FindingAttributionTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String ACCOUNT = AzureJson.storageAccount("stnorthmoorscans");
    private static final String SUBSCRIPTION_ID = "7d1c9a52-0000-4000-8000-000000000b01";

    private final EstateLogRunner log = EstateLogRunner.live(
                    TestRules.bundle(TestRules.inUkSouth("TST-001", "microsoft.storage/storageaccounts")))
            .brokerAt(NINE);
    private final List<RegisterRow> rows = new ArrayList<>();

    private void responsible(String odsCode, String role, String scopeType, String scope, String from) {
        rows.add(row(
                "organisations",
                "odsCode=" + odsCode,
                "role=" + role,
                "scopeType=" + scopeType,
                "scope=" + scope,
                "from=" + from));
        replaceAll(log, "organisations", rows.toArray(RegisterRow[]::new));
    }

    private Attribution foundAt(Instant at) {
        log.send(AzureJson.write(ACCOUNT)
                .body(Map.of("location", "westeurope", "tags", Map.of("ods", "RX7")))
                .at(at)
                .json());
        return log.finding("TST-001").attribution();
    }

    @Test
    void shouldNameNobodyWhileNobodyIsKnown() {
        assertEquals(Attribution.NOBODY, foundAt(NINE));
    }

    @Test
    void shouldLetTheNearestScopeDecide() {
        responsible("RX1", "controller", "estate", "*", "2020-01-01");
        responsible("RX1", "operator", "estate", "*", "2020-01-01");
        responsible("RX2", "operator", "subscription", SUBSCRIPTION_ID, "2020-01-01");
        responsible("RX3", "operator", "resourceGroup", AzureJson.GROUP, "2020-01-01");

        assertEquals(new Attribution("RX3", "RX1", null), foundAt(NINE));
    }

    @Test
    void shouldGoByATagOfTheResource() {
        responsible("RX3", "operator", "resourceGroup", AzureJson.GROUP, "2020-01-01");
        responsible("RX7", "operator", "tag", "ods=RX7", "2020-01-01");

        assertEquals("RX7", foundAt(NINE).operator());
    }

    @Test
    void shouldGoByTheManagementGroupOfTheSubscription() {
        String group = "/providers/Microsoft.Management/managementGroups/northmoor";
        replaceAll(
                log,
                "subscriptions",
                row("subscriptions", "subscriptionId=" + SUBSCRIPTION_ID, "managementGroup=" + group));
        responsible("RX5", "processor", "managementGroup", group, "2020-01-01");

        assertEquals("RX5", foundAt(NINE).processor());
    }

    @Test
    void shouldGoByWhoWasResponsibleWhenItHappened() {
        // Given a register that says who will be responsible from tomorrow on
        responsible("RX1", "operator", "estate", "*", "2020-01-01");
        responsible("RX2", "operator", "subscription", SUBSCRIPTION_ID, "2026-03-03");

        // Then
        assertEquals("RX1", foundAt(NINE).operator());
    }

    @Test
    void shouldExemptTheFindingsOfAnOrganisation() {
        // Given
        responsible("RX2", "operator", "subscription", SUBSCRIPTION_ID, "2020-01-01");
        foundAt(NINE);

        // When
        log.control(new ControlRecord.ExemptionApproved(SampleExemption.of(
                "EX-1",
                NINE,
                NINE.plus(Duration.ofDays(1)),
                new ExemptionScope(List.of("TST-001"), null, new Subject.OfOrganisation("RX2")))));

        // Then
        assertEquals(FindingStatus.EXEMPT, log.finding("TST-001").status());
    }
}
