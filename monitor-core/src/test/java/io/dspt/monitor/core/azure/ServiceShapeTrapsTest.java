package io.dspt.monitor.core.azure;

import static io.dspt.monitor.core.azure.ReadRecord.quoted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent.DataAccess;
import io.dspt.monitor.core.event.AzureEvent.DirectoryChange;
import io.dspt.monitor.core.event.AzureEvent.Effect;
import io.dspt.monitor.core.event.AzureEvent.NetworkFlow;
import io.dspt.monitor.core.event.AzureEvent.OfficeActivity;
import io.dspt.monitor.core.event.AzureEvent.ResourceOperation;
import io.dspt.monitor.core.event.AzureEvent.SecurityAlert;
import io.dspt.monitor.core.event.AzureEvent.SignIn;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Shapes in which services other than Resource Manager hand over the same facts, and what each once made a reader get wrong. */
final class ServiceShapeTrapsTest {
    private static final String GROUP = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg";
    private static final String STORAGE = GROUP + "/providers/Microsoft.Storage/storageAccounts/imagingdata";
    private static final String VAULT = GROUP + "/providers/Microsoft.KeyVault/vaults/kv";

    @Test
    void shouldKnowAVaultsRecordWhoseResourceIdSaysNothing() {
        ReadRecord record = ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'AuditEvent','operationName':'KeyPurge',"
                        + "'resultType':'Success','resourceId':'/RESOURCE_ID','properties':{'id':'https://kv.vault.azure.net/keys/k'}}");

        record.as(DataAccess.class);
        record.assertText("https://kv.vault.azure.net/keys/k", Facts.VAULT_OBJECT);
        assertEquals(
                new ReadResult.Ignored("AuditEvent"),
                ReadRecord.result("{'category':'AuditEvent','operationName':'attest','resourceId':'/RESOURCE_ID'}"));
    }

    @Test
    void shouldReadVaultRowsOfBothTables() {
        ReadRecord own = ReadRecord.of(
                "{'TimeGenerated':'2026-03-02T09:00:00Z','Type':'AZKVAuditLogs','OperationName':'SecretPurge',"
                        + "'ResultType':'Success','HttpStatusCode':'204','_ResourceId':'" + VAULT
                        + "','Id':'https://kv.vault.azure.net/deletedsecrets/s','Identity':"
                        + quoted("{'claim':{'oid':'A-1','appid':'app'}}") + "}");
        ReadRecord shared = ReadRecord.of(
                "{'TimeGenerated [UTC]':'3/2/2026, 9:00:00.000 AM','Type':'AzureDiagnostics',"
                        + "'Category':'AuditEvent','OperationName':'SecretPurge','ResultType':'Success','httpStatusCode_d':'403',"
                        + "'ResourceId':'" + VAULT.toUpperCase(java.util.Locale.ROOT)
                        + "','id_s':'https://kv.vault.azure.net/secrets/s','identity_claim_oid_g':'A-1','identity_claim_appid_g':'app',"
                        + "'identity_claim_http_schemas_xmlsoap_org_ws_2005_05_identity_claims_upn_s':'admin@trust.example.nhs.uk'}");

        for (ReadRecord record : new ReadRecord[] {own, shared}) {
            assertEquals("AuditEvent", record.as(DataAccess.class).header().category());
            record.assertText("https://kv.vault.azure.net/secrets/s", Facts.VAULT_OBJECT);
            record.assertResource(VAULT);
            assertEquals("a-1", record.header().actor().id());
            assertEquals("app", record.header().actor().application());
            assertEquals(Instant.parse("2026-03-02T09:00:00Z"), record.header().time());
        }
        assertEquals(Outcome.SUCCESS, own.header().outcome());
        assertEquals(Outcome.FAILURE, shared.header().outcome());
        assertEquals("admin@trust.example.nhs.uk", shared.header().actor().name());
    }

    @Test
    void shouldKnowADirectoryAuditByAnyTwoOfItsMembers() {
        ReadRecord record = ReadRecord.of(
                "{'category':'ApplicationManagement','result':'success','activityDisplayName':"
                        + "'Update application','loggedByService':'Core Directory','targetResources':[{'id':'A-1','type':'Application'}]}");

        assertEquals(
                "Update application", record.as(DirectoryChange.class).header().operation());
        assertEquals(
                new ReadResult.Ignored("AuditLogs"),
                ReadRecord.result(
                        "{'category':'AuditLogs','operationName':'Delete MobileAppAssignment','properties':{'Actor':{}}}"));
    }

    @Test
    void shouldTellKindsOfSignInsThatGraphListsTogether() {
        String listed = "{'createdDateTime':'2026-03-02T09:00:00Z','appId':'app','status':{'errorCode':0},"
                + "'servicePrincipalId':'SP-1','servicePrincipalName':'pipeline','signInEventTypes':['%s']}";

        ReadRecord application = ReadRecord.of(listed.formatted("servicePrincipal"));
        ReadRecord identity = ReadRecord.of(listed.formatted("managedIdentity"));

        assertEquals(Actor.Type.APPLICATION, application.header().actor().type());
        assertEquals("sp-1", application.header().actor().id());
        assertEquals(Actor.Type.MANAGED_IDENTITY, identity.header().actor().type());
        identity.assertFlag(false, Facts.SIGN_IN_INTERACTIVE);
    }

    @Test
    void shouldReadASignInThatSaysSuccessInAWordOrKeepsItsDetailsAtTheTop() {
        ReadRecord word = ReadRecord.of("{'category':'SignInLogs','time':'2026-03-02T09:00:00Z','resultType':'Success',"
                + "'properties':{'userId':'U-1','clientAppUsed':'IMAP4'}}");
        ReadRecord flat = ReadRecord.of("{'category':'SignInLogs','time':'2026-03-02T09:00:00Z','properties':null,"
                + "'userId':'U-1','clientAppUsed':'IMAP4','Status_string':" + quoted("{'errorCode':0}")
                + ",'resourceId':'/tenants/t/providers/Microsoft.aadiam'}");

        for (ReadRecord record : new ReadRecord[] {word, flat}) {
            assertEquals(Outcome.SUCCESS, record.as(SignIn.class).header().outcome());
            record.assertWhole(0, Facts.SIGN_IN_ERROR_CODE);
            record.assertText("IMAP4", Facts.SIGN_IN_CLIENT_APP);
            assertEquals("u-1", record.header().actor().id());
        }
        flat.assertUnknown(Facts.SIGN_IN_RESOURCE_ID);
        assertEquals(
                Outcome.FAILURE,
                ReadRecord.of("{'category':'SignInLogs','resultType':'Failure'}")
                        .header()
                        .outcome());
    }

    @Test
    void shouldReadAConditionalAccessPolicyInsideAList() {
        String policy = quoted("{'state':'enabled','grantControls':{'builtInControls':['mfa']}}");
        ReadRecord record = change("[" + policy + "]", quoted("{'state':'disabled'}"));

        assertEquals(FactValue.text("enabled"), record.before(Facts.CONDITIONAL_ACCESS_STATE));
        record.assertText("disabled", Facts.CONDITIONAL_ACCESS_STATE);
    }

    @Test
    void shouldCountAnAuthenticationStrengthAsASecondFactorWhereItIsOne() {
        String strong = quoted("{'state':'enabled','grantControls':{'builtInControls':[],'authenticationStrength':"
                + "{'id':'00000000-0000-0000-0000-000000000004','requirementsSatisfied':'mfa'}}}");
        String custom = quoted("{'state':'enabled','grantControls':{'builtInControls':[],"
                + "'authenticationStrengthId':'8f1f7f0e-1c5b-4b0a-9b0e-7a6d4c3b2a10'}}");
        ReadRecord record = change(strong, custom);

        FactValue before = record.before(Facts.CONDITIONAL_ACCESS_GRANT_CONTROLS);
        assertEquals(FactValue.texts(java.util.List.of("mfa")), before);
        assertEquals(Missing.UNKNOWN, record.fact(Facts.CONDITIONAL_ACCESS_GRANT_CONTROLS));
    }

    private static ReadRecord change(String before, String after) {
        return ReadRecord.of(
                "{'category':'AuditLogs','time':'2026-03-02T09:00:00Z','operationName':'Update conditional access policy',"
                        + "'properties':{'result':'success','initiatedBy':{'user':{'id':'u'}},'targetResources':[{'id':'p','type':'Policy',"
                        + "'modifiedProperties':[{'displayName':'ConditionalAccessPolicy','oldValue':" + quoted(before)
                        + ",'newValue':" + quoted(after) + "}]}]}}");
    }

    @Test
    void shouldReadResourceNotificationsWithTheBodyTheyCarry() {
        String notification = "{'id':'1','source':'/subscriptions/s','subject':'" + STORAGE
                + "','type':'Microsoft.ResourceNotifications.Resources.%s','specversion':'1.0','time':'2026-03-02T09:00:01Z',"
                + "'data':{'resourceInfo':{'id':'" + STORAGE
                + "','location':'westeurope','tags':{'env':'live'},'properties':{}},"
                + "'operationalInfo':{'resourceEventTime':'2026-03-02T09:00:00Z'}}}";
        ReadRecord written = ReadRecord.of(notification.formatted("CreatedOrUpdated"));
        ReadRecord deleted = ReadRecord.of(notification.formatted("Deleted"));

        assertEquals(Effect.WRITE, written.as(ResourceOperation.class).effect());
        assertEquals(Instant.parse("2026-03-02T09:00:00Z"), written.header().time());
        written.assertText("westeurope", Facts.RESOURCE_REGION);
        assertEquals(
                "microsoft.storage/storageaccounts/delete", deleted.header().operation());
        assertEquals(Effect.DELETE, deleted.as(ResourceOperation.class).effect());
        assertEquals(
                new ReadResult.Unreadable("resource-unnamed"),
                ReadRecord.result("{'eventType':'Microsoft.ResourceNotifications.Resources.Deleted','data':{}}"));
    }

    @Test
    void shouldReadAlertsOfTheirOtherInterfaces() {
        ReadRecord resource =
                ReadRecord.of("{'id':'" + GROUP + "/providers/Microsoft.Security/locations/uksouth/alerts/a',"
                        + "'type':'Microsoft.Security/Locations/alerts','properties':{'alertType':'VM_Odd','severity':'High',"
                        + "'systemAlertId':'a','timeGeneratedUtc':'2026-03-02T09:00:00Z','compromisedEntity':'" + VAULT
                        + "'}}");
        ReadRecord endpoint =
                ReadRecord.of("{'id':'a','detectionSource':'WindowsDefenderAv','severity':'High','title':'Odd',"
                        + "'createdDateTime':'2026-03-02T09:00:00Z'}");

        assertEquals("VM_Odd", resource.as(SecurityAlert.class).header().operation());
        resource.assertResource(VAULT);
        assertEquals("Odd", endpoint.as(SecurityAlert.class).header().operation());
    }

    @Test
    void shouldReadFlowsAndAuditDataThatHaveNoCategory() {
        ReadRecord flow =
                ReadRecord.of("{'operationName':'NetworkSecurityGroupFlowEvents','time':'2026-03-02T09:00:00Z',"
                        + "'rule':'r','flow.0':'1,192.0.2.1,192.0.2.2,1,2,T,I,A'}");
        ReadRecord audit = ReadRecord.of(
                "{'CreationDate':'2026-03-02 09:00:00','UserIds':'u','Operations':'FileDeleted','AuditData':"
                        + quoted(
                                "{'CreationTime':'2026-03-02T09:00:00','Operation':'FileDeleted','RecordType':6,'Workload':'OneDrive'}")
                        + "}");

        assertEquals(
                "NetworkSecurityGroupFlowEvent",
                flow.as(NetworkFlow.class).header().category());
        assertEquals("OneDrive", audit.as(OfficeActivity.class).header().category());
    }

    @Test
    void shouldTakeNoTimeFromADateThatStandsForNone() {
        ReadRecord record = ReadRecord.of("{'category':'SignInLogs','time':'2026-03-02T09:00:00Z','resultType':'0',"
                + "'properties':{'createdDateTime':'0001-01-01T00:00:00'}}");

        assertEquals(Instant.parse("2026-03-02T09:00:00Z"), record.header().time());
        assertTrue(AzureTime.parse("0001-01-01T00:00:00Z").isEmpty());
    }
}
