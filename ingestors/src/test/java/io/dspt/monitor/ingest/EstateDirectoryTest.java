package io.dspt.monitor.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.ingest.EstateDirectory.Estate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EstateDirectoryTest {
    private static final String TENANT = "11111111-aaaa-1111-1111-111111111111";
    private static final String SUBSCRIPTION = "22222222-aaaa-2222-2222-222222222222";

    private final EstateDirectory estates = new EstateDirectory(
            List.of(
                    new Estate("by-tenant", List.of(TENANT), List.of()),
                    new Estate("by-subscription", List.of(), List.of(SUBSCRIPTION))),
            "nobodys");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "the activity log|{\"time\":\"2026-03-01T00:00:00Z\",\"resourceId\":\"/SUBSCRIPTIONS/22222222-AAAA-2222-2222-222222222222/RESOURCEGROUPS/RG\",\"operationName\":\"X\",\"category\":\"Administrative\"}|by-subscription",
                "the subscription before the tenant|{\"resourceId\":\"/subscriptions/22222222-aaaa-2222-2222-222222222222/resourceGroups/rg\",\"tenantId\":\"11111111-aaaa-1111-1111-111111111111\"}|by-subscription",
                "the tenant of an unknown subscription|{\"resourceId\":\"/subscriptions/99999999-aaaa-2222-2222-222222222222\",\"tenantId\":\"11111111-AAAA-1111-1111-111111111111\"}|by-tenant",
                "a sign-in|{\"category\":\"SignInLogs\",\"resourceId\":\"/tenants/11111111-aaaa-1111-1111-111111111111/providers/Microsoft.aadiam\"}|by-tenant",
                "an event of Event Grid|{\"eventType\":\"Microsoft.Resources.ResourceWriteSuccess\",\"topic\":\"/subscriptions/22222222-aaaa-2222-2222-222222222222\",\"subject\":\"/x\",\"data\":{\"resourceUri\":\"/subscriptions/22222222-aaaa-2222-2222-222222222222/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st\"}}|by-subscription",
                "a cloud event|{\"type\":\"Microsoft.Resources.ResourceWriteSuccess\",\"source\":\"/subscriptions/22222222-aaaa-2222-2222-222222222222\",\"data\":{}}|by-subscription",
                "Microsoft 365|{\"OrganizationId\":\"11111111-aaaa-1111-1111-111111111111\",\"Workload\":\"Exchange\"}|by-tenant",
                "a row of a table, whose TenantId is its workspace|{\"TimeGenerated\":\"2026-03-01T00:00:00Z\",\"TenantId\":\"33333333-aaaa-3333-3333-333333333333\",\"AADTenantId\":\"11111111-aaaa-1111-1111-111111111111\"}|by-tenant",
                "a record of nobody|{\"resourceId\":\"/subscriptions/99999999-aaaa-2222-2222-222222222222\"}|nobodys",
                "no record at all|what is this|nobodys",
            })
    void shouldTellWhoseARecordIs(String what, String record, String estate) {
        assertEquals(estate, estates.estateOf(record.getBytes(StandardCharsets.UTF_8)), what);
    }

    @Test
    void shouldRefuseTwoEstatesWithOneSubscription() {
        List<Estate> twice = List.of(
                new Estate("first", List.of(), List.of(SUBSCRIPTION)),
                new Estate("second", List.of(), List.of(SUBSCRIPTION)));

        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new EstateDirectory(twice, "nobodys"));

        assertTrue(String.valueOf(refused.getMessage()).contains("'first' and 'second'"), refused::getMessage);
    }

    @Test
    void shouldRefuseNamesThatKeysCannotBeMadeOf() {
        assertThrows(IllegalArgumentException.class, () -> new Estate("a/b", List.of(), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Estate("", List.of(), List.of()));
    }

    @Test
    void shouldKnowInWhoseLogsASourceMayWrite() {
        assertEquals(Set.of("by-tenant"), estates.writtenBy("by-tenant"));
        assertEquals(Set.of("by-tenant", "by-subscription", "nobodys"), estates.writtenBy(null));
    }
}
