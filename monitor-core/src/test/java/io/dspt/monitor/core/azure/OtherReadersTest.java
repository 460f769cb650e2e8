package io.dspt.monitor.core.azure;

import static io.dspt.monitor.core.azure.ReadRecord.property;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent.DataAccess;
import io.dspt.monitor.core.event.AzureEvent.Effect;
import io.dspt.monitor.core.event.AzureEvent.NetworkFlow;
import io.dspt.monitor.core.event.AzureEvent.PolicyEvaluation;
import io.dspt.monitor.core.event.AzureEvent.ResourceOperation;
import io.dspt.monitor.core.event.AzureEvent.SecurityAlert;
import io.dspt.monitor.core.event.AzureEvent.SecurityAssessment;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.fact.Facts;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OtherReadersTest {
    private static final String GROUP = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg";
    private static final String VAULT = GROUP + "/providers/Microsoft.KeyVault/vaults/kv";

    @Test
    void shouldReadPolicyStatesOfBothEventSchemas() {
        // Given the same evaluation as Event Grid event and as CloudEvent
        String data =
                "'data':{'timestamp':'2026-03-27T18:37:42.4496956Z','policyAssignmentId':'/subscriptions/s/providers/microsoft.authorization/policyassignments/asg',"
                        + "'policyDefinitionId':'/providers/microsoft.authorization/policydefinitions/def','complianceState':'NonCompliant'}";
        ReadRecord event = ReadRecord.of(
                "{'id':'1','topic':'/tenants/T-1/providers/Microsoft.Management/managementGroups/mg','subject':'"
                        + VAULT
                        + "','eventType':'Microsoft.PolicyInsights.PolicyStateCreated','eventTime':'2026-03-27T18:37:42.9Z',"
                        + data + "}");
        ReadRecord cloudEvent = ReadRecord.of("{'id':'1','source':'/subscriptions/s','subject':'" + VAULT
                + "','type':'Microsoft.PolicyInsights.PolicyStateDeleted','time':'2026-03-27T18:37:42.9Z','specversion':'1.0',"
                + data + "}");

        // Then
        for (ReadRecord record : new ReadRecord[] {event, cloudEvent}) {
            record.assertResource(VAULT + "/providers/Microsoft.PolicyInsights/policyStates/asg~def");
            assertEquals(
                    Instant.parse("2026-03-27T18:37:42.449695600Z"),
                    record.header().time());
            record.assertText("NonCompliant", property("policyState.compliance"));
            record.assertText("def", property("policyState.definition"));
        }
        assertEquals(Effect.WRITE, event.as(PolicyEvaluation.class).effect());
        assertEquals("t-1", event.header().tenant());
        event.assertFlag(true, Facts.EVENT_CREATED);
        assertEquals(Effect.DELETE, cloudEvent.as(PolicyEvaluation.class).effect());
        assertEquals(
                new ReadResult.Unreadable("policy-state-unnamed"),
                ReadRecord.result("{'eventType':'Microsoft.PolicyInsights.PolicyStateChanged','data':{},'subject':'"
                        + VAULT + "'}"));
    }

    @Test
    void shouldReadResourceEventsAsTheActivityLogTellsThem() {
        ReadRecord event = ReadRecord.of("{'subject':'" + VAULT
                + "','eventType':'Microsoft.Resources.ResourceWriteSuccess','eventTime':'2026-03-02T09:00:00Z','id':'1','topic':'x',"
                + "'data':{'correlationId':'c-1','resourceUri':'" + VAULT
                + "','operationName':'Microsoft.KeyVault/vaults/write','status':'Succeeded','tenantId':'T',"
                + "'claims':{'http://schemas.microsoft.com/identity/claims/objectidentifier':'u-1'}}}");
        ReadRecord logged = ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','resourceId':'" + VAULT
                        + "','operationName':'MICROSOFT.KEYVAULT/VAULTS/WRITE','category':'Administrative','tenantId':'t',"
                        + "'correlationId':'C-1','resultType':'Success','identity':{'claims':{'http://schemas.microsoft.com/identity/claims/objectidentifier':'U-1'}}}");
        ReadRecord failed = ReadRecord.of(
                "{'subject':'" + VAULT
                        + "','eventType':'Microsoft.Resources.ResourceDeleteFailure','eventTime':'2026-03-02T09:00:00Z','data':{'operationName':'Microsoft.KeyVault/vaults/delete'}}");

        assertEquals(logged.header().identity(), event.header().identity(), "one operation, whichever way it came");
        event.assertUnknown(Facts.RESOURCE_REGION);
        event.assertFlag(false, Facts.EVENT_BODY);
        assertEquals(Outcome.FAILURE, failed.header().outcome());
        assertEquals(Effect.DELETE, failed.as(ResourceOperation.class).effect());
        assertEquals(
                new ReadResult.Ignored("Microsoft.Storage.BlobCreated"),
                ReadRecord.result("{'eventType':'Microsoft.Storage.BlobCreated','data':{}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'statusCode':200|SUCCESS",
                "'statusCode':'403','statusText':'Success'|FAILURE",
                "'statusText':'ClientError'|FAILURE",
                "'properties':{'metricResponseType':'Success'}|SUCCESS",
                "'resultType':'Success','resultSignature':'Unauthorized'|FAILURE",
                "'resultType':'Success','properties':{'httpStatusCode':403}|FAILURE",
                "'resultType':'Started','resultSignature':0|START",
                "'resultType':'Succeeded'|SUCCESS",
                "'x':1|UNKNOWN",
            })
    void shouldReadHowAnAccessEnded(String members, Outcome expected) {
        ReadRecord record = ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'StorageRead','operationName':'GetBlob'," + members + "}");

        record.as(DataAccess.class);
        assertEquals(expected, record.header().outcome());
    }

    @Test
    void shouldReadStorageAccesses() {
        String child = GROUP + "/providers/Microsoft.Storage/storageAccounts/st/blobServices/default";
        ReadRecord record = ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'StorageDelete','operationName':'DeleteBlob','resourceId':'"
                        + child
                        + "','callerIpAddress':'192.0.2.8:28915','correlationId':'c','identity':{'type':'OAuth','requester':{'objectId':'O-1','tenantId':'T-1','upn':'u@trust.example.nhs.uk'}}}");
        ReadRecord uncategorised =
                ReadRecord.of("{'time':'2026-03-02T09:00:00Z','operationName':'deleteblob','resourceId':'" + child
                        + "','properties':{'metricResponseType':'Success'}}");

        record.assertResource(child);
        assertEquals(
                new Actor(Actor.Type.USER, "o-1", "u@trust.example.nhs.uk", null, "192.0.2.8", null),
                record.header().actor());
        assertEquals("t-1", record.header().tenant());
        assertEquals("StorageDelete", uncategorised.header().category());
    }

    @Test
    void shouldReadVaultAccesses() {
        String record =
                "{'time':'2026-03-02T09:00:00Z','category':'AuditEvent','operationName':'KeyPurge','resourceId':'"
                        + VAULT
                        + "','resultType':'Success','identity':{'claim':{'oid':'O-2','appid':'app-2'}},'properties':{%s}}";

        ReadRecord key =
                ReadRecord.of(record.formatted("'id':'https://kv.vault.azure.net/keys/epr/0123','httpStatusCode':200"));
        ReadRecord vault = ReadRecord.of(record.formatted("'id':'https://kv.vault.azure.net/'"));
        ReadRecord untold = ReadRecord.of(record.formatted(""));

        key.assertText("https://kv.vault.azure.net/keys/epr", Facts.VAULT_OBJECT);
        assertEquals(Actor.Type.APPLICATION, key.header().actor().type());
        assertEquals("o-2", key.header().actor().id());
        vault.assertAbsent(Facts.VAULT_OBJECT);
        untold.assertUnknown(Facts.VAULT_OBJECT);
    }

    @Test
    void shouldTellTheServicesApartThatShareACategory() {
        String record =
                "{'time':'2026-03-02 16:01:29Z','category':'AuditLogs','operationName':'Microsoft.HealthcareApis/services/fhir-R4/search-type',"
                        + "'resourceId':'%s','resultType':'Succeeded','identity':{'claims':{'oid':'o'}},'properties':{'fhirResourceType':'Patient'}}";

        ReadRecord.of(record.formatted(GROUP + "/PROVIDERS/MICROSOFT.HEALTHCAREAPIS/SERVICES/FHIR"))
                .as(DataAccess.class);
        assertEquals(
                new ReadResult.Ignored("microsoft.intune/AuditLogs"),
                ReadRecord.result(record.formatted("/tenants/t/providers/Microsoft.Intune")));
        assertEquals(new ReadResult.Ignored("AuditLogs"), ReadRecord.result(record.formatted("")));
        assertEquals(
                new ReadResult.Ignored("AuditEvent"),
                ReadRecord.result("{'category':'AuditEvent','resourceId':'" + GROUP
                        + "/providers/Microsoft.Foo/bars/b','operationName':'x'}"));
    }

    @Test
    void shouldReadSqlAudits() {
        ReadRecord record = ReadRecord.of(
                "{'originalEventTimestamp':'x','time':'2026-03-02T09:00:00Z','category':'SQLSecurityAuditEvents','operationName':'AuditEvent','resourceId':'"
                        + GROUP
                        + "/providers/Microsoft.Sql/servers/s/databases/d','properties':{'succeeded':'true','server_principal_name':'epr_app','client_ip':'192.0.2.12'}}");

        assertEquals(Outcome.SUCCESS, record.header().outcome());
        assertEquals("epr_app", record.header().actor().name());
        assertEquals("192.0.2.12", record.header().actor().address());
    }

    @Test
    void shouldReadEveryShapeOfDefender() {
        ReadRecord alert = ReadRecord.of(
                "{'AlertType':'VM_X','AlertDisplayName':'X','Severity':'High','Status':'New','SystemAlertId':'a-1','AzureResourceId':'"
                        + VAULT + "','TimeGenerated':'2026-03-02T09:00:00Z','StartTimeUtc':'2026-03-02T08:00:00Z'}");
        ReadRecord graph = ReadRecord.of(
                "{'tenantId':'T','id':'g-1','title':'Password spray','category':'PasswordSpray','createdDateTime':'2026-03-02T09:00:00Z','severity':'high','status':'new','serviceSource':'microsoftDefenderForIdentity'}");
        ReadRecord assessment = ReadRecord.of("{'type':'Microsoft.Security/assessments','id':'" + VAULT
                + "/providers/Microsoft.Security/assessments/x','tenantId':'T',"
                + "'properties':{'displayName':'Y','status':{'code':'Unhealthy','statusChangeDate':'2026-03-02T09:00:00Z'},'resourceDetails':{'id':'"
                + VAULT + "'}},'securityEventDataEnrichment':{'action':'Insert'}}");
        ReadRecord sub = ReadRecord.of(
                "{'Type':'Microsoft.Security/assessments/subAssessments','Id':'x','Properties':{'TimeGenerated':'2026-03-02T09:00:00Z','ResourceDetails':{'Id':'"
                        + VAULT + "'}}}");

        alert.as(SecurityAlert.class);
        assertEquals(Instant.parse("2026-03-02T08:00:00Z"), alert.header().time());
        alert.assertResource(VAULT);
        graph.as(SecurityAlert.class);
        assertEquals("Password spray", graph.header().operation());
        assessment.as(SecurityAssessment.class);
        assessment.assertResource(VAULT + "/providers/Microsoft.Security/assessments/x");
        assertEquals(Instant.parse("2026-03-02T09:00:00Z"), assessment.header().time());
        sub.as(SecurityAssessment.class);
        sub.assertResource(VAULT);
        for (String type : new String[] {
            "Microsoft.Security/secureScores",
            "Microsoft.Security/regulatoryComplianceStandards/regulatoryComplianceControls/regulatoryComplianceAssessments"
        }) {
            ReadRecord.of("{'type':'" + type + "','properties':{'state':'Failed'}}")
                    .as(SecurityAssessment.class);
        }
    }

    @Test
    void shouldReadFlows() {
        ReadRecord.of(
                        "{'time':'2026-03-02T09:00:00Z','category':'NetworkSecurityGroupFlowEvent','operationName':'NetworkSecurityGroupFlowEvents','resourceId':'"
                                + GROUP + "/providers/Microsoft.Network/networkSecurityGroups/n','properties':{}}")
                .as(NetworkFlow.class);
        ReadRecord flow =
                ReadRecord.of("{'time':'2026-03-02T09:00:00Z','category':'FlowLogFlowEvent','targetResourceID':'"
                        + GROUP + "/providers/Microsoft.Network/virtualNetworks/v','flowRecords':{}}");
        flow.assertResource(GROUP + "/providers/Microsoft.Network/virtualNetworks/v");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'category':'kube-audit','time':'nonsense'}|Ignored[category=kube-audit]",
                "{'metricName':'Requests','time':'2026-03-02T09:00:00Z'}|Ignored[category=metrics]",
                "{'json':'I am valid json'}|Ignored[category=unnamed]",
                "{}|Ignored[category=unnamed]",
                "{'category':''}|Ignored[category=unnamed]",
                "{'category':'Policy'}|Ignored[category=Policy]",
                "[]|Unreadable[reason=not-an-object]",
                "'x'|Unreadable[reason=not-an-object]",
                "{'a':|Unreadable[reason=not-json]",
                "{'a':1} x|Unreadable[reason=not-json]",
                "|Unreadable[reason=not-json]",
            })
    void shouldSayWhatItDoesNotRead(String record, String expected) {
        assertEquals(expected, ReadRecord.result(record == null ? "" : record).toString());
    }

    @Test
    void shouldSetLimitsToWhatComesFromOutside() {
        String longName = "c".repeat(200);
        String deep = "{'category':'x','a':" + "[".repeat(5000) + "]".repeat(5000) + "}";
        String huge = "{'category':'x','n':" + "9".repeat(5000) + "}";

        assertEquals(new ReadResult.Ignored("c".repeat(80)), ReadRecord.result("{'category':'" + longName + "'}"));
        assertEquals(new ReadResult.Unreadable("limits-exceeded"), ReadRecord.result(deep));
        assertEquals(new ReadResult.Unreadable("limits-exceeded"), ReadRecord.result(huge));
    }

    @Test
    @Timeout(60)
    void shouldTakeNeitherLongNorAStackForHostileMembers() {
        for (String part : List.of("a/", " ", ":", "2026-", "[", "\\\\", "{", "[[")) {
            String text = part.repeat(200_000 / part.length());
            ReadRecord.result("{'time':'" + text + "','category':'Administrative','operationName':'" + text + "'}");
            ReadRecord.of("{'category':'Administrative','operationName':'" + text + "','resourceId':'/" + text
                    + "','callerIpAddress':'" + text + "','identity':'" + text + "','properties':'" + text + "'}");
        }
        ReadRecord.of("{'category':'Administrative','operationName':" + "{'value':".repeat(900) + "1" + "}".repeat(900)
                + "}");
    }

    @Test
    void shouldNotThrowOnMembersOfUnexpectedShape() {
        ReadRecord record = ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'Administrative','operationName':['a'],'resourceId':{'x':1},'identity':'text','properties':[1],'status':7,'callerIpAddress':false}");

        assertEquals("", record.header().operation());
        assertNull(record.header().resource());
    }
}
