package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads any Azure record: tells its family by shape first, then by provider and category, never by category alone where
 * several services share one.
 */
public final class AzureRecordReader implements RecordReader {
    /** The category that Entra, Intune and health data services share. */
    private static final String AUDIT_LOGS = "AuditLogs";

    private static final ReadResult UNNAMED = new ReadResult.Ignored("unnamed");

    /**
     * What a category says of whose records are in it.
     *
     * @param family the only family that has it; {@code null} when there are several or none
     * @param shared whether several services have it, so that the record's provider tells
     */
    private record Category(@Nullable FamilyReader family, boolean shared) {}

    private final KnownWords<Category> categories = new KnownWords<>(this::category);
    private final ResourceStateReader resourceState;
    private final FamilyReader activityLog;
    private final FamilyReader eventGrid;
    private final FamilyReader signIn = new SignInReader();
    private final FamilyReader identityRisk = new IdentityRiskReader();
    private final FamilyReader directoryAudit = new DirectoryAuditReader();
    private final FamilyReader officeAudit = new OfficeAuditReader();
    private final FamilyReader defender;
    private final FamilyReader dataAccess = new DataAccessReader();
    private final FamilyReader networkFlow = new NetworkFlowReader();
    private final FamilyReader serviceActivity = new ServiceActivityReader();

    /** @param table which configuration properties to find in the bodies of resources */
    public AzureRecordReader(ResourcePropertyTable table) {
        PolicyEvaluations policyEvaluations = new PolicyEvaluations(table);
        this.resourceState = new ResourceStateReader(table);
        this.activityLog = new ActivityLogReader(table, policyEvaluations);
        this.eventGrid = new EventGridReader(table, policyEvaluations);
        this.defender = new DefenderReader(table);
    }

    @Override
    public ReadResult read(byte[] element) {
        JsonObject.Read text = JsonObject.read(element);
        return text instanceof JsonObject.Read.Failure failure
                ? new ReadResult.Unreadable(failure.reason())
                : read(((JsonObject.Read.Whole) text).object());
    }

    @Override
    public ReadResult readResource(byte[] element, Instant takenAt) {
        JsonObject.Read text = JsonObject.read(element);
        return text instanceof JsonObject.Read.Failure failure
                ? new ReadResult.Unreadable(failure.reason())
                : resourceState.read(((JsonObject.Read.Whole) text).object(), takenAt);
    }

    private ReadResult read(JsonObject record) {
        String category = record.text("CategoryValue", "category");
        FamilyReader family = familyByShape(record);
        if (family == null && category != null) {
            family = familyByCategory(record, category);
        }
        if (family != null) {
            return family.read(record);
        }
        if (category == null) {
            return readWithoutCategory(record);
        }
        // Categories that several services share are counted with the service they came from.
        String provider = category.equalsIgnoreCase(AUDIT_LOGS) ? ResourceProvider.of(record.text("resourceId")) : "";
        return new ReadResult.Ignored(CategoryName.capped(provider.isEmpty() ? category : provider + "/" + category));
    }

    private @Nullable FamilyReader familyByShape(JsonObject record) {
        if (EventGridReader.eventType(record) != null) {
            return eventGrid;
        }
        if (OfficeAuditReader.isOfficeAudit(record)) {
            return officeAudit;
        }
        if (DefenderReader.isDefender(record)) {
            return defender;
        }
        return tableReader(record.text("Type", "$table"))
                .or(() -> Optional.ofNullable(DirectoryAuditReader.isDirectoryAudit(record) ? directoryAudit : null))
                .orElse(null);
    }

    /** The family of a row by the name of its table in Log Analytics. */
    private Optional<FamilyReader> tableReader(@Nullable String table) {
        if (table == null) {
            return Optional.empty();
        }
        if (SignInReader.category(table) != null) {
            return Optional.of(signIn);
        }
        if (IdentityRiskReader.category(table) != null) {
            return Optional.of(identityRisk);
        }
        return switch (table.toLowerCase(Locale.ROOT)) {
            case "azureactivity" -> Optional.of(activityLog);
            case "auditlogs" -> Optional.of(directoryAudit);
            case "officeactivity" -> Optional.of(officeAudit);
            default -> DataAccessReader.categoryOfTable(table) == null ? Optional.empty() : Optional.of(dataAccess);
        };
    }

    private @Nullable FamilyReader familyByCategory(JsonObject record, String category) {
        Category told = categories.meaning(category);
        if (told.shared()) {
            return familyByProvider(record, category);
        }
        return told.family() == activityLog && !isOfActivityLog(record) ? null : told.family();
    }

    private Category category(String category) {
        if (DataAccessReader.isShared(category)
                || ServiceActivityReader.isShared(category)
                || category.equalsIgnoreCase(AUDIT_LOGS)) {
            return new Category(null, true);
        } else if (SignInReader.category(category) != null) {
            return new Category(signIn, false);
        } else if (IdentityRiskReader.category(category) != null) {
            return new Category(identityRisk, false);
        } else if (DataAccessReader.handles(category)) {
            return new Category(dataAccess, false);
        } else if (NetworkFlowReader.handles(category)) {
            return new Category(networkFlow, false);
        } else if (ServiceActivityReader.handles(category)) {
            return new Category(serviceActivity, false);
        }
        return new Category(ActivityLogReader.hasCategory(category) ? activityLog : null, false);
    }

    private @Nullable FamilyReader familyByProvider(JsonObject record, String category) {
        String provider = ResourceProvider.of(DataAccessReader.resourceId(record));
        if (DataAccessReader.handles(record, provider, category)) {
            return dataAccess;
        }
        if (ServiceActivityReader.handles(provider, category)) {
            return serviceActivity;
        }
        return provider.equals("microsoft.aadiam") && category.equalsIgnoreCase(AUDIT_LOGS) ? directoryAudit : null;
    }

    /** Whether a record looks like the activity log's: {@code Policy}, {@code Delete} and others are common words. */
    private static boolean isOfActivityLog(JsonObject record) {
        return record.has("operationName") || record.has("OperationNameValue") || record.has("resultType");
    }

    /** Some tools list records, or forward them, without the category. */
    private ReadResult readWithoutCategory(JsonObject record) {
        if (SignInReader.isGraphSignIn(record)) {
            return signIn.read(record);
        }
        if (ActivityLogReader.namesOperation(record)) {
            return activityLog.read(record);
        }
        if (DataAccessReader.isStorage(record)) {
            return dataAccess.read(record);
        }
        if (ResourceStateReader.isResource(record)) {
            return resourceState.read(record);
        }
        String operation = record.text("operationName");
        if (operation != null && NetworkFlowReader.handles(operation)) {
            return networkFlow.read(record);
        }
        JsonObject auditData = record.object("AuditData");
        if (OfficeAuditReader.isOfficeAudit(auditData)) {
            return officeAudit.read(auditData);
        }
        return record.has("metricName") ? new ReadResult.Ignored("metrics") : UNNAMED;
    }
}
