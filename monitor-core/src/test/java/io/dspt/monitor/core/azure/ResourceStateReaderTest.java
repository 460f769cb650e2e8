package io.dspt.monitor.core.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.AzureEvent.Effect;
import io.dspt.monitor.core.event.AzureEvent.ResourceSnapshot;
import io.dspt.monitor.core.event.EventKind;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.fact.Facts;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources as lists, reads and queries of Azure tell them. */
class ResourceStateReaderTest {
    private static final String GROUP = "/subscriptions/7d1c9a52-0000-4000-8000-000000000b01/resourceGroups/rg-pacs";
    private static final String ACCOUNT = GROUP + "/providers/Microsoft.Storage/storageAccounts/stpacs";
    private static final AzureRecordReader READER = new AzureRecordReader(ReadRecord.TABLE);

    private static String account(String more) {
        return "{'id':'" + ACCOUNT + "','name':'stpacs','type':'microsoft.storage/storageaccounts',"
                + "'tenantId':'7D1C9A52-0000-4000-8000-0000000000AA','location':'UK South','sku':{'name':'Standard_LRS'}"
                + more + "}";
    }

    private static ReadResult asResource(String json) {
        return READER.readResource(json.replace('\'', '"').getBytes(UTF_8), Instant.parse("2026-03-02T09:00:00Z"));
    }

    @Test
    void shouldReadARowOfResourceGraph() {
        ReadRecord row = ReadRecord.of(
                account(",'tags':{'Data-Classification':'patient'},'properties':{'minimumTlsVersion':'TLS1_0'}"));

        ResourceSnapshot event = row.as(ResourceSnapshot.class);
        assertEquals(EventKind.RESOURCE_SNAPSHOT, event.kind());
        assertEquals(Effect.WRITE, event.effect());
        assertTrue(event.tellsAll());
        assertEquals("ResourceSnapshot", row.header().category());
        assertEquals("7d1c9a52-0000-4000-8000-0000000000aa", row.header().tenant());
        assertEquals(Actor.NOBODY, row.header().actor());
        row.assertResource(ACCOUNT);
        row.assertText("uksouth", Facts.RESOURCE_REGION);
        row.assertText("Standard_LRS", Facts.RESOURCE_SKU);
        row.assertText("TLS1_0", ReadRecord.property("encryption.minimumTls"));
        assertEquals("patient", row.fact(Facts.tag("data-classification")).textOrNull());
    }

    @Test
    void shouldReadAResourceOfResourceManager() {
        ReadRecord read = ReadRecord.of("{'id':'" + ACCOUNT + "/blobServices/default','name':'default',"
                + "'type':'Microsoft.Storage/storageAccounts/blobServices','properties':{'isVersioningEnabled':true}}");
        ReadRecord group = ReadRecord.of(
                "{'id':'" + GROUP
                        + "','name':'rg-pacs','type':'Microsoft.Resources/resourceGroups','location':'uksouth','properties':{}}");

        read.as(ResourceSnapshot.class);
        read.assertResource(ACCOUNT + "/blobServices/default");
        group.as(ResourceSnapshot.class);
        group.assertResource(GROUP);
    }

    @Test
    void shouldTellWhatTheBodyDescribesWithinIt() {
        ReadRecord group = ReadRecord.of("{'id':'" + GROUP
                + "/providers/Microsoft.Network/networkSecurityGroups/nsg','type':'microsoft.network/networksecuritygroups',"
                + "'properties':{'securityRules':[{'name':'rdp','properties':{'access':'Allow'}}]}}");

        List<AzureEvent.ContainedResource> contained =
                group.as(ResourceSnapshot.class).contained();
        assertEquals(1, contained.size());
        assertEquals("rdp", contained.get(0).id().name());
    }

    @Test
    void shouldKnowThatWhatAWholeBodyLeavesOutIsNotSet() {
        ReadRecord whole = ReadRecord.of(account(",'tags':null,'properties':{}"));

        whole.assertAbsent(Facts.RESOURCE_TAGS, ReadRecord.property("encryption.minimumTls"));
    }

    @Test
    void shouldNotTakeForUnsetWhatAListWithoutDetailsLeavesOut() {
        // Given a list, a list without tags, and the command line's own form of an account
        ReadRecord listed = ReadRecord.of(account(",'tags':null,'properties':null"));
        ReadRecord names = ReadRecord.of(account(""));
        ReadRecord shown = ReadRecord.of(account(",'tags':{},'minimumTlsVersion':'TLS1_0'"));

        // Then
        for (ReadRecord record : List.of(listed, names, shown)) {
            record.assertUnknown(ReadRecord.property("encryption.minimumTls"));
            record.assertText("uksouth", Facts.RESOURCE_REGION);
        }
        listed.assertAbsent(Facts.RESOURCE_TAGS);
        names.assertUnknown(Facts.RESOURCE_TAGS);
        assertTrue(shown.fact(Facts.RESOURCE_TAGS).isPresent());
    }

    @Test
    void shouldTakeTheTimeOfAnExportAndNoOther() {
        assertEquals(
                Instant.parse("2026-03-02T09:00:00Z"),
                ReadRecord.of(account(",'TimeGenerated':'2026-03-02T09:00:00Z'"))
                        .header()
                        .time());
        assertNull(ReadRecord.of(account(",'changedTime':'2026-03-02T09:00:00Z',"
                        + "'systemData':{'lastModifiedAt':'2026-03-02T09:00:00Z'},"
                        + "'properties':{'creationTime':'2026-03-02T09:00:00Z'}"))
                .header()
                .time());
        assertEquals(
                new ReadResult.Unreadable("time-unreadable"), ReadRecord.result(account(",'TimeGenerated':'lately'")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'" + ACCOUNT + "','type':'microsoft.network/virtualnetworks'}",
                "{'id':'" + ACCOUNT + "'}",
                "{'id':'7d1c9a52-0000-4000-8000-0000000000a1','type':'User'}",
                "{'id':'/x','type':''}"
            })
    void shouldNotTakeOtherThingsForAResource(String json) {
        assertEquals(new ReadResult.Ignored("unnamed"), ReadRecord.result(json));
    }

    @Test
    void shouldStillTakeAnOperationForOne() {
        ReadRecord operation = ReadRecord.of(account(
                ",'operationName':'Microsoft.Storage/storageAccounts/write','eventTimestamp':'2026-03-02T09:00:00Z'"));

        operation.as(AzureEvent.ResourceOperation.class);
    }

    @Test
    void shouldReadWhateverASnapshotTellsOfAsOfWhenItWasTaken() {
        // Given things that would be something else, or nothing, in a file
        for (String json : List.of(
                account(",'properties':{}"),
                "{'id':'" + ACCOUNT + "','type':'microsoft.storage'}",
                "{'id':'" + GROUP
                        + "/providers/Microsoft.Security/automations/a','type':'microsoft.security/automations','properties':{}}")) {
            // When
            AzureEvent event =
                    assertInstanceOf(ReadResult.Parsed.class, asResource(json)).event();

            // Then
            assertInstanceOf(ResourceSnapshot.class, event);
            assertEquals(Instant.parse("2026-03-02T09:00:00Z"), event.header().time());
        }
    }

    @Test
    void shouldSayWhyARowOfASnapshotCannotBeRead() {
        assertEquals(new ReadResult.Unreadable("resource-unnamed"), asResource("{'name':'stpacs'}"));
        assertEquals(new ReadResult.Unreadable("not-a-resource-id"), asResource("{'id':'stpacs'}"));
        assertEquals(new ReadResult.Unreadable("not-a-resource-id"), asResource("{'id':'/subscriptions/a/b'}"));
        assertEquals(new ReadResult.Unreadable("not-json"), asResource("rubbish"));
    }
}
