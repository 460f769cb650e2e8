package io.dspt.monitor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResourceIdTest {
    private static final String GROUP = "/subscriptions/S1/resourceGroups/rg-Imaging";
    private static final String VAULT = GROUP + "/providers/Microsoft.KeyVault/vaults/kv-One";

    private static ResourceId id(String written) {
        return ResourceId.parse(written).orElseThrow();
    }

    @Test
    void shouldBeTheSameInAnyCaseAndShownAsWritten() {
        assertEquals(id(VAULT), id(VAULT.toUpperCase(java.util.Locale.ROOT)));
        assertEquals(
                id(VAULT).hashCode(),
                id(VAULT.toUpperCase(java.util.Locale.ROOT)).hashCode());
        assertEquals(VAULT, id(VAULT).toString());
    }

    @Test
    void shouldPutUpWithMissingAndTrailingSlashesAndBlanks() {
        assertEquals(id(VAULT), id(VAULT.substring(1)));
        assertEquals(id(VAULT), id(" " + VAULT + "// "));
        assertEquals(Optional.empty(), ResourceId.parse("  "));
        assertEquals(Optional.empty(), ResourceId.parse("///"));
    }

    @Test
    void shouldTellTheTypeOfEveryKindOfResource() {
        assertEquals(
                "microsoft.resources/subscriptions", id("/subscriptions/s1").type());
        assertEquals(
                "microsoft.resources/subscriptions/resourcegroups", id(GROUP).type());
        assertEquals("microsoft.resources/tenants", id("/tenants/t1").type());
        assertEquals("microsoft.keyvault/vaults", id(VAULT).type());
        assertEquals("microsoft.keyvault/vaults/keys", id(VAULT + "/keys/k1").type());
        assertEquals(
                "microsoft.insights/diagnosticsettings",
                id(VAULT + "/providers/Microsoft.Insights/diagnosticSettings/audit")
                        .type());
        assertEquals(
                "microsoft.management/managementgroups",
                id("/providers/Microsoft.Management/managementGroups/mg").type());
        assertEquals("", id("/somewhere/else").type());
    }

    @Test
    void shouldNameSubscriptionGroupAndItself() {
        assertEquals(Optional.of("s1"), id(VAULT).subscription());
        assertEquals(Optional.of("rg-Imaging"), id(VAULT).group());
        assertEquals("kv-One", id(VAULT).name());
        assertEquals(Optional.empty(), id("/tenants/t1").subscription());
        assertEquals(Optional.empty(), id("/subscriptions/s1").group());
    }

    @Test
    void shouldClimbFromTheSmallestResourceToTheTop() {
        ResourceId version = id(VAULT + "/keys/k1/versions/v1");
        assertEquals(Optional.of(id(VAULT + "/keys/k1")), version.container());
        assertEquals(Optional.of(id(VAULT)), id(VAULT + "/keys/k1").container());
        assertEquals(Optional.of(id(GROUP)), id(VAULT).container());
        assertEquals(Optional.of(id("/subscriptions/S1")), id(GROUP).container());
        assertEquals(Optional.empty(), id("/subscriptions/S1").container());
    }

    @Test
    void shouldAttachAnExtensionToItsScope() {
        ResourceId setting = id(VAULT + "/providers/Microsoft.Insights/diagnosticSettings/audit");
        assertEquals(Optional.of(id(VAULT)), setting.scope());
        assertEquals(Optional.of(id(VAULT)), setting.container());
        assertEquals(Optional.of(id(GROUP)), id(VAULT).scope());
        assertEquals(
                Optional.empty(),
                id("/providers/Microsoft.Authorization/roleAssignments/r1").scope());
    }

    @Test
    void shouldNameItsChildren() {
        assertEquals(id(VAULT + "/keys/K1"), id(VAULT).child("keys", "K1"));
        assertEquals(VAULT + "/keys/K1", id(VAULT).child("keys", "K1").display());
    }

    @Test
    void shouldHaveAnotherIdAfterAMove() {
        ResourceId other = id("/subscriptions/S1/resourceGroups/rg-Other");
        assertEquals(
                Optional.of(id("/subscriptions/S1/resourceGroups/rg-Other/providers/Microsoft.KeyVault/vaults/kv-One")),
                id(VAULT).movedTo(other));
        assertEquals(Optional.empty(), id("/subscriptions/S1").movedTo(other));
    }
}
