package io.dspt.monitor.core.azure;

import static io.dspt.monitor.core.azure.ReadRecord.quoted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent.IdentityRisk;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules ask of Entra's records beyond who did what: risk, devices, guests, grants, keys and requests for roles. */
final class EntraDetailsTest {
    private static final String USER = "7d1c9a52-0000-4000-8000-000000000002";

    @Test
    void shouldReadARiskyUserAsWhoIsAtRisk() {
        // Given the state of a user, whose id is the record's own
        ReadRecord record = ReadRecord.of("{'time':'2026-03-02T09:10:00Z','category':'RiskyUsers','operationName':"
                + "'Risky user','correlationId':'c','properties':{'id':'" + USER
                + "','userPrincipalName':'a.nurse@trust.example.nhs.uk','riskLastUpdatedDateTime':'2026-03-02T09:00:00Z',"
                + "'riskLevel':'high','riskState':'atRisk','riskDetail':'none'}}");

        // Then
        record.as(IdentityRisk.class);
        assertEquals("RiskyUsers", record.header().category());
        assertEquals(USER, record.header().actor().id());
        assertEquals("a.nurse@trust.example.nhs.uk", record.header().actor().name());
        assertEquals(Instant.parse("2026-03-02T09:00:00Z"), record.header().time(), "when the state changed");
        record.assertText("high", Facts.RISK_LEVEL);
        record.assertText("atRisk", Facts.RISK_STATE);
        record.assertUnknown(Facts.RISK_EVENT_TYPE);
        record.assertAbsent(Facts.SIGN_IN_RISK_LEVEL);
    }

    @Test
    void shouldReadADetectionByTheUserItNames() {
        ReadRecord user = ReadRecord.of("{'Type':'AADUserRiskEvents','TimeGenerated':'2026-03-02T09:00:00Z','Id':'d-1',"
                + "'UserId':'" + USER
                + "','RiskEventType':'leakedCredentials','RiskLevel':'hidden','RiskState':'atRisk',"
                + "'IpAddress':'192.0.2.4'}");
        ReadRecord workload = ReadRecord.of("{'time':'2026-03-02T09:00:00Z','category':'ServicePrincipalRiskEvents',"
                + "'properties':{'id':'d-2','servicePrincipalId':'sp-1','servicePrincipalDisplayName':'nightly',"
                + "'riskEventType':'suspiciousSignins','riskLevel':'low','riskState':'atRisk'}}");

        assertEquals(USER, user.header().actor().id());
        assertEquals("UserRiskEvents", user.header().category());
        user.assertText("leakedCredentials", Facts.RISK_EVENT_TYPE);
        user.assertUnknown(Facts.RISK_LEVEL);
        assertEquals(Actor.Type.APPLICATION, workload.header().actor().type());
        assertEquals("sp-1", workload.header().actor().id());
        assertEquals("nightly", workload.header().actor().name());
        workload.assertText("low", Facts.RISK_LEVEL);
    }

    @Test
    void shouldKnowOfADeviceOnlyWhatHasAnId() {
        ReadRecord known =
                ReadRecord.of(signIn("'deviceDetail':{'deviceId':'d-1','isManaged':false,'isCompliant':true}"));
        ReadRecord unknown =
                ReadRecord.of(signIn("'deviceDetail':{'deviceId':'','isManaged':false,'isCompliant':false}"));
        ReadRecord row = ReadRecord.of("{'Type':'SigninLogs','TimeGenerated':'2026-03-02T09:00:00Z','ResultType':'0',"
                + "'DeviceDetail':" + quoted("{'deviceId':'d-1','isManaged':'True','isCompliant':'False'}") + "}");

        known.assertFlag(false, Facts.SIGN_IN_DEVICE_MANAGED);
        known.assertFlag(true, Facts.SIGN_IN_DEVICE_COMPLIANT);
        unknown.assertUnknown(Facts.SIGN_IN_DEVICE_MANAGED, Facts.SIGN_IN_DEVICE_COMPLIANT);
        row.assertFlag(true, Facts.SIGN_IN_DEVICE_MANAGED);
        row.assertFlag(false, Facts.SIGN_IN_DEVICE_COMPLIANT);
    }

    @Test
    void shouldReadTheRiskOfASignIn() {
        ReadRecord record = ReadRecord.of(
                signIn(
                        "'riskLevelDuringSignIn':'high','riskLevelAggregated':'hidden',"
                                + "'riskState':'atRisk','riskEventTypes_v2':['impossibleTravel'],'originalTransferMethod':'deviceCodeFlow'"));

        record.assertText("high", Facts.SIGN_IN_RISK_LEVEL);
        record.assertUnknown(Facts.SIGN_IN_AGGREGATED_RISK_LEVEL);
        record.assertText("atRisk", Facts.SIGN_IN_RISK_STATE);
        record.assertText("deviceCodeFlow", Facts.SIGN_IN_TRANSFER_METHOD);
        assertEquals(FactValue.texts(List.of("impossibleTravel")), record.fact(Facts.SIGN_IN_RISK_EVENT_TYPES));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'[false]'|'[true]'|false|true",
                "'[\\'Guest\\']'|'[\\'Member\\']'|Guest|Member",
                "'\\'Guest\\''|'\\'Member\\''|Guest|Member",
                "null|'[]'|-|-",
                "''|'plain text'|-|plain text",
                "null|'[\\r\\n  {\\r\\n  \\'State\\': 0\\r\\n }\\r\\n]'|-|{'State':0}",
                "null|'[1,2]'|-|[1,2]",
            })
    void shouldReadChangedValuesWithoutTheirEncoding(String old, String changed, String before, String after) {
        // Given a property changed from one encoded value to another
        ReadRecord record = ReadRecord.of(audit(
                "Update user",
                "'targetResources':[{'id':'" + USER
                        + "','type':'User','modifiedProperties':[{'displayName':'P','oldValue':"
                        + encoded(old) + ",'newValue':" + encoded(changed) + "},"
                        + "{'displayName':'Included Updated Properties','oldValue':null,'newValue':'P'}]}]"));

        // Then it is told plainly, and the list of what changed is no change
        TreeMap<String, FactValue> members = new TreeMap<>(Map.of("property", FactValue.text("P")));
        put(members, "before", before);
        put(members, "after", after);
        assertEquals(
                new FactValue.Many(List.of(new FactValue.Structure(members))), record.fact(Facts.DIRECTORY_CHANGES));
    }

    private static String encoded(String value) {
        return value.equals("null") ? value : value.replace("\\'", "\\\"");
    }

    private static void put(TreeMap<String, FactValue> members, String name, String value) {
        if (!value.equals("-")) {
            members.put(name, FactValue.text(value.replace('\'', '"')));
        }
    }

    @Test
    void shouldNotKnowWhatChangedWhenTheTargetsWereNotCarried() {
        ReadRecord record = ReadRecord.of(audit("Update user", "'result':'success'"));

        record.assertUnknown(Facts.DIRECTORY_CHANGES, Facts.DIRECTORY_PERMISSIONS, Facts.DIRECTORY_GUEST);
    }

    @Test
    void shouldReadARequestForARole() {
        // Given an activation with its details, and one whose reason is the reason of the result
        String targets = "'targetResources':[{'displayName':'Global Administrator','type':'Role','id':'r'},{'id':'"
                + USER + "','type':'User','userPrincipalName':'a.nurse@trust.example.nhs.uk'}]";
        ReadRecord detailed = ReadRecord.of(
                audit(
                        "Add member to role completed (PIM activation)",
                        targets + ",'resultReason':'','additionalDetails':[{'key':'Justification','value':'CHG1'},"
                                + "{'key':'TicketNumber','value':'CHG1'},{'key':'ExpirationTime','value':'2026-03-02T17:00:00.0000000Z'}]"));
        ReadRecord reasoned = ReadRecord.of(audit(
                "Add eligible member to role in PIM completed (permanent)",
                targets + ",'resultReason':'project','additionalDetails':[]"));
        ReadRecord silent = ReadRecord.of(audit(
                "Add member to role completed (PIM activation)",
                targets + ",'resultReason':'','additionalDetails':[]"));
        ReadRecord nothing = ReadRecord.of(audit("Add member to role completed (PIM activation)", targets));

        // Then
        detailed.assertText("CHG1", Facts.DIRECTORY_JUSTIFICATION);
        detailed.assertText("CHG1", Facts.DIRECTORY_TICKET);
        detailed.assertText("2026-03-02T17:00:00Z", Facts.DIRECTORY_EXPIRES);
        detailed.assertText("active", Facts.DIRECTORY_ASSIGNMENT);
        reasoned.assertText("project", Facts.DIRECTORY_JUSTIFICATION);
        reasoned.assertText("eligible", Facts.DIRECTORY_ASSIGNMENT);
        reasoned.assertAbsent(Facts.DIRECTORY_TICKET, Facts.DIRECTORY_EXPIRES);
        silent.assertAbsent(Facts.DIRECTORY_JUSTIFICATION);
        nothing.assertUnknown(Facts.DIRECTORY_JUSTIFICATION, Facts.DIRECTORY_TICKET, Facts.DIRECTORY_EXPIRES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "r.vale_partner.example.org#EXT#@trust.example.nhs.uk|true|partner.example.org",
                "R.VALE_Partner.example.org#ext#@trust.example.nhs.uk|true|partner.example.org",
                "a.nurse@trust.example.nhs.uk|false|-",
            })
    void shouldTellAGuestByName(String name, boolean guest, String domain) {
        ReadRecord record = ReadRecord.of(audit(
                "Add member to role",
                "'targetResources':[{'id':'" + USER + "','type':'User','userPrincipalName':'" + name + "'}]"));

        record.assertFlag(guest, Facts.DIRECTORY_GUEST);
        assertEquals(
                domain.equals("-") ? Missing.ABSENT : FactValue.text(domain),
                record.fact(Facts.DIRECTORY_GUEST_DOMAIN));
    }

    @Test
    void shouldReadWhatAnApplicationWasGiven() {
        // Given a consent, a grant, an application permission and an owner
        ReadRecord consent = ReadRecord.of(
                audit(
                        "Consent to application",
                        target(
                                "ServicePrincipal",
                                "app-1",
                                property("ConsentContext.IsAdminConsent", "'False'")
                                        + ","
                                        + property(
                                                "ConsentAction.Permissions",
                                                "'[[Id: 1, Scope: Old.Read, X]] => [[Id: 1, ConsentType: Principal, Scope: Mail.Read Mail.Send, CreatedDateTime: ], [Scope: User.Read]]; '"))));
        ReadRecord grant = ReadRecord.of(audit(
                "Add delegated permission grant",
                target(
                        "ServicePrincipal",
                        "graph",
                        property("DelegatedPermissionGrant.Scope", "' Files.Read.All '") + ","
                                + property("DelegatedPermissionGrant.ConsentType", "'AllPrincipals'") + ","
                                + property("ServicePrincipal.ObjectID", "'app-2'"))));
        ReadRecord role = ReadRecord.of(audit(
                "Add app role assignment to service principal",
                target(
                        "ServicePrincipal",
                        "exchange",
                        property("AppRole.Value", "'full_access_as_app'") + ","
                                + property("ServicePrincipal.DisplayName", "'Nightly'"))));

        // Then
        assertEquals(
                FactValue.texts(List.of("Mail.Read", "Mail.Send", "User.Read")),
                consent.fact(Facts.DIRECTORY_PERMISSIONS),
                "what it has now, not what it had");
        consent.assertFlag(false, Facts.DIRECTORY_ADMIN_CONSENT);
        consent.assertText("app-1", Facts.DIRECTORY_APPLICATION_ID);
        assertEquals(FactValue.texts(List.of("Files.Read.All")), grant.fact(Facts.DIRECTORY_PERMISSIONS));
        grant.assertFlag(true, Facts.DIRECTORY_ADMIN_CONSENT);
        grant.assertText("app-2", Facts.DIRECTORY_APPLICATION_ID);
        assertEquals(FactValue.texts(List.of("full_access_as_app")), role.fact(Facts.DIRECTORY_PERMISSIONS));
        role.assertText("Nightly", Facts.DIRECTORY_APPLICATION);
    }

    @Test
    void shouldTellNewKeysFromThoseThatWereThere() {
        String one = "[KeyIdentifier=k-1,KeyType=Password,KeyUsage=Verify,DisplayName=a]";
        String two = "[KeyIdentifier=k-2,KeyType=Password,KeyUsage=Verify,DisplayName=b]";

        assertEquals(FactValue.texts(List.of("k-2")), keys(one, one + two));
        assertEquals(FactValue.texts(List.of()), keys(one + two, one));
        assertEquals(FactValue.texts(List.of()), keys(one, ""));
        assertEquals(Missing.UNKNOWN, keys("", "a secret in other words"));
    }

    private static FactValue keys(String before, String after) {
        return ReadRecord.of(audit(
                        "Update application",
                        "'targetResources':[{'id':'app-1','type':'Application','modifiedProperties':[{'displayName':"
                                + "'KeyDescription','oldValue':'" + before + "','newValue':'" + after + "'}]}]"))
                .fact(Facts.DIRECTORY_CREDENTIALS_ADDED);
    }

    @Test
    void shouldNameTheErrorOfAMicrosoft365SignInThatCarriesNoNumber() {
        ReadRecord record = ReadRecord.of("{'CreationTime':'2026-03-02T09:00:00','Operation':'UserLoginFailed',"
                + "'OrganizationId':'o','RecordType':15,'Workload':'AzureActiveDirectory','LogonError':"
                + "'InvalidUserNameOrPassword','Actor':[{'ID':'" + USER + "','Type':0}]}");

        record.assertWhole(50126, Facts.SIGN_IN_ERROR_CODE);
    }

    private static String property(String name, String json) {
        return "{'displayName':'" + name + "','oldValue':null,'newValue':" + quoted(json) + "}";
    }

    private static String target(String type, String id, String properties) {
        return "'targetResources':[{'id':'" + id + "','displayName':'Some App','type':'" + type
                + "','modifiedProperties':[" + properties + "]}]";
    }

    private static String signIn(String properties) {
        return "{'time':'2026-03-02T09:00:00Z','category':'SignInLogs','operationName':'Sign-in activity',"
                + "'resultType':'0','properties':{" + properties + "}}";
    }

    private static String audit(String operation, String properties) {
        return "{'time':'2026-03-02T09:00:00Z','category':'AuditLogs','operationName':'" + operation
                + "','properties':{'result':'success','loggedByService':'Core Directory','initiatedBy':{'user':{'id':'"
                + USER + "'}}," + properties + "}}";
    }
}
