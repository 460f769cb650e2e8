package io.dspt.monitor.core.azure;

import static io.dspt.monitor.core.azure.ReadRecord.quoted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent.DirectoryChange;
import io.dspt.monitor.core.event.AzureEvent.OfficeActivity;
import io.dspt.monitor.core.event.AzureEvent.SignIn;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EntraReadersTest {
    private static final String TENANT = "5f1060f2-0000-4000-8000-000000000001";
    private static final String USER = "14dc6e86-0000-4000-8000-000000000002";

    @Test
    void shouldReadASignIn() {
        ReadRecord record = ReadRecord.of(signIn("'resultType':'0',", """
                'createdDateTime':'2026-03-02T08:58:00Z','userPrincipalName':'a.nurse@trust.example.nhs.uk','userId':'14DC6E86-0000-4000-8000-000000000002',
                'userType':'Member','appId':'app-1','appDisplayName':'Portal','resourceId':'res-1','resourceDisplayName':'Graph','ipAddress':'2001:db8::5',
                'clientAppUsed':'IMAP4','isInteractive':true,'conditionalAccessStatus':'notApplied','authenticationProtocol':'ropc',
                'location':{'countryOrRegion':'GB'},'networkLocationDetails':[{'networkType':'namedNetwork'},{'networkType':'trustedNamedLocation'}]"""));

        record.as(SignIn.class);
        assertEquals(Outcome.SUCCESS, record.header().outcome());
        assertEquals("Sign-in activity", record.header().operation());
        assertEquals("SignInLogs", record.header().category());
        assertEquals(TENANT, record.header().tenant());
        assertNull(record.header().resource());
        assertEquals(
                Instant.parse("2026-03-02T08:58:00Z"),
                record.header().time(),
                "when it happened, not when it was logged");
        assertEquals(
                new Actor(Actor.Type.USER, USER, "a.nurse@trust.example.nhs.uk", "app-1", "2001:db8::5", "GB"),
                record.header().actor());
        assertEquals(FactValue.whole(0), record.fact(Facts.SIGN_IN_ERROR_CODE));
        record.assertText("IMAP4", Facts.SIGN_IN_CLIENT_APP);
        record.assertText("Member", Facts.SIGN_IN_USER_TYPE);
        record.assertText("Portal", Facts.SIGN_IN_APPLICATION);
        record.assertText("app-1", Facts.SIGN_IN_APPLICATION_ID);
        record.assertText("Graph", Facts.SIGN_IN_RESOURCE);
        record.assertText("res-1", Facts.SIGN_IN_RESOURCE_ID);
        record.assertText("notApplied", Facts.SIGN_IN_CONDITIONAL_ACCESS);
        record.assertText("ropc", Facts.SIGN_IN_PROTOCOL);
        record.assertFlag(true, Facts.SIGN_IN_INTERACTIVE);
        record.assertFlag(true, Facts.SIGN_IN_TRUSTED_LOCATION);
        record.assertAbsent(Facts.DIRECTORY_ROLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                // The requirement alone proves nothing, either way
                "'authenticationRequirement':'singleFactorAuthentication'|UNKNOWN",
                "'authenticationRequirement':'multiFactorAuthentication'|UNKNOWN",
                "'authenticationDetails':[]|UNKNOWN",
                "'authenticationDetails':[{'succeeded':true,'authenticationStepResultDetail':''}]|UNKNOWN",
                // Steps that show one factor
                "'authenticationDetails':[{'authenticationMethod':'Password','succeeded':true,'authenticationStepRequirement':'Primary authentication','authenticationStepResultDetail':'Correct password'}]|false",
                "'authenticationDetails':[{'authenticationMethod':'Previously satisfied','succeeded':true,'authenticationStepResultDetail':'First factor requirement satisfied by claim in the token'}]|false",
                "'authenticationDetails':[{'authenticationMethod':'Password','succeeded':true},{'authenticationMethod':'Text message','succeeded':false,'authenticationStepRequirement':'Multi-factor authentication','authenticationStepResultDetail':'MFA denied'}]|false",
                // Steps and claims that show two
                "'authenticationDetails':[{'authenticationMethod':'Password','succeeded':true},{'authenticationMethod':'Text message','succeeded':true,'authenticationStepRequirement':'Multi-factor authentication'}]|true",
                "'authenticationDetails':[{'authenticationMethod':'Previously satisfied','succeeded':true,'authenticationStepResultDetail':'MFA requirement satisfied by claim in the token'}]|true",
                "'authenticationDetails':'[{\\'authenticationMethod\\':\\'X\\',\\'succeeded\\':true,\\'authenticationStepResultDetail\\':\\'MFA requirement satisfied by claim provided by external provider\\'}]'|true",
                "'authenticationDetails':[{'authenticationMethod':'FIDO2 security key','succeeded':true}]|true",
                "'status':{'errorCode':0,'additionalDetails':'MFA requirement satisfied by claim in the token'}|true",
                "'status':{'errorCode':50076,'additionalDetails':'MFA required in Azure AD'}|UNKNOWN",
            })
    void shouldTellMultiFactorFromEvidenceOnly(String properties, String expected) {
        FactValue fact = ReadRecord.of(signIn("", properties)).fact(Facts.SIGN_IN_MULTI_FACTOR);

        FactValue wanted =
                expected.equals("UNKNOWN") ? Missing.UNKNOWN : FactValue.flag(Boolean.parseBoolean(expected));
        assertEquals(wanted, fact);
    }

    @Test
    void shouldKnowOfLocationsOnlyWhatIsCarried() {
        ReadRecord.of(signIn("", "'networkLocationDetails':[]")).assertFlag(false, Facts.SIGN_IN_TRUSTED_LOCATION);
        ReadRecord.of(signIn("", "'x':1")).assertUnknown(Facts.SIGN_IN_TRUSTED_LOCATION, Facts.SIGN_IN_CLIENT_APP);
        ReadRecord.of(signIn("", "'clientAppUsed':''")).assertAbsent(Facts.SIGN_IN_CLIENT_APP);
    }

    @Test
    void shouldReadTheErrorCodeFromEitherPlace() {
        ReadRecord outer = ReadRecord.of(signIn("'resultType':50126,", "'status':{'errorCode':0}"));
        ReadRecord inner = ReadRecord.of(signIn("", "'status':{'errorCode':0}"));
        ReadRecord none = ReadRecord.of(signIn("", "'x':1"));

        assertEquals(Outcome.FAILURE, outer.header().outcome());
        assertEquals(FactValue.whole(50126), outer.fact(Facts.SIGN_IN_ERROR_CODE));
        assertEquals(Outcome.SUCCESS, inner.header().outcome());
        assertEquals(Outcome.UNKNOWN, none.header().outcome());
    }

    @Test
    void shouldReadBrokenPropertiesAsNotCarried() {
        ReadRecord record = ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'SignInLogs','resultType':'0','resourceId':'/tenants/"
                        + TENANT + "/providers/Microsoft.aadiam','properties':'{\\'userId\\': oops'}");

        assertEquals(Outcome.SUCCESS, record.header().outcome());
        record.assertUnknown(Facts.SIGN_IN_USER, Facts.SIGN_IN_RESOURCE_ID, Facts.SIGN_IN_MULTI_FACTOR);
    }

    @Test
    void shouldReadWorkloadSignIns() {
        ReadRecord application = ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'ServicePrincipalSignInLogs','resulttype':7000215,"
                        + "'properties':{'servicePrincipalId':'sp-1','servicePrincipalName':'nightly','appId':'app-1'}}");
        ReadRecord managed = ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'ManagedIdentitySignInLogs','properties':{'servicePrincipalId':'mi-1'}}");

        assertEquals(Actor.Type.APPLICATION, application.header().actor().type());
        assertEquals("sp-1", application.header().actor().id());
        application.assertText("sp-1", Facts.SIGN_IN_USER);
        application.assertFlag(false, Facts.SIGN_IN_INTERACTIVE);
        assertEquals(Actor.Type.MANAGED_IDENTITY, managed.header().actor().type());
    }

    @Test
    void shouldReadSignInRowsOfLogAnalytics() {
        ReadRecord record = ReadRecord.of(
                "{'Type':'AADNonInteractiveUserSignInLogs','TimeGenerated':'2026-03-02T09:00:00Z','TenantId':'a-workspace','AADTenantId':'"
                        + TENANT + "','ResultType':'0','UserId':'" + USER
                        + "','UserPrincipalName':'a.nurse@trust.example.nhs.uk','IPAddress':'192.0.2.4',"
                        + "'Status':"
                        + quoted(
                                "{'errorCode':0,'additionalDetails':'MFA requirement satisfied by claim in the token'}")
                        + ",'LocationDetails':" + quoted("{'countryOrRegion':'GB'}")
                        + ",'Location':'GB','NetworkLocationDetails':'[]','ResourceIdentity':'res-1','ResourceId':'/tenants/x/providers/Microsoft.aadiam'}");

        assertEquals("NonInteractiveUserSignInLogs", record.header().category());
        assertEquals(TENANT, record.header().tenant());
        assertEquals("GB", record.header().actor().country());
        record.assertFlag(true, Facts.SIGN_IN_MULTI_FACTOR);
        record.assertFlag(false, Facts.SIGN_IN_TRUSTED_LOCATION);
        record.assertFlag(false, Facts.SIGN_IN_INTERACTIVE);
        record.assertText("res-1", Facts.SIGN_IN_RESOURCE_ID);
    }

    @Test
    void shouldReadGraphsBareObjects() {
        ReadRecord signIn = ReadRecord.of(
                "{'id':'1','createdDateTime':'2026-03-02T09:00:00Z','userPrincipalName':'u@trust.example.nhs.uk','userId':'"
                        + USER + "','appId':'app-1','status':{'errorCode':50126},'clientAppUsed':'POP3'}");
        ReadRecord audit = ReadRecord.of(
                "{'id':'Directory_1','category':'RoleManagement','correlationId':'c','result':'success','activityDisplayName':'Add member to role ',"
                        + "'activityDateTime':'2026-03-02T09:00:00Z','loggedByService':'Core Directory','initiatedBy':{'user':{'id':'"
                        + USER + "'}},'targetResources':[]}");

        assertEquals(Outcome.FAILURE, signIn.header().outcome());
        signIn.assertText("POP3", Facts.SIGN_IN_CLIENT_APP);
        audit.as(DirectoryChange.class);
        assertEquals("Add member to role", audit.header().operation());
        assertEquals("AuditLogs", audit.header().category());
        audit.assertAbsent(Facts.DIRECTORY_PRINCIPAL, Facts.DIRECTORY_ROLE, Facts.DIRECTORY_TARGET);
    }

    @Test
    void shouldReadARoleChange() {
        ReadRecord added = ReadRecord.of(
                audit(
                        "Add member to role",
                        "'targetResources':[{'id':'P-1','type':'User','userPrincipalName':'new@trust.example.nhs.uk',"
                                + "'modifiedProperties':[{'displayName':'Role.DisplayName','oldValue':null,'newValue':'\\'Global Administrator\\''},"
                                + "{'displayName':'Role.TemplateId','newValue':'\\'62e90394\\''}]},{'id':'r-1','type':'Role','displayName':null}]"));
        ReadRecord removed = ReadRecord.of(
                audit(
                        "Remove member from role",
                        "'targetResources':[{'id':'p-1','type':'User',"
                                + "'modifiedProperties':[{'displayName':'Role.DisplayName','oldValue':'\\'Global Administrator\\'','newValue':'\\'\\''}]}]"));
        ReadRecord activated = ReadRecord.of(
                audit(
                        "Add member to role completed (PIM activation)",
                        "'targetResources':[{'id':'r-1','type':'Role','displayName':'Global Reader'},{'id':'g-1','type':'Group','displayName':'Doctors'}]"));
        ReadRecord template = ReadRecord.of(
                audit(
                        "Add member to role",
                        "'targetResources':[{'type':'User','id':'p','modifiedProperties':[{'displayName':'Role.TemplateId','newValue':'\\'62e90394\\''}]}]"));

        added.assertText("Global Administrator", Facts.DIRECTORY_ROLE);
        added.assertText("p-1", Facts.DIRECTORY_PRINCIPAL);
        added.assertText("new@trust.example.nhs.uk", Facts.DIRECTORY_PRINCIPAL_NAME);
        added.assertText("User", Facts.DIRECTORY_PRINCIPAL_TYPE);
        added.assertText("Core Directory", Facts.DIRECTORY_SERVICE);
        removed.assertText("Global Administrator", Facts.DIRECTORY_ROLE);
        activated.assertText("Global Reader", Facts.DIRECTORY_ROLE);
        activated.assertText("g-1", Facts.DIRECTORY_PRINCIPAL);
        activated.assertText("Global Reader", Facts.DIRECTORY_TARGET);
        template.assertText("62e90394", Facts.DIRECTORY_ROLE);
    }

    @Test
    void shouldReadWhoInitiatedAChange() {
        ReadRecord application = ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'AuditLogs','operationName':'Add member to role','resourceId':'/tenants/"
                        + TENANT
                        + "/providers/Microsoft.aadiam','properties':{'result':'failure','initiatedBy':{'app':{'appId':null,'displayName':'MS-PIM','servicePrincipalId':'sp-1'}}}}");

        assertEquals(Outcome.FAILURE, application.header().outcome());
        assertEquals(Actor.Type.APPLICATION, application.header().actor().type());
        assertEquals(TENANT, application.header().tenant());
        application.assertText("MS-PIM", Facts.DIRECTORY_INITIATING_APPLICATION);
        application.assertUnknown(Facts.DIRECTORY_PRINCIPAL, Facts.DIRECTORY_ROLE);
    }

    @Test
    void shouldReadAConditionalAccessPolicyBeforeAndAfter() {
        String on = quoted("{'state':'enabled','grantControls':{'operator':'OR','builtInControls':['MFA']}}");
        String off = quoted("{'state':'disabled'}");

        ReadRecord updated = ReadRecord.of(audit("Update conditional access policy", policyChange(on, off)));
        ReadRecord added = ReadRecord.of(audit("Add conditional access policy", policyChange("null", on)));
        ReadRecord deleted = ReadRecord.of(audit("Delete conditional access policy", policyChange(on, "null")));
        ReadRecord broken = ReadRecord.of(audit("Update conditional access policy", policyChange("'{'", on)));
        ReadRecord untold = ReadRecord.of(
                audit("Update conditional access policy", "'targetResources':[{'type':'Policy','id':'x'}]"));
        ReadRecord other = ReadRecord.of(audit("Update user", "'targetResources':[]"));

        assertEquals(FactValue.text("enabled"), updated.before(Facts.CONDITIONAL_ACCESS_STATE));
        assertEquals(FactValue.text("disabled"), updated.fact(Facts.CONDITIONAL_ACCESS_STATE));
        assertEquals(FactValue.texts(List.of("MFA")), updated.before(Facts.CONDITIONAL_ACCESS_GRANT_CONTROLS));
        assertEquals(Missing.ABSENT, updated.fact(Facts.CONDITIONAL_ACCESS_GRANT_CONTROLS));
        assertEquals(Missing.ABSENT, added.before(Facts.CONDITIONAL_ACCESS_STATE));
        assertEquals(Missing.ABSENT, deleted.fact(Facts.CONDITIONAL_ACCESS_STATE));
        assertEquals(Missing.UNKNOWN, broken.before(Facts.CONDITIONAL_ACCESS_STATE));
        assertEquals(Missing.UNKNOWN, untold.fact(Facts.CONDITIONAL_ACCESS_STATE));
        assertEquals(Missing.ABSENT, other.fact(Facts.CONDITIONAL_ACCESS_STATE));
    }

    @Test
    void shouldReadAuditRowsOfLogAnalytics() {
        ReadRecord record = ReadRecord.of(
                "{'Type':'AuditLogs','OperationName':'Update application \u2013 Certificates and secrets management ','Category':'ApplicationManagement',"
                        + "'TimeGenerated':'2026-03-02T09:00:00Z','AADTenantId':'" + TENANT
                        + "','Result':'success','LoggedByService':'Core Directory','InitiatedBy':"
                        + quoted("{'user':{'userPrincipalName':'u@trust.example.nhs.uk','ipAddress':'192.0.2.2','id':'"
                                + USER + "'}}")
                        + ",'TargetResources':"
                        + quoted("[{'type':'Application','id':'app-1','displayName':'EPR','modifiedProperties':[]}]")
                        + "}");

        assertEquals(
                "Update application - Certificates and secrets management",
                record.header().operation());
        assertEquals(USER, record.header().actor().id());
        assertEquals("192.0.2.2", record.header().actor().address());
        record.assertText("app-1", Facts.DIRECTORY_PRINCIPAL);
        record.assertText("Application", Facts.DIRECTORY_PRINCIPAL_TYPE);
    }

    @Test
    void shouldReadMicrosoft365sViewOfTheDirectory() {
        ReadRecord record = ReadRecord.of(
                "{'CreationTime':'2026-03-02T09:00:00','Operation':'Add member to role.','OrganizationId':'" + TENANT
                        + "','RecordType':8,'ResultStatus':'Success','Workload':'AzureActiveDirectory','ObjectId':'new@trust.example.nhs.uk','UserId':'admin@trust.example.nhs.uk',"
                        + "'ModifiedProperties':[{'Name':'Role.DisplayName','NewValue':'Company Administrator','OldValue':''}],"
                        + "'Actor':[{'ID':'admin@trust.example.nhs.uk','Type':5},{'ID':'00000006-0000-0ff1-ce00-000000000000','Type':2},{'ID':'User_"
                        + USER + "','Type':2},{'ID':'User','Type':2}],"
                        + "'Target':[{'ID':'User_57e4bd36-0000-4000-8000-000000000003','Type':2},{'ID':'57e4bd36-0000-4000-8000-000000000003','Type':2},{'ID':'User','Type':2},{'ID':'new@trust.example.nhs.uk','Type':5}]}");

        record.as(DirectoryChange.class);
        assertEquals("Add member to role", record.header().operation());
        assertEquals(TENANT, record.header().tenant());
        assertEquals(USER, record.header().actor().id(), "not the application on whose behalf");
        record.assertText("Global Administrator", Facts.DIRECTORY_ROLE);
        record.assertText("57e4bd36-0000-4000-8000-000000000003", Facts.DIRECTORY_PRINCIPAL);
        record.assertText("new@trust.example.nhs.uk", Facts.DIRECTORY_PRINCIPAL_NAME);
    }

    @Test
    void shouldReadMicrosoft365sSignIns() {
        String record = "{'CreationTime':'2026-03-02T09:00:00','Operation':'%s','OrganizationId':'" + TENANT
                + "','RecordType':15,'ResultStatus':'Success',"
                + "'Workload':'AzureActiveDirectory','UserId':'u@trust.example.nhs.uk','ClientIP':'192.0.2.6','ErrorNumber':'%s','Actor':[{'ID':'"
                + USER + "','Type':0},{'ID':'u@trust.example.nhs.uk','Type':5}]}";

        ReadRecord in = ReadRecord.of(record.formatted("UserLoggedIn", "0"));
        ReadRecord failed = ReadRecord.of(record.formatted("UserLoginFailed", "50126"));

        in.as(SignIn.class);
        assertEquals(Outcome.SUCCESS, in.header().outcome());
        in.assertText(USER, Facts.SIGN_IN_USER);
        in.assertUnknown(Facts.SIGN_IN_CLIENT_APP, Facts.SIGN_IN_MULTI_FACTOR);
        assertEquals(Outcome.FAILURE, failed.header().outcome(), "that the record was written is no success");
        assertEquals(FactValue.whole(50126), failed.fact(Facts.SIGN_IN_ERROR_CODE));
    }

    @Test
    void shouldReadOtherWorkloadsAsOfficeActivity() {
        ReadRecord record = ReadRecord.of(
                "{'creationtime':'2026-03-02 09:00:00','operation':'Set-Mailbox','organizationid':'o','recordtype':1,'resultstatus':'True','workload':'Exchange','userid':'u@trust.example.nhs.uk'}");
        ReadRecord row = ReadRecord.of(
                "{'Type':'OfficeActivity','TimeGenerated [UTC]':'4/28/2026, 3:05:26.000 PM','Operation':'FileAccessed','RecordType':'SharePointFileOperation','OfficeWorkload':'SharePoint','OrganizationId':'o','TenantId':'a-workspace'}");

        record.as(OfficeActivity.class);
        assertEquals(Outcome.SUCCESS, record.header().outcome());
        assertEquals("Exchange", record.header().category());
        assertEquals(Instant.parse("2026-04-28T15:05:26Z"), row.header().time());
        assertEquals("o", row.header().tenant());
    }

    private static String signIn(String members, String properties) {
        return "{'time':'2026-03-02T09:00:00Z','category':'SignInLogs','operationName':'Sign-in activity'," + members
                + "'resourceId':'/tenants/" + TENANT + "/providers/Microsoft.aadiam','properties':{" + properties
                + "}}";
    }

    private static String audit(String operation, String properties) {
        return "{'time':'2026-03-02T09:00:00Z','category':'AuditLogs','operationName':'" + operation + "','tenantId':'"
                + TENANT
                + "','properties':{'result':'success','loggedByService':'Core Directory','initiatedBy':{'user':{'id':'"
                + USER + "'}}," + properties + "}}";
    }

    private static String policyChange(String before, String after) {
        return "'targetResources':[{'type':'Policy','id':'x','modifiedProperties':[{'displayName':'ConditionalAccessPolicy','oldValue':"
                + before + ",'newValue':" + after + "}]}]";
    }
}
