package io.dspt.monitor.core.azure;

import static io.dspt.monitor.core.azure.ReadRecord.property;
import static io.dspt.monitor.core.azure.ReadRecord.quoted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent.Effect;
import io.dspt.monitor.core.event.AzureEvent.ResourceOperation;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.fact.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes in which tools hand over the activity log, and what each of them once made its reader get wrong. */
final class ActivityShapeTrapsTest {
    private static final String TENANT = "5d0f7c55-8a3e-4c4e-9a53-3e7f60d1b5a1";
    private static final String GROUP = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg";
    private static final String STORAGE = GROUP + "/providers/Microsoft.Storage/storageAccounts/imagingdata";
    private static final String VAULT = GROUP + "/providers/Microsoft.KeyVault/vaults/kv";

    private static ReadRecord activity(String operation, String resourceId, String properties) {
        return ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'Administrative','resultType':'Success','resourceId':'"
                        + resourceId + "','operationName':'" + operation + "','properties':" + properties + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft.Insights/diagnosticSettings/delete",
        "Microsoft.Storage/storageAccounts/blobServices/containers/delete",
        "Microsoft.Authorization/locks/delete",
        "Microsoft.Authorization/roleAssignments/delete"
    })
    void shouldNotTakeTheDeletionOfAPartForThatOfTheWhole(String operation) {
        ReadRecord record = activity(operation, STORAGE, "{}");

        record.assertResource(STORAGE);
        assertEquals(Effect.NONE, record.as(ResourceOperation.class).effect());
    }

    @Test
    void shouldNotBringAPartsBodyIntoTheWhole() {
        ReadRecord record = activity(
                "Microsoft.Storage/storageAccounts/encryptionScopes/write",
                STORAGE,
                "{'requestbody':{'location':'westus'}}");

        record.assertFlag(false, Facts.EVENT_BODY);
        record.assertUnknown(Facts.RESOURCE_REGION);
    }

    @Test
    void shouldFindTheResourceThatOnlyTheBodyNames() {
        String rule = GROUP + "/providers/Microsoft.Network/networkSecurityGroups/web/securityRules/ssh";
        ReadRecord record = activity(
                "MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/SECURITYRULES/WRITE",
                GROUP + "/providers/Microsoft.Network/networkSecurityGroups/web",
                "{'responseBody':" + quoted("{'name':'ssh','id':'" + rule + "','properties':{'access':'Allow'}}")
                        + "}");

        record.assertResource(rule);
        record.assertText("Allow", property("nsgRule.access"));
    }

    @Test
    void shouldNameTheOneChildThatAStorageAccountHas() {
        ReadRecord record = activity(
                "Microsoft.Storage/storageAccounts/blobServices/write",
                STORAGE,
                "{'requestbody':{'properties':{'deleteRetentionPolicy':{'enabled':false}}}}");

        record.assertResource(STORAGE + "/blobServices/default");
        record.assertFlag(false, property("storage.blobSoftDelete.enabled"));
    }

    @Test
    void shouldTellFromTheResponseWhatTheRequestLeavesOut() {
        // Given a PATCH of one property, answered with the whole resource
        ReadRecord record = activity(
                "Microsoft.OperationalInsights/workspaces/write",
                GROUP + "/providers/Microsoft.OperationalInsights/workspaces/audit",
                "{'requestbody':{'properties':{'retentionInDays':90}},'responseBody':"
                        + quoted("{'location':'UK South','tags':{'env':'live'},'properties':{'retentionInDays':30,"
                                + "'sku':{'name':'PerGB2018'}}}")
                        + "}");

        // Then the request's own word counts before the response's
        record.assertWhole(90, property("workspace.retentionDays"));
        record.assertText("uksouth", Facts.RESOURCE_REGION);
        record.assertText("PerGB2018", Facts.RESOURCE_SKU);
        record.assertText("live", Facts.tag("env"));
    }

    @Test
    void shouldReadABodyThatWasMadeAStringTwice() {
        ReadRecord record = activity(
                "Microsoft.Storage/storageAccounts/write",
                STORAGE,
                "{'requestbody':" + quoted(quoted("{'location':'westeurope'}")) + "}");

        record.assertText("westeurope", Facts.RESOURCE_REGION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "''", "null", "'null'", "7", "'{'", "[{'location':'westeurope'}]", "'\\\\ud800'"})
    void shouldHaveNoBodyWhereNoneCanBeRead(String body) {
        activity("Microsoft.Storage/storageAccounts/write", STORAGE, "{'requestbody':" + body + "}")
                .assertFlag(false, Facts.EVENT_BODY);
    }

    @Test
    void shouldTakeANumberBelowZeroForNoDays() {
        ReadRecord record = activity(
                "Microsoft.OperationalInsights/workspaces/tables/write",
                GROUP + "/providers/Microsoft.OperationalInsights/workspaces/audit/tables/SigninLogs",
                "{'requestbody':{'properties':{'totalRetentionInDays':-1}}}");

        record.assertUnknown(property("workspaceTable.totalRetentionDays"));
    }

    @Test
    void shouldBoundWhatMayEndInAFinding() {
        // Given texts and lists that no Azure service would take
        String name = "n".repeat(500_000);
        ReadRecord storage = activity(
                "Microsoft.Storage/storageAccounts/write",
                STORAGE,
                "{'requestbody':{'location':'" + name + "','tags':{'a':'" + name + "'}}}");
        String location = "{'locationName':'" + "East US".repeat(10) + "'},";
        ReadRecord cosmos = activity(
                "Microsoft.DocumentDB/databaseAccounts/write",
                GROUP + "/providers/Microsoft.DocumentDB/databaseAccounts/c",
                "{'requestbody':{'properties':{'locations':[" + location.repeat(5_000) + "{}]}}}");
        ReadRecord signIn =
                ReadRecord.of("{'category':'SignInLogs','properties':{'userPrincipalName':'" + name + "'}}");

        // Then what is shown is short, and what is too long to be shown is unknown
        assertTrue(storage.region().textOrNull().length() < 5_000);
        assertTrue(storage.fact(Facts.tag("a")).textOrNull().length() < 5_000);
        assertTrue(signIn.header().actor().name().length() < 5_000);
        cosmos.assertUnknown(property("cosmos.regions"));
    }

    @Test
    void shouldReadARecordOfWhichAByteIsNoUtf8() {
        byte[] record =
                ("{\"category\":\"SignInLogs\",\"resultType\":\"0\",\"properties\":{\"userPrincipalName\":\"Zo?@trust.example.nhs.uk\"}}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        record[new String(record, java.nio.charset.StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xeb;

        ReadResult result = new AzureRecordReader(ReadRecord.TABLE).read(record);

        assertEquals(
                "Zo\ufffd@trust.example.nhs.uk",
                ((ReadResult.Parsed) result).event().header().actor().name());
    }

    @Test
    void shouldReadTagsThatAreAString() {
        ReadRecord record = activity(
                "Microsoft.Storage/storageAccounts/write",
                STORAGE,
                "{'requestbody':{'tags':" + quoted("{'patient-data':'yes'}") + "}}");

        record.assertText("yes", Facts.tag("patient-data"));
    }

    @Test
    void shouldReadActivationsOfAzureRolesWhoseCallerStandsInTheProperties() {
        String caller = "[{'CallerIdentityType':'UPN','CallerIdentityValue':'%s'},"
                + "{'CallerIdentityType':'ObjectID','CallerIdentityValue':'A-1'},"
                + "{'CallerIdentityType':'Name','CallerIdentityValue':'Somebody'}]";
        ReadRecord person = activity(
                "Add member to role completed (PIM activation)",
                "/SUBSCRIPTIONS/S",
                "{'TenantID':'T-1','CallerInfo':" + quoted(caller.formatted("admin@trust.example.nhs.uk")) + "}");
        ReadRecord service = activity(
                "Remove member from role (PIM activation expired)",
                "/SUBSCRIPTIONS/S",
                "{'CallerInfo':" + quoted(caller.formatted("")) + "}");

        assertEquals(
                new Actor(Actor.Type.USER, "a-1", "admin@trust.example.nhs.uk", null, null, null),
                person.header().actor());
        assertEquals("t-1", person.header().tenant());
        assertEquals(Outcome.SUCCESS, person.header().outcome());
        assertEquals(Actor.Type.UNKNOWN, service.header().actor().type());
        assertEquals("Somebody", service.header().actor().name());
    }

    @Test
    void shouldFindTheTenantAtTheRootOfTheHierarchy() {
        String path = TENANT + "/mg-trust/0b1f6471-1bf0-4dda-aec3-cb9272f09590";

        assertEquals(
                TENANT,
                activity("Microsoft.Web/sites/write", STORAGE, "{'hierarchy':'" + path + "'}")
                        .header()
                        .tenant());
        assertNull(
                activity("Microsoft.Web/sites/write", STORAGE, "{'hierarchy':'0b1f6471-1bf0-4dda-aec3-cb9272f09590'}")
                        .header()
                        .tenant());
    }

    @ParameterizedTest
    @CsvSource({
        "Canceled,,FAILURE",
        "Updated,Succeeded.,SUCCESS",
        "Success,Failed.,SUCCESS",
        "Started,OK,START",
        "'','',UNKNOWN"
    })
    void shouldTakeTheFirstWordThatNamesAnOutcome(String status, String signature, Outcome expected) {
        ReadRecord record = ReadRecord.of("{'category':'Administrative','operationName':'Microsoft.Web/sites/write',"
                + "'resultType':'" + status + "','resultSignature':'" + (signature == null ? "" : signature) + "'}");

        assertEquals(expected, record.header().outcome());
    }

    @Test
    void shouldKnowTheActivityLogWithoutItsCategory() {
        ReadRecord forwarded =
                ReadRecord.of("{'time':'2026-03-02T09:00:00Z','operationName':'Microsoft.KeyVault/vaults/delete',"
                        + "'resourceId':'" + VAULT + "','resultType':'Success'}");
        ReadRecord listed = ReadRecord.of("{'operationName':{'value':'Microsoft.KeyVault/vaults/delete'},'status':null,"
                + "'properties':{'statusCode':'OK','eventCategory':'Administrative','entity':'" + VAULT
                + "','message':'Microsoft.KeyVault/vaults/delete'}}");

        for (ReadRecord record : new ReadRecord[] {forwarded, listed}) {
            assertEquals(Effect.DELETE, record.as(ResourceOperation.class).effect());
            assertEquals(Outcome.SUCCESS, record.header().outcome());
            record.assertResource(VAULT);
        }
        assertEquals(new ReadResult.Ignored("unnamed"), ReadRecord.result("{'operationName':'deploy/production'}"));
    }
}
