package io.dspt.monitor.core.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.event.AzureEvent.ServiceActivity;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backup jobs, pipeline runs, support access and reports: what services tell of themselves. */
final class ServiceActivityTest {
    private static final String GROUP =
            "/subscriptions/7d1c9a52-0000-4000-8000-000000000b01/resourceGroups/rg-imaging-prod/providers/";
    private static final String VAULT = GROUP + "Microsoft.RecoveryServices/vaults/rsv-northmoor";
    private static final String FACTORY = GROUP + "Microsoft.DataFactory/factories/adf-northmoor";
    private static final String ACCOUNT = GROUP + "Microsoft.Storage/storageAccounts/stnorthmoorscans";

    @ParameterizedTest
    @CsvSource({"AddonAzureBackupJobs,''", "CoreAzureBackup,''", "AzureBackupReport,_s"})
    void shouldReadBackupJobsOfBothGenerations(String category, String suffix) {
        // Given
        ReadRecord job = ReadRecord.of("{'time':'2026-03-02T02:00:00Z','category':'" + category + "','resourceId':'"
                + VAULT + "','operationName':'Job','properties':{'BackupItemUniqueId" + suffix
                + "':'item-1','JobOperation"
                + suffix + "':'Backup','JobStatus" + suffix + "':'Failed','JobUniqueId" + suffix + "':'job-1'}}");

        // Then
        job.as(ServiceActivity.class);
        job.assertText("item-1", Facts.BACKUP_ITEM);
        job.assertText("Backup", Facts.BACKUP_OPERATION);
        job.assertText("Failed", Facts.BACKUP_STATUS);
        assertEquals(Outcome.FAILURE, job.header().outcome());
        assertEquals("job-1", job.header().correlationId());
        assertEquals(Missing.ABSENT, job.fact(Facts.DATA_FACTORY_RUNTIME_REGION));
    }

    @Test
    void shouldNotKnowTheStatusOfAReportThatHasNone() {
        ReadRecord report = ReadRecord.of("{'time':'2026-03-02T02:00:00Z','category':'CoreAzureBackup','resourceId':'"
                + VAULT + "','operationName':'BackupItem','properties':{'BackupItemUniqueId':'item-1'}}");

        assertEquals(Missing.UNKNOWN, report.fact(Facts.BACKUP_STATUS));
    }

    @ParameterizedTest
    @CsvSource({
        "AutoResolveIntegrationRuntime (West Europe),westeurope",
        "DefaultIntegrationRuntime (UK South),uksouth",
        "SelfHostedNorthmoor,",
        "Odd (one) (two),"
    })
    void shouldReadTheRegionOfAnIntegrationRuntime(String runtime, String region) {
        // Given
        ReadRecord run = ReadRecord.of("{'time':'2026-03-02T02:00:00Z','category':'ActivityRuns','status':'Succeeded',"
                + "'resourceId':'" + FACTORY + "','operationName':'Copy - Succeeded','pipelineName':'nightly',"
                + "'properties':{'Output':" + ReadRecord.quoted("{'effectiveIntegrationRuntime':'" + runtime + "'}")
                + "}}");

        // Then
        assertEquals(
                region == null ? Missing.UNKNOWN : FactValue.text(region), run.fact(Facts.DATA_FACTORY_RUNTIME_REGION));
        run.assertText("nightly", Facts.DATA_FACTORY_PIPELINE);
        assertEquals(Outcome.SUCCESS, run.header().outcome());
    }

    @Test
    void shouldLeaveActivityRunsOfOtherServicesAlone() {
        ReadResult result = ReadRecord.result("{'time':'2026-03-02T02:00:00Z','category':'ActivityRuns','resourceId':'"
                + VAULT + "','operationName':'x'}");

        assertEquals(new ReadResult.Ignored("ActivityRuns"), result);
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft.CustomerLockbox/requests/UpdateApproval/action,Approved,approved",
        "Microsoft.CustomerLockbox/requests/UpdateApproval/action,Denied,denied",
        "Microsoft.CustomerLockbox/requests/UpdateApproval/action,,",
        "Create Lockbox Request,,requested",
        "Lockbox Request Expiry,,expired"
    })
    void shouldReadHowALockboxRequestStands(String operation, String status, String state) {
        // Given
        String request =
                "/subscriptions/7d1c9a52-0000-4000-8000-000000000b01/providers/Microsoft.CustomerLockbox/requests/r1";
        String body = status == null ? "" : "'requestbody':" + ReadRecord.quoted("{'status':'" + status + "'}");
        ReadRecord record = ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'Administrative','resultType':'Success','operationName':'"
                        + operation + "','resourceId':'" + request + "','properties':{" + body + "}}");

        // Then
        assertEquals(state == null ? Missing.UNKNOWN : FactValue.text(state), record.fact(Facts.LOCKBOX_STATE));
        record.assertText(request, Facts.LOCKBOX_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({"MicrosoftSupportAccessManagement,approved", "ApprovalWorkflow,"})
    void shouldTellSupportAccessFromOtherRequestsByCategory(String category, String state) {
        // Given
        ReadRecord record = ReadRecord.of(
                "{'time':'2026-03-02T09:00:00Z','category':'AuditLogs','resourceId':"
                        + "'/tenants/t/providers/Microsoft.aadiam','operationName':'Request approved','properties':{'category':'"
                        + category
                        + "','activityDisplayName':'Request approved','result':'success','loggedByService':'x',"
                        + "'initiatedBy':{'user':{'id':'u'}},'targetResources':[{'id':'7d1c9a52-0000-4000-8000-0000000010c1'}]}}");

        // Then
        assertEquals(state == null ? Missing.ABSENT : FactValue.text(state), record.fact(Facts.LOCKBOX_STATE));
    }

    @Test
    void shouldReadReportsOfPowerBi() {
        // Given
        ReadRecord record = ReadRecord.of("{'CreationTime':'2026-03-02T09:00:00','Id':'1','RecordType':20,'Operation':"
                + "'ExportReport','OrganizationId':'t','Workload':'PowerBI','UserId':'a@northmoor.example.nhs.uk',"
                + "'WorkspaceId':'w-1','ReportId':'r-1','IsSuccess':false}");

        // Then
        record.assertText("w-1", Facts.POWER_BI_WORKSPACE);
        record.assertText("r-1", Facts.POWER_BI_ITEM);
        assertEquals(Outcome.FAILURE, record.header().outcome());
    }

    @ParameterizedTest
    @CsvSource({"/stnorthmoorscans/scans/*x*,/containers/scans", "/stnorthmoorscans,", ","})
    void shouldNameTheContainerOfAnAccess(String key, String container) {
        // Given
        String service = ACCOUNT + "/blobServices/default";
        ReadRecord record = ReadRecord.of("{'time':'2026-03-02T09:00:00Z','category':'StorageDelete','operationName':"
                + "'DeleteBlob','statusCode':202,'resourceId':'" + service + "','properties':{"
                + (key == null ? "" : "'objectKey':'" + key + "'") + "}}");

        // Then
        assertEquals(
                container == null ? Missing.UNKNOWN : FactValue.text(service + container),
                record.fact(Facts.DATA_ACCESS_CONTAINER));
    }
}
