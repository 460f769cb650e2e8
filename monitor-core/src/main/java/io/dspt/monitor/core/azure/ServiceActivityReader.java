package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what services report of their own work: backup jobs and Data Factory activity runs. The columns of backup jobs
 * are those documented for the table AddonAzureBackupJobs and, with a suffix that tells their type, for its predecessor.
 */
final class ServiceActivityReader implements FamilyReader {
    private static final Set<String> BACKUP_JOBS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        BACKUP_JOBS.addAll(Set.of("AddonAzureBackupJobs", "CoreAzureBackup", "AzureBackupReport"));
    }

    private static final String ACTIVITY_RUNS = "ActivityRuns";
    private static final String DATA_FACTORY = "microsoft.datafactory";
    private static final String SYNAPSE = "microsoft.synapse";

    /** {@code DefaultIntegrationRuntime (West Europe)}: the name of the runtime, then the region it ran in. */
    private static final Pattern RUNTIME_REGION = Pattern.compile("[^()]*\\(([^()]+)\\)[^()]*");

    private static final DetailFacts<JsonObject> FACTS = new DetailFacts<JsonObject>()
            .with(Facts.BACKUP_ITEM, record -> backup(record, "BackupItemUniqueId", "BackupItemUniqueId_s"))
            .with(Facts.BACKUP_OPERATION, record -> backup(record, "JobOperation", "JobOperation_s"))
            .with(Facts.BACKUP_STATUS, record -> backup(record, "JobStatus", "JobStatus_s"))
            .with(Facts.DATA_FACTORY_RUNTIME_REGION, ServiceActivityReader::runtimeRegion)
            .with(Facts.DATA_FACTORY_PIPELINE, ServiceActivityReader::pipeline);

    /** Whether this category is one of these services' only. */
    static boolean handles(String category) {
        return BACKUP_JOBS.contains(category);
    }

    /** Whether other services may have this category, too. */
    static boolean isShared(String category) {
        return category.equalsIgnoreCase(ACTIVITY_RUNS);
    }

    /** @param provider resource provider in lower case */
    static boolean handles(String provider, String category) {
        return isShared(category) && (provider.equals(DATA_FACTORY) || provider.equals(SYNAPSE));
    }

    @Override
    public ReadResult read(JsonObject record) {
        JsonObject properties = record.objectOrSelf("properties");
        RecordTime time = RecordTime.of(record, properties);
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        String category = record.text("category", "Type");
        String operation = record.text("operationName");
        String resource = DataAccessReader.resourceId(record);
        String status = record.text("status");
        if (status == null) {
            status = properties.text("JobStatus", "JobStatus_s", "status");
        }
        String correlation = record.text("correlationId");
        EventHeader header = new EventHeader(
                CategoryName.capped(category == null ? ACTIVITY_RUNS : category),
                operation == null ? "" : OperationName.activity(operation),
                OutcomeWords.of(status, record.text("resultType")),
                resource == null || resource.indexOf('/') < 0
                        ? null
                        : ResourceId.parse(resource).orElse(null),
                Tenant.of(Tenant.ofRecord(record)),
                Actor.NOBODY,
                correlation == null ? properties.text("JobUniqueId", "JobUniqueId_s", "activityRunId") : correlation,
                time.instant());
        return new ReadResult.Parsed(new AzureEvent.ServiceActivity(header, FACTS.of(record)));
    }

    private static boolean isBackup(JsonObject record) {
        String category = record.text("category", "Type");
        return category != null && BACKUP_JOBS.contains(category);
    }

    private static FactValue backup(JsonObject record, String... columns) {
        if (!isBackup(record)) {
            return Missing.ABSENT;
        }
        // A row of another report that shares the category has none of these columns.
        JsonObject properties = record.objectOrSelf("properties");
        String value = properties.text(columns);
        return FactValue.textOr(value, Missing.UNKNOWN);
    }

    private static FactValue runtimeRegion(JsonObject record) {
        if (isBackup(record)) {
            return Missing.ABSENT;
        }
        String runtime = record.objectOrSelf("properties").object("Output").text("effectiveIntegrationRuntime");
        if (runtime == null) {
            runtime = record.text("effectiveIntegrationRuntime", "EffectiveIntegrationRuntime");
        }
        return runtime == null ? Missing.UNKNOWN : regionIn(runtime);
    }

    /** A runtime without a region in brackets is the organisation's own machine: where it stands is not told. */
    private static FactValue regionIn(String runtime) {
        Matcher region = RUNTIME_REGION.matcher(runtime);
        return region.matches()
                ? FactValue.text(region.group(1).replace(" ", "").toLowerCase(Locale.ROOT))
                : Missing.UNKNOWN;
    }

    private static FactValue pipeline(JsonObject record) {
        if (isBackup(record)) {
            return Missing.ABSENT;
        }
        @Nullable String name = record.text("pipelineName");
        return FactValue.textOr(
                name == null ? record.objectOrSelf("properties").text("pipelineName") : name, Missing.UNKNOWN);
    }
}
