package io.dspt.monitor.core.azure;

import static io.dspt.monitor.core.azure.ReadRecord.property;
import static io.dspt.monitor.core.azure.ReadRecord.quoted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent.ContainedResource;
import io.dspt.monitor.core.event.AzureEvent.Effect;
import io.dspt.monitor.core.event.AzureEvent.PolicyEvaluation;
import io.dspt.monitor.core.event.AzureEvent.ResourceOperation;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ActivityLogReaderTest {
    private static final String SUBSCRIPTION = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590";
    private static final String STORAGE =
            SUBSCRIPTION + "/resourceGroups/rg-pacs/providers/Microsoft.Storage/storageAccounts/stpacs";
    private static final String TENANT = "5f1060f2-0000-4000-8000-000000000001";

    @Test
    void shouldReadADiagnosticRecordOfAnyCase() {
        // Given a record in capitals, its body a string
        ReadRecord record = ReadRecord.of("""
                {'time':'2026-03-02T09:00:00.1234567Z','resourceId':'%s','operationName':'MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE',
                 'category':'Administrative','resultType':'Success','resultSignature':'Succeeded.Created','location':'global',
                 'callerIpAddress':'192.0.2.7','correlationId':'c-1','tenantId':'5F1060F2-0000-4000-8000-000000000001',
                 'identity':{'claims':{'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn':'a.nurse@trust.example.nhs.uk',
                   'http://schemas.microsoft.com/identity/claims/objectidentifier':'AAAA0000-0000-4000-8000-000000000002','appid':'app-1'}},
                 'properties':{'requestbody':%s}}""".formatted(STORAGE.toUpperCase(Locale.ROOT), quoted("""
                {'location':'North Europe','sku':{'name':'Standard_GRS'},'tags':{'Data-Classification':'Patient'},'properties':{}}""")));

        // Then
        record.assertResource(STORAGE);
        assertEquals(
                "microsoft.storage/storageaccounts", record.header().resource().type());
        assertEquals(Outcome.SUCCESS, record.header().outcome());
        assertEquals(
                Instant.parse("2026-03-02T09:00:00.123456700Z"), record.header().time());
        assertEquals(TENANT, record.header().tenant());
        assertEquals(
                new Actor(
                        Actor.Type.USER,
                        "aaaa0000-0000-4000-8000-000000000002",
                        "a.nurse@trust.example.nhs.uk",
                        "app-1",
                        "192.0.2.7",
                        null),
                record.header().actor());
        assertEquals(Effect.WRITE, record.as(ResourceOperation.class).effect());
        record.assertText("northeurope", Facts.RESOURCE_REGION);
        record.assertText("body", Facts.RESOURCE_REGION_SOURCE);
        record.assertText("Standard_GRS", Facts.RESOURCE_SKU);
        record.assertText("Patient", Facts.tag("data-classification"));
        record.assertAbsent(Facts.tag("record-type"));
        record.assertFlag(true, Facts.EVENT_BODY);
        record.assertFlag(true, Facts.EVENT_CREATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'requestbody':{'location':'UK South'}",
                "'requestBody':'{\\'location\\':\\'uksouth\\'}'",
                "'request_body':{'Location':'UKSouth'}",
                "'RequestBody':{'LOCATION':'uk south'}",
                "'responseBody':'{\\'location\\':\\'uksouth\\'}'",
                "'responsebody':{'location':'uksouth'}",
                "'requestbody':'','responseBody':{'location':'uksouth'}",
                "'requestbody':'{broken','responseBody':{'location':'uksouth'}",
                "'requestbody':{'location':'uksouth'},'responseBody':{'location':'westeurope'}"
            })
    void shouldFindTheBodyUnderAnySpelling(String body) {
        ReadRecord record = ReadRecord.of(write("microsoft.storage/storageaccounts/write", STORAGE, body));

        record.assertText("uksouth", Facts.RESOURCE_REGION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x':1",
                "'requestbody':'{broken'",
                "'requestbody':'******'",
                "'requestbody':null",
                "'requestbody':'[1]'"
            })
    void shouldKnowNothingOfAConfigurationWithoutAReadableBody(String properties) {
        ReadRecord record = ReadRecord.of(write(
                "Microsoft.Storage/storageAccounts/blobServices/write", STORAGE + "/blobServices/default", properties));

        record.assertFlag(false, Facts.EVENT_BODY);
        record.assertUnknown(
                Facts.RESOURCE_REGION,
                Facts.RESOURCE_SKU,
                Facts.RESOURCE_TAGS,
                Facts.tag("x"),
                Facts.EVENT_CREATED,
                property("storage.blobSoftDelete.enabled"));
        record.assertAbsent(property("workspace.retentionDays"), Facts.SIGN_IN_USER);
    }

    @Test
    void shouldSurvivePropertiesThatAreBrokenText() {
        ReadRecord record = ReadRecord.of("{'time':'2026-03-02T09:00:00Z','resourceId':'" + STORAGE
                + "','operationName':'Microsoft.Storage/storageAccounts/write','category':'Administrative',"
                + "'resultType':'Success','properties':'{\\'requestbody\\': oops'}");

        assertEquals(Outcome.SUCCESS, record.header().outcome());
        record.assertUnknown(Facts.RESOURCE_REGION);
    }

    @Test
    void shouldTellAbsentFromUnknownInABody() {
        ReadRecord record = ReadRecord.of(
                write(
                        "Microsoft.Storage/storageAccounts/blobServices/write",
                        STORAGE + "/blobServices/default",
                        "'requestbody':{'properties':{'deleteRetentionPolicy':{'enabled':'True','days':7.0},'isVersioningEnabled':'******'}}"));

        record.assertFlag(true, property("storage.blobSoftDelete.enabled"));
        assertEquals(FactValue.whole(7), record.fact(property("storage.blobSoftDelete.days")));
        record.assertAbsent(
                property("storage.containerSoftDelete.enabled"), Facts.RESOURCE_REGION, Facts.RESOURCE_TAGS);
        record.assertUnknown(property("storage.versioning"));
    }

    @Test
    void shouldNotTrustHiddenTags() {
        ReadRecord all = ReadRecord.of(
                write("Microsoft.Storage/storageAccounts/write", STORAGE, "'requestbody':{'tags':'******'}"));
        ReadRecord one = ReadRecord.of(write(
                "Microsoft.Storage/storageAccounts/write", STORAGE, "'requestbody':{'tags':{'a':'******','b':'x'}}"));

        all.assertUnknown(Facts.RESOURCE_TAGS, Facts.tag("a"));
        one.assertUnknown(Facts.RESOURCE_TAGS, Facts.tag("a"), Facts.tag("b"));
    }

    @Test
    void shouldReadNoBodyOfADelete() {
        ReadRecord record = ReadRecord.of(
                write("Microsoft.Storage/storageAccounts/delete", STORAGE, "'responseBody':{'location':'uksouth'}"));

        assertEquals(Effect.DELETE, record.as(ResourceOperation.class).effect());
        record.assertFlag(false, Facts.EVENT_BODY);
        record.assertUnknown(Facts.RESOURCE_REGION);
    }

    @ParameterizedTest
    @CsvSource({
        "Start,START",
        "Started,START",
        "Accept,ACCEPTED",
        "Accepted,ACCEPTED",
        "Success,SUCCESS",
        "Succeeded,SUCCESS",
        "Succeeded.,SUCCESS",
        "Failure,FAILURE",
        "Failed,FAILURE",
        "Active,UNKNOWN"
    })
    void shouldReadTheOutcome(String resultType, Outcome expected) {
        ReadRecord record = ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'Administrative','operationName':'a.b/c/write',"
                        + "'resultType':'" + resultType + "','status':{'value':'Failed'}}");

        assertEquals(expected, record.header().outcome());
    }

    @Test
    void shouldReadTheRestFormInSnakeCase() {
        ReadRecord record = ReadRecord.of("""
                {'authorization':{'action':'Microsoft.Compute/disks/delete','scope':'%1$s/resourceGroups/rg/providers/Microsoft.Compute/disks/d'},
                 'caller':'9d3f1865-b395-4430-91dc-1b9dd337712e','claims':{'appid':'app-2','idtyp':'app',
                  'http://schemas.microsoft.com/identity/claims/tenantid':'%2$s'},
                 'category':{'value':'Administrative','localized_value':'Verwaltung'},'correlation_id':'c-2',
                 'event_timestamp':'2026-03-02T03:04:54.297853Z','submission_timestamp':'2026-03-02T03:06:00Z',
                 'http_request':{'client_ip_address':'192.0.2.9','method':'DELETE'},
                 'operation_name':{'value':'Microsoft.Compute/disks/delete','localized_value':'Delete Disk'},
                 'resource_id':'%1$s/resourceGroups/rg/providers/Microsoft.Compute/disks/d',
                 'status':{'value':'Succeeded','localized_value':'x'},'sub_status':{'value':'NoContent'}}""".formatted(SUBSCRIPTION, TENANT));

        assertEquals("Microsoft.Compute/disks/delete", record.header().operation());
        assertEquals("Administrative", record.header().category());
        assertEquals(Outcome.SUCCESS, record.header().outcome());
        assertEquals(TENANT, record.header().tenant());
        assertEquals("c-2", record.header().correlationId());
        assertEquals(
                Instant.parse("2026-03-02T03:04:54.297853Z"), record.header().time());
        assertEquals(Actor.Type.APPLICATION, record.header().actor().type());
        assertEquals(
                "9d3f1865-b395-4430-91dc-1b9dd337712e", record.header().actor().id());
        assertEquals("192.0.2.9", record.header().actor().address());
        record.assertFlag(false, Facts.EVENT_CREATED);
    }

    @Test
    void shouldReadTheCommandLineFormWithoutCategory() {
        ReadRecord record = ReadRecord.of("""
                {'authorization':{'action':'a.b/c/write','scope':'%1$s'},'caller':'admin@trust.example.nhs.uk','claims':{'iss':'https://sts.windows.net/%2$s/'},
                 'eventTimestamp':'2026-03-02T03:04:54Z','operationName':{'value':'a.b/c/write','localizedValue':'C'},
                 'resourceUri':'%1$s/resourceGroups/rg/providers/a.b/c/d','status':{'value':'Succeeded'},'properties':{'eventCategory':'Administrative'}}""".formatted(SUBSCRIPTION, TENANT));

        assertEquals("Administrative", record.header().category());
        assertEquals(TENANT, record.header().tenant());
        assertEquals("admin@trust.example.nhs.uk", record.header().actor().name());
        record.assertResource(SUBSCRIPTION + "/resourceGroups/rg/providers/a.b/c/d");
    }

    @Test
    void shouldTakeTheOperationOfALogAnalyticsRowFromWhereItStands() {
        // Given rows with a text for people as operation, inner objects as strings and times for people
        String row = """
                {'OperationName':'%s','ActivityStatus':'Accepted','ActivitySubstatus':'Created (HTTP Status Code: 201)',
                 'Caller':'admin@trust.example.nhs.uk','CallerIpAddress':'','Category':'%s','CorrelationId':'c-3','TenantId':'a-workspace',
                 'TimeGenerated [UTC]':'4/26/2026, 7:41:31.785 PM','Authorization':%s,'Properties':%s,'Properties_d':%s,
                 'HTTPRequest':%s,'_ResourceId':'%s','ResourceId':''}""";
        String site = STORAGE.replace("Microsoft.Storage/storageAccounts", "Microsoft.Web/sites");
        String authorization = quoted("{'action':'Microsoft.Web/sites/write','scope':'" + site + "'}");
        String request = quoted("{'clientIpAddress':'192.0.2.3'}");

        ReadRecord change = ReadRecord.of(row.formatted(
                "Create or Update Thing",
                "Administrative",
                authorization,
                quoted("{'message':'Microsoft.Storage/storageAccounts/write'}"),
                "''",
                request,
                STORAGE));
        ReadRecord noMessage = ReadRecord.of(row.formatted(
                "Create or Update Thing",
                "Administrative",
                authorization,
                "''",
                quoted("{'requestbody':'{}'}"),
                request,
                site));
        ReadRecord policy = ReadRecord.of(row.formatted(
                "audit Policy action.",
                "Policy",
                authorization,
                quoted("{'message':'Microsoft.Authorization/policies/audit/action'}"),
                "''",
                request,
                STORAGE));

        assertEquals("Microsoft.Storage/storageAccounts/write", change.header().operation());
        assertEquals("Microsoft.Web/sites/write", noMessage.header().operation());
        noMessage.assertFlag(true, Facts.EVENT_BODY);
        assertEquals(
                "Microsoft.Authorization/policies/audit/action", policy.header().operation());
        assertEquals(Outcome.ACCEPTED, change.header().outcome());
        change.assertFlag(true, Facts.EVENT_CREATED);
        assertEquals(Instant.parse("2026-04-26T19:41:31.785Z"), change.header().time());
        assertEquals("192.0.2.3", change.header().actor().address());
        assertNull(change.header().tenant(), "TenantId is the workspace");
        change.assertResource(STORAGE);
    }

    @Test
    void shouldPreferTheValueColumnsOfALogAnalyticsRow() {
        ReadRecord record = ReadRecord.of(
                "{'Type':'AzureActivity','TimeGenerated':'2026-03-02T09:00:00Z','OperationName':'Delete account',"
                        + "'OperationNameValue':'MICROSOFT.STORAGE/STORAGEACCOUNTS/DELETE','ActivityStatusValue':'Success','ActivityStatus':'',"
                        + "'CategoryValue':'Administrative','Category':'Verwaltung','_ResourceId':'" + STORAGE + "'}");

        assertEquals("MICROSOFT.STORAGE/STORAGEACCOUNTS/DELETE", record.header().operation());
        assertEquals(Outcome.SUCCESS, record.header().outcome());
        assertEquals("Administrative", record.header().category());
    }

    @Test
    void shouldBringExtensionOperationsToOneForm() {
        String setting = STORAGE + "/providers/Microsoft.Insights/diagnosticSettings/to-workspace";

        ReadRecord scoped = ReadRecord.of(write(
                "MICROSOFT.STORAGE/STORAGEACCOUNTS/PROVIDERS/MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/WRITE",
                setting,
                "'x':1"));
        ReadRecord bare = ReadRecord.of(write("microsoft.insights/diagnosticSettings/write", setting, "'x':1"));

        assertEquals(
                "MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/WRITE", scoped.header().operation());
        assertEquals(
                "microsoft.insights/diagnosticSettings/write", bare.header().operation());
        assertEquals(
                "microsoft.insights/diagnosticsettings",
                scoped.header().resource().type());
    }

    @Test
    void shouldNameTheRoleAssignmentNotItsScope() {
        String operation = "Microsoft.Authorization/roleAssignments/write";
        String assignment =
                STORAGE + "/providers/Microsoft.Authorization/roleAssignments/a1b2c3d4-e5f6-4890-abcd-ef1234567890";
        String body =
                "{'Id':'a1b2c3d4-e5f6-4890-abcd-ef1234567890','Properties':{'PrincipalId':'p','PrincipalType':'Group',"
                        + "'RoleDefinitionId':'/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635','Scope':'"
                        + STORAGE + "'}}";

        ReadRecord byId = ReadRecord.of(write(operation, assignment, "'requestbody':" + quoted(body)));
        ReadRecord byEntity = ReadRecord.of(write(operation, STORAGE, "'entity':'" + assignment + "'"));
        ReadRecord byScope =
                ReadRecord.of("{'time':'2026-03-02T09:00:00Z','category':'Administrative','operationName':'" + operation
                        + "','resultType':'Success','resourceId':'" + STORAGE
                        + "','identity':{'authorization':{'scope':'" + assignment + "'}}}");
        ReadRecord byBody = ReadRecord.of(write(operation, STORAGE, "'requestbody':" + quoted(body)));

        for (ReadRecord record : List.of(byId, byEntity, byScope, byBody)) {
            record.assertResource(assignment);
        }
        byId.assertText("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", property("roleAssignment.role"));
        byId.assertText("Group", property("roleAssignment.principalType"));
        byId.assertText(STORAGE, property("roleAssignment.scope"));
    }

    @Test
    void shouldDescribeTheRulesWithinASecurityGroup() {
        String group = SUBSCRIPTION + "/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg";
        ReadRecord record = ReadRecord.of(
                write(
                        "Microsoft.Network/networkSecurityGroups/write",
                        group,
                        "'requestbody':{'location':'uksouth','properties':{'securityRules':[{'name':'rdp','properties':{'access':'Allow','direction':'Inbound',"
                                + "'sourceAddressPrefix':'*','sourceAddressPrefixes':[],'destinationPortRange':'','destinationPortRanges':['22','3300-3400']}},{'nameless':1}]}}"));

        List<ContainedResource> contained = record.as(ResourceOperation.class).contained();

        assertEquals(1, contained.size());
        assertEquals(group + "/securityRules/rdp", contained.get(0).id().display());
        assertEquals(FactValue.texts(List.of("*")), contained.get(0).facts().read(property("nsgRule.sources")));
        assertEquals(
                FactValue.texts(List.of("22", "3300-3400")),
                contained.get(0).facts().read(property("nsgRule.ports")));
        assertEquals(FactValue.text("Allow"), contained.get(0).facts().read(property("nsgRule.access")));
    }

    @Test
    void shouldReadListsOfStructures() {
        String policy = STORAGE + "/managementPolicies/default";
        ReadRecord record = ReadRecord.of(
                write(
                        "Microsoft.Storage/storageAccounts/managementPolicies/write",
                        policy,
                        "'requestbody':{'properties':{'policy':{'rules':[{'name':'old','enabled':true,'definition':{'filters':{'prefixMatch':['scans/']},"
                                + "'actions':{'baseBlob':{'delete':{'daysAfterModificationGreaterThan':2557}},'snapshot':{'delete':{'daysAfterCreationGreaterThan':90}}}}}]}}}"));

        TreeMap<String, FactValue> rule = new TreeMap<>();
        rule.put("name", FactValue.text("old"));
        rule.put("enabled", FactValue.flag(true));
        rule.put("prefixes", FactValue.texts(List.of("scans/")));
        rule.put("deleteAfterDays", FactValue.whole(90));
        assertEquals(
                new FactValue.Many(List.of(new FactValue.Structure(rule))), record.fact(property("lifecycle.rules")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ServiceHealth", "Autoscale", "Alert", "Recommendation", "ResourceHealth", "Security"})
    void shouldTakeNoticesForOperationsWithoutEffect(String category) {
        ReadRecord record = ReadRecord.of("{'time':'2026-03-02T09:00:00Z','category':'" + category
                + "','operationName':'Microsoft.Insights/autoscaleSettings/write','resultType':'Active','resourceId':'"
                + STORAGE + "'}");

        assertEquals(Effect.NONE, record.as(ResourceOperation.class).effect());
    }

    @Test
    void shouldMakeAnEvaluationOfAPolicyRecordThatNamesItsPolicy() {
        String policies = quoted(
                "[{'policyDefinitionId':'/providers/Microsoft.Authorization/policyDefinitions/def-1/','policyDefinitionEffect':'AuditIfNotExists',"
                        + "'policyAssignmentId':'" + SUBSCRIPTION
                        + "/providers/Microsoft.Authorization/policyAssignments/Asg-1'}]");
        String record =
                "{'time':'2026-03-02T09:00:00Z','category':'Policy','operationName':'Microsoft.Authorization/policies/audit/action',"
                        + "'resultType':'%s','resourceId':'" + STORAGE
                        + "','properties':{'isComplianceCheck':'%s','policies':%s,'entity':'" + STORAGE + "'}}";

        ReadRecord named = ReadRecord.of(record.formatted("Success", "False", policies));
        ReadRecord check = ReadRecord.of(record.formatted("Success", "True", policies));
        ReadRecord started = ReadRecord.of(record.formatted("Started", "False", policies));
        ReadRecord unnamed = ReadRecord.of(record.formatted("Success", "False", "'[{}]'"));
        ReadRecord broken = ReadRecord.of(record.formatted("Success", "False", "'[{'"));

        assertEquals(Effect.WRITE, named.as(PolicyEvaluation.class).effect());
        named.assertResource(STORAGE + "/providers/Microsoft.PolicyInsights/policyStates/Asg-1~def-1");
        named.assertText("NonCompliant", property("policyState.compliance"));
        named.assertText("def-1", property("policyState.definition"));
        for (ReadRecord other : List.of(check, started, unnamed, broken)) {
            assertEquals(Effect.NONE, other.as(ResourceOperation.class).effect());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1:5050|192.0.2.1",
                "[2001:db8::1]:443|2001:db8::1",
                "2001:db8::1|2001:db8::1",
                "::ffff:192.0.2.1|192.0.2.1",
                "[::ffff:192.0.2.1]:443|192.0.2.1"
            })
    void shouldReadAnAddressWithoutItsPort(String written, String expected) {
        ReadRecord record = ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'Administrative','operationName':'a.b/c/write','callerIpAddress':'"
                        + written + "'}");

        assertEquals(expected, record.header().actor().address());
    }

    @Test
    void shouldNotTakeTheHolderOfARoleForTheUserWhoUsedIt() {
        String record =
                "{'time':'2026-03-02T09:00:00Z','category':'Administrative','operationName':'a.b/c/action','identity':{'authorization':"
                        + "{'evidence':{'principalId':'aaaa0000000040008000000000000002','principalType':'%s'}},'claims':{'upn':'u@trust.example.nhs.uk'}}}";

        assertNull(ReadRecord.of(record.formatted("ServicePrincipal"))
                .header()
                .actor()
                .id());
        assertEquals(
                "aaaa0000-0000-4000-8000-000000000002",
                ReadRecord.of(record.formatted("User")).header().actor().id());
    }

    @Test
    void shouldSayWhenTheOnlyTimeCannotBeRead() {
        String record = "{%s'category':'Administrative','operationName':'a.b/c/write','properties':{%s}}";

        assertEquals(
                new ReadResult.Unreadable("time-unreadable"),
                ReadRecord.result(record.formatted("'time':'SOME-ERROR-T08:44:02Z',", "")));
        assertEquals(
                Instant.parse("2026-03-02T09:00:00Z"),
                ReadRecord.of(record.formatted("'time':'nonsense',", "'eventTimestamp':'2026-03-02T09:00:00Z'"))
                        .header()
                        .time());
        assertNull(ReadRecord.of(record.formatted("", "")).header().time());
    }

    private static String write(String operation, String resource, String properties) {
        return "{'time':'2026-03-02T09:00:00Z','category':'Administrative','resultType':'Success','operationName':'"
                + operation + "','resourceId':'" + resource + "','properties':{" + properties + "}}";
    }
}
