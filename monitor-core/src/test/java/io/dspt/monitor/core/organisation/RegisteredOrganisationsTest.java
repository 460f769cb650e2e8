package io.dspt.monitor.core.organisation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.Attribution;
import io.dspt.monitor.core.organisation.OrganisationDirectory.Scope;
import io.dspt.monitor.core.organisation.OrganisationDirectory.ScopeType;
import io.dspt.monitor.core.register.RegisterBook;
import io.dspt.monitor.core.register.RegisterDefinitions;
import io.dspt.monitor.core.register.RegisterRow;
import io.dspt.monitor.core.register.RegisterTables;
import io.dspt.monitor.core.rule.RuleBundle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RegisteredOrganisationsTest {
    private static final String SUBSCRIPTION = "7d1c9a52-0000-4000-8000-000000000b01";
    private static final String GROUP = "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/rg-imaging";
    private static final Instant MARCH = Instant.parse("2026-03-02T09:00:00Z");
    private static final List<Scope> SCOPES = List.of(
            new Scope(ScopeType.TAG, "ods=RX9"),
            new Scope(ScopeType.RESOURCE_GROUP, GROUP.toLowerCase(java.util.Locale.ROOT)),
            new Scope(ScopeType.SUBSCRIPTION, SUBSCRIPTION),
            new Scope(ScopeType.ESTATE, "*"));

    private final List<RegisterRow> rows = new ArrayList<>();

    private void row(String odsCode, String role, String scopeType, String scope, String from, String until) {
        Map<String, String> cells = new TreeMap<>(Map.of(
                "odsCode",
                odsCode,
                "role",
                role,
                "scopeType",
                scopeType,
                "scope",
                scope,
                "from",
                from,
                "until",
                until));
        cells.values().removeIf(String::isEmpty);
        SortedMap<String, FactValue> values = new TreeMap<>();
        cells.forEach((name, value) -> values.put(name, FactValue.text(value)));
        rows.add(new RegisterRow(values));
    }

    private Attribution at(Instant time) {
        RegisterDefinitions definitions =
                RegisterDefinitions.read(RuleBundle.builtIn().registers(), new ArrayList<>());
        RegisterTables tables = new RegisterTables(definitions, new TreeMap<>(Map.of("organisations", rows)));
        return new RegisteredOrganisations(new RegisterBook(definitions, tables), "RX0").responsibleFor(SCOPES, time);
    }

    @Test
    void shouldLetTheMostSpecificScopeDecideForEachRole() {
        // Given
        row("RX1", "operator", "estate", "*", "2020-01-01", "");
        row("RX2", "operator", "subscription", SUBSCRIPTION, "2020-01-01", "");
        row("RX3", "operator", "resourceGroup", GROUP, "2020-01-01", "");
        row("RX4", "controller", "estate", "*", "2020-01-01", "");

        // Then
        assertEquals(new Attribution("RX3", "RX4", null), at(MARCH));

        // Given a tag, too
        row("RX9", "operator", "tag", "ods=RX9", "2020-01-01", "");

        // Then
        assertEquals("RX9", at(MARCH).operator());
    }

    @Test
    void shouldGoByTheRowsInForceAtTheTime() {
        // Given a merger at the end of March
        row("RX1", "operator", "estate", "*", "2020-01-01", "2026-03-31");
        row("RX2", "operator", "estate", "*", "2026-04-01", "");

        // Then
        assertEquals("RX1", at(MARCH).operator());
        assertEquals("RX1", at(Instant.parse("2026-03-31T22:59:59Z")).operator());
        assertEquals("RX2", at(Instant.parse("2026-03-31T23:00:00Z")).operator());
    }

    @Test
    void shouldFallBackToWhomTheLogWasOpenedFor() {
        assertEquals(Attribution.operatedBy("RX0"), at(MARCH));
    }

    @Test
    void shouldNotTakeOneKindOfScopeForAnother() {
        row("RX1", "operator", "managementGroup", SUBSCRIPTION, "2020-01-01", "");

        assertEquals("RX0", at(MARCH).operator());
    }
}
