package io.dspt.monitor.core.fold;

import java.util.List;

/** Invented records, at least one of every family and of every body that rules look into. */
final class MutationSamples {
    private static final String GROUP = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg";
    private static final String STORAGE = GROUP + "/providers/Microsoft.Storage/storageAccounts/imaging";
    private static final String CLAIMS =
            "{'http://schemas.microsoft.com/identity/claims/objectidentifier':'u-1','appid':'app','name':'A Person',"
                    + "'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn':'a@trust.example.nhs.uk','iss':'https://sts.windows.net/t/'}";

    private MutationSamples() {}

    static final List<String> ALL = List.of(
            write(
                    "Microsoft.Storage/storageAccounts/write",
                    STORAGE,
                    "{'location':'westeurope','sku':{'name':'Standard_GRS'},'tags':{'patient-data':'yes'},'properties':{}}"),
            write(
                    "Microsoft.Storage/storageAccounts/blobServices/write",
                    STORAGE + "/blobServices/default",
                    "{'properties':{'deleteRetentionPolicy':{'enabled':false,'days':7},'isVersioningEnabled':false}}"),
            write(
                    "Microsoft.Storage/storageAccounts/managementPolicies/write",
                    STORAGE + "/managementPolicies/default",
                    "{'properties':{'policy':{'rules':[{'name':'r','enabled':true,'definition':{'filters':{'prefixMatch':['a']},"
                            + "'actions':{'baseBlob':{'delete':{'daysAfterModificationGreaterThan':30}}}}}]}}}"),
            write(
                    "Microsoft.Network/networkSecurityGroups/write",
                    GROUP + "/providers/Microsoft.Network/networkSecurityGroups/web",
                    "{'location':'uksouth','properties':{'securityRules':[{'name':'ssh','properties':{'access':'Allow',"
                            + "'direction':'Inbound','sourceAddressPrefix':'*','destinationPortRanges':['22','3389-3390']}}]}}"),
            write(
                    "Microsoft.Authorization/roleAssignments/write",
                    STORAGE,
                    "{'Id':'7b1f6471-1bf0-4dda-aec3-cb9272f09590','Properties':{'PrincipalId':'p-1','PrincipalType':'User','RoleDefinitionId':"
                            + "'/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635','Scope':'/subscriptions/s'}}"),
            write(
                    "Microsoft.DocumentDB/databaseAccounts/write",
                    GROUP + "/providers/Microsoft.DocumentDB/databaseAccounts/c",
                    "{'location':'uksouth','properties':{'locations':[{'locationName':'UK South'},{'locationName':'East US'}]}}"),
            write(
                    "Microsoft.OperationalInsights/workspaces/tables/write",
                    GROUP + "/providers/Microsoft.OperationalInsights/workspaces/w/tables/SigninLogs",
                    "{'properties':{'totalRetentionInDays':90}}"),
            write(
                    "Microsoft.Insights/diagnosticSettings/write",
                    STORAGE + "/providers/microsoft.insights/diagnosticSettings/d",
                    "{'properties':{'logs':[{'category':'StorageRead','enabled':true}]}}"),
            write("Microsoft.Insights/diagnosticSettings/delete", STORAGE, "{}"),
            json(
                    "{'TimeGenerated [UTC]':'3/2/2026, 9:00:00.000 AM','Type':'AzureActivity','CategoryValue':'Policy','OperationNameValue':"
                            + "'Microsoft.Authorization/policies/audit/action','ActivityStatusValue':'Succeeded','_ResourceId':'"
                            + STORAGE
                            + "','Claims':'"
                            + quoted(CLAIMS) + "','Properties':'"
                            + quoted(
                                    "{'isComplianceCheck':'False','policies':[{'policyDefinitionId':'/d/e','policyAssignmentId':'/a/b','policyDefinitionEffect':'audit'}]}")
                            + "'}"),
            json(
                    "{'category':'Administrative','time':'2026-03-02T09:00:00Z','resultType':'Succeeded','resourceId':'/SUBSCRIPTIONS/S',"
                            + "'operationName':'Add member to role completed (PIM activation)','properties':{'TenantID':'t','CallerInfo':'"
                            + quoted("[{'CallerIdentityType':'UPN','CallerIdentityValue':'a@trust.example.nhs.uk'}]")
                            + "'}}"),
            json(
                    "{'category':'SignInLogs','time':'2026-03-02T09:00:00Z','resultType':'0','tenantId':'t','properties':{'userId':'u',"
                            + "'createdDateTime':'2026-03-02T09:00:00Z','clientAppUsed':'IMAP4','isInteractive':true,'status':{'errorCode':0},"
                            + "'authenticationDetails':[{'authenticationMethod':'Password','succeeded':true,'authenticationStepRequirement':'Primary'}],"
                            + "'networkLocationDetails':[{'networkType':'namedNetwork'}],'location':{'countryOrRegion':'GB'},'ipAddress':'[2001:db8::1]:443'}}"),
            json(
                    "{'category':'AuditLogs','time':'2026-03-02T09:00:00Z','resourceId':'/tenants/t/providers/Microsoft.aadiam',"
                            + "'operationName':'Update conditional access policy','properties':{'result':'success','loggedByService':'CA',"
                            + "'initiatedBy':{'user':{'id':'u','userPrincipalName':'a@trust.example.nhs.uk'}},'targetResources':[{'id':'p','type':'Policy',"
                            + "'displayName':'MFA','modifiedProperties':[{'displayName':'ConditionalAccessPolicy','oldValue':'"
                            + quoted(
                                    "{'state':'enabled','grantControls':{'builtInControls':['mfa'],'authenticationStrength':{'id':'x'}}}")
                            + "','newValue':'" + quoted("{'state':'disabled'}") + "'}]}]}}"),
            json(
                    "{'category':'AuditLogs','time':'2026-03-02T09:00:00Z','operationName':'Add member to role','properties':{'result':'success',"
                            + "'initiatedBy':{'app':{'displayName':'Tool','servicePrincipalId':'sp'}},'targetResources':[{'id':'u','type':'User',"
                            + "'userPrincipalName':'a@trust.example.nhs.uk','modifiedProperties':[{'displayName':'Role.DisplayName','newValue':'"
                            + quoted("'Global Administrator'") + "'}]},{'id':'r','type':'Role'}]}}"),
            json(
                    "{'category':'AuditEvent','time':'2026-03-02T09:00:00Z','operationName':'KeyPurge','resultType':'Success','resourceId':'"
                            + GROUP
                            + "/providers/Microsoft.KeyVault/vaults/kv','identity':{'claim':{'oid':'u','appid':'a'}},'resultSignature':'OK',"
                            + "'properties':{'id':'https://kv.vault.azure.net/keys/k/1','httpStatusCode':204}}"),
            json(
                    "{'category':'StorageRead','time':'2026-03-02T09:00:00Z','operationName':'GetBlob','statusCode':200,'resourceId':'"
                            + STORAGE
                            + "/blobServices/default','uri':'https://imaging.blob.core.windows.net:443/scans/p/1.dcm?sv=1&sig=abc%2Bdef',"
                            + "'callerIpAddress':'192.0.2.7:1234','identity':{'type':'OAuth','requester':{'objectId':'u','tenantId':'t'}},"
                            + "'properties':{'objectKey':'/imaging/scans/p/1.dcm','metricResponseType':'Success'}}"),
            json(
                    "{'category':'AuditLogs','time':'2026-03-02T09:00:00Z','operationName':'read','resultType':'Succeeded','resourceId':'"
                            + GROUP
                            + "/providers/Microsoft.HealthcareApis/services/f','uri':'https://f.azurehealthcareapis.com/Patient/9434765919?name=A',"
                            + "'resultSignature':200,'properties':{'fhirResourceType':'Patient'}}"),
            json(
                    "{'eventType':'Microsoft.Resources.ResourceWriteSuccess','eventTime':'2026-03-02T09:00:00Z','id':'1','topic':'/subscriptions/s',"
                            + "'subject':'" + STORAGE
                            + "','data':{'operationName':'Microsoft.Storage/storageAccounts/write','status':'Succeeded',"
                            + "'resourceUri':'" + STORAGE + "','claims':'" + quoted(CLAIMS) + "','httpRequest':'"
                            + quoted("{'clientIpAddress':'192.0.2.7'}")
                            + "','authorization':{'action':'a/b/write','evidence':{'principalId':'p'}}}}"),
            json(
                    "{'type':'Microsoft.PolicyInsights.PolicyStateChanged','specversion':'1.0','source':'/subscriptions/s','subject':'"
                            + STORAGE
                            + "','time':'2026-03-02T09:00:00Z','data':{'timestamp':'2026-03-02T09:00:00Z','policyAssignmentId':'/a/b',"
                            + "'policyDefinitionId':'/d/e','complianceState':'NonCompliant'}}"),
            json(
                    "{'eventType':'Microsoft.ResourceNotifications.Resources.CreatedOrUpdated','eventTime':'2026-03-02T09:00:00Z','data':{"
                            + "'resourceInfo':{'id':'" + STORAGE
                            + "','location':'westeurope','tags':{'a':'b'},'properties':{}},"
                            + "'operationalInfo':{'resourceEventTime':'2026-03-02T09:00:00Z'}}}"),
            json("{'type':'Microsoft.Security/assessments','id':'" + STORAGE
                    + "/providers/Microsoft.Security/assessments/a','properties':{'displayName':'x',"
                    + "'status':{'code':'Unhealthy','statusChangeDate':'2026-03-02T09:00:00Z'},'resourceDetails':{'id':'"
                    + STORAGE + "'}}}"),
            json(
                    "{'AlertType':'T','Severity':'High','SystemAlertId':'a','TimeGeneratedUtc':'2026-03-02T09:00:00Z','AzureResourceId':'"
                            + STORAGE + "','Entities':[{}]}"),
            json(
                    "{'CreationTime':'2026-03-02T09:00:00','Id':'1','Operation':'Add member to role.','OrganizationId':'t','RecordType':8,"
                            + "'Workload':'AzureActiveDirectory','ResultStatus':'Success','Actor':[{'ID':'User_u-1','Type':2}],"
                            + "'Target':[{'ID':'a@trust.example.nhs.uk','Type':5}],'ModifiedProperties':[{'Name':'Role.DisplayName','NewValue':'Global Administrator'}]}"),
            json(
                    "{'category':'NetworkSecurityGroupFlowEvent','time':'2026-03-02T09:00:00Z','operationName':'NetworkSecurityGroupFlowEvents',"
                            + "'resourceId':'" + STORAGE + "','properties':{'Version':2,'flows':[]}}"));

    private static String write(String operation, String resourceId, String body) {
        return json(
                "{'time':'2026-03-02T09:00:00Z','category':'Administrative','resultType':'Success','resultSignature':'Succeeded.Created',"
                        + "'operationName':'" + operation + "','resourceId':'" + resourceId
                        + "','correlationId':'c','callerIpAddress':'192.0.2.7','identity':{'claims':" + CLAIMS
                        + ",'authorization':{'scope':'" + resourceId + "','evidence':{'principalType':'User'}}},"
                        + "'properties':{'statusCode':'Created','hierarchy':'t/s','requestbody':'" + quoted(body)
                        + "'}}");
    }

    private static String quoted(String json) {
        return json.replace("'", "\\'");
    }

    /** Single quotes stand for double ones, also behind a backslash. */
    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
