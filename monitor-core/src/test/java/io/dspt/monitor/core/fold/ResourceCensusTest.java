package io.dspt.monitor.core.fold;

import static io.dspt.monitor.core.fold.RegisterRowsOf.replaceAll;
import static io.dspt.monitor.core.fold.RegisterRowsOf.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fold.Output.ResourceCounts;
import io.dspt.monitor.core.fold.Output.ResourcesCounted;
import io.dspt.monitor.core.register.RegisterRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When a day is over the inventory is counted: how many resources hold patient data by their tags, and where. */
final class ResourceCensusTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final LocalDate SECOND_OF_MARCH = LocalDate.of(2026, 3, 2);
    private static final Instant MIDNIGHT = Instant.parse("2026-03-03T00:00:00Z");
    private static final String GROUPS = "/subscriptions/" + AzureJson.SUBSCRIPTION_ID + "/resourceGroups/";

    private static String account(String name, String region, String sku, String tags) {
        return resource(
                "rg-imaging-prod",
                "Microsoft.Storage/storageAccounts/" + name,
                region,
                ",\"sku\":{\"name\":\"" + sku + "\"},\"tags\":" + tags);
    }

    private static String resource(String group, String typeAndName, String region, String more) {
        return "{\"id\":\"" + GROUPS + group + "/providers/" + typeAndName + "\",\"type\":\""
                + typeAndName.substring(0, typeAndName.lastIndexOf('/')) + "\",\"location\":\"" + region + "\"" + more
                + ",\"properties\":{}}";
    }

    private static String group(String name, String tags) {
        return "{\"id\":\"" + GROUPS + name + "\",\"type\":\"Microsoft.Resources/subscriptions/resourceGroups\","
                + "\"location\":\"uksouth\",\"tags\":" + tags + ",\"properties\":{}}";
    }

    private static List<ResourcesCounted> told(List<Output> outputs) {
        return outputs.stream()
                .filter(ResourcesCounted.class::isInstance)
                .map(ResourcesCounted.class::cast)
                .toList();
    }

    private static EstateLogRunner live() {
        return EstateLogRunner.live().brokerAt(NINE);
    }

    @Test
    void shouldCountByRegionWhatTagsSayOfTheResourceAndOfItsGroup() {
        // Given resources in two regions, one tagged by its group alone and one that says nothing
        EstateLogRunner log = live();
        log.tell(
                "first",
                NINE.minusSeconds(300),
                group("rg-records", "{\"patient-data\":\"true\"}"),
                account("stscans", "UK South", "Standard_LRS", "{\"patient-data\":\"true\"}"),
                account("stabroad", "westeurope", "Standard_LRS", "{\"patient-data\":\"true\"}"),
                account("stlogs", "uksouth", "Standard_LRS", "{\"owner\":\"platform\"}"),
                resource("rg-records", "Microsoft.KeyVault/vaults/kv-records", "ukwest", ",\"tags\":{}"));

        // When the day is over in London
        List<ResourcesCounted> told = told(log.tick(MIDNIGHT));

        // Then
        ResourcesCounted counted = told.get(0);
        assertEquals(1, told.size());
        assertEquals(SECOND_OF_MARCH, counted.day());
        assertEquals(
                new TreeMap<>(Map.of("uksouth", 1L, "ukwest", 1L, "westeurope", 1L)),
                counted.all().patientData());
        assertEquals(1, counted.all().others());
        assertEquals(0, counted.all().tagsNotKnown());
        assertEquals(new TreeMap<>(Map.of("uksouth", "GB", "ukwest", "GB", "westeurope", "NL")), counted.countries());
    }

    @Test
    void shouldCountTheRegionsInWhichCopiesAreKept() {
        // Given
        EstateLogRunner log = live();
        log.tell(
                "first",
                NINE.minusSeconds(300),
                account("stscans", "uksouth", "Standard_GRS", "{\"patient-data\":\"true\"}"),
                account("stnowhere", "moonbase1", "Standard_GRS", "{\"patient-data\":\"true\"}"));

        // When
        ResourceCounts all = told(log.tick(MIDNIGHT)).get(0).all();

        // Then a region that is in no table is counted as such, and where its copies are is not known
        assertEquals(new TreeMap<>(Map.of("uksouth", 1L, ResourceCounts.REGION_NOT_LISTED, 1L)), all.patientData());
        assertEquals(new TreeMap<>(Map.of("ukwest", 1L, ResourceCounts.REGION_NOT_KNOWN, 1L)), all.copies());
    }

    @Test
    void shouldSayOfHowManyTheTagsAreNotKnown() {
        // Given a resource that was written without saying what it is, and one that was deleted
        EstateLogRunner log = live();
        log.send(AzureJson.write(AzureJson.storageAccount("stsilent")).at(NINE).json());
        log.tell(
                "first",
                NINE.minusSeconds(300),
                account("stgone", "uksouth", "Standard_LRS", "{\"patient-data\":\"true\"}"));
        log.send(AzureJson.delete(AzureJson.storageAccount("stgone")).at(NINE).json());

        // When
        ResourcesCounted counted = told(log.tick(MIDNIGHT)).get(0);

        // Then
        assertEquals(1, counted.all().tagsNotKnown());
        assertEquals(new TreeMap<>(), counted.all().patientData());
    }

    @Test
    void shouldCountForEachOrganisationThatAnswersForAResource() {
        // Given a controller of all, and an operator of one resource group
        EstateLogRunner log = live();
        replaceAll(
                log,
                "organisations",
                responsible("RX1", "controller", "estate", "*"),
                responsible("RX2", "operator", "resourceGroup", AzureJson.GROUP));
        log.tell(
                "first",
                NINE.minusSeconds(300),
                account("stscans", "uksouth", "Standard_LRS", "{\"patient-data\":\"true\"}"),
                resource(
                        "rg-records",
                        "Microsoft.KeyVault/vaults/kv-records",
                        "ukwest",
                        ",\"tags\":{\"patient-data\":\"true\"}"));

        // When
        ResourcesCounted counted = told(log.tick(MIDNIGHT)).get(0);

        // Then each resource counts once for the estate, and once for each that answers for it
        assertEquals(
                new TreeMap<>(Map.of("uksouth", 1L, "ukwest", 1L)),
                counted.all().patientData());
        assertEquals(
                new TreeMap<>(Map.of("uksouth", 1L, "ukwest", 1L)),
                counted.organisations().get("RX1").patientData());
        assertEquals(
                new TreeMap<>(Map.of("uksouth", 1L)),
                counted.organisations().get("RX2").patientData());
    }

    @Test
    void shouldLetOtherWorkPassWhileItCounts() {
        // Given a count that has begun and is larger than a step
        EstateLogRunner log = EstateLogRunner.live(
                        TestRules.bundle(TestRules.inUkSouth("TST-001", "microsoft.storage/storageaccounts")))
                .brokerAt(NINE);
        int many = FoldLimits.USUAL.rowsPerStep() * 5;
        for (int i = 0; i < many; i++) {
            log.tell("first", NINE.minusSeconds(300), account("st" + i, "westeurope", "Standard_LRS", "{}"));
        }
        assertEquals(List.of(), told(log.tick(MIDNIGHT)));

        // When the rules change
        log.use(TestRules.bundle(TestRules.inUkSouth("TST-002", "microsoft.storage/storageaccounts")));
        log.tick(MIDNIGHT.plusSeconds(60));

        // Then all is judged by the new one before the count is told
        boolean counted = false;
        for (int minute = 2; !counted; minute++) {
            counted = !told(log.tick(MIDNIGHT.plus(Duration.ofMinutes(minute)))).isEmpty();
            assertTrue(minute < 100);
        }
        assertEquals(many, log.findings("TST-002").size());
    }

    private static RegisterRow responsible(String odsCode, String role, String scopeType, String scope) {
        return row(
                "organisations",
                "odsCode=" + odsCode,
                "role=" + role,
                "scopeType=" + scopeType,
                "scope=" + scope,
                "from=2020-01-01");
    }

    @Test
    void shouldTellNothingOfAnEstateWithoutAnInventory() {
        // Given
        EstateLogRunner log = live();
        log.send(AzureJson.signIn("ada", NINE).json());

        // When
        List<ResourcesCounted> told = told(log.tick(MIDNIGHT));

        // Then
        assertEquals(List.of(), told);
    }

    @Test
    void shouldCountWhatIsTooMuchForOneStepInThoseThatFollow() {
        // Given more resources than a step looks at
        EstateLogRunner log = live();
        int many = FoldLimits.USUAL.rowsPerStep() * 2 + 1;
        for (int i = 0; i < many; i++) {
            log.tell(
                    "first",
                    NINE.minusSeconds(300),
                    account("stscans" + i, "uksouth", "Standard_LRS", "{\"patient-data\":\"true\"}"));
        }

        // When the day is over, and minutes go by
        List<ResourcesCounted> told = new ArrayList<>(told(log.tick(MIDNIGHT)));
        assertTrue(told.isEmpty());
        for (int minute = 1; told.isEmpty() && minute < 10; minute++) {
            told.addAll(told(log.tick(MIDNIGHT.plus(Duration.ofMinutes(minute)))));
        }

        // Then each is counted once
        assertEquals(1, told.size());
        assertEquals(SECOND_OF_MARCH, told.get(0).day());
        assertEquals(
                new TreeMap<>(Map.of("uksouth", (long) many)), told.get(0).all().patientData());
    }
}
