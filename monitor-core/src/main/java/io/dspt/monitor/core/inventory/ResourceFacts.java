package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Structure;
import io.dspt.monitor.core.fact.FactValue.Text;
import io.dspt.monitor.core.fact.FactValue.Whole;
import io.dspt.monitor.core.fact.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the inventory says of one resource: its own row, the rows of what contains it, and what follows from both by the
 * reference data.
 */
public final class ResourceFacts implements FactSource {
    private static final String STORAGE_ACCOUNT = "microsoft.storage/storageaccounts";
    private static final String COSMOS_ACCOUNT = "microsoft.documentdb/databaseaccounts";
    private static final String MANAGED_HSM = "microsoft.keyvault/managedhsms";
    private static final String GALLERY_VERSION = "microsoft.compute/galleries/images/versions";
    private static final String SITE_RECOVERY_ITEM =
            "microsoft.recoveryservices/vaults/replicationfabrics/replicationprotectioncontainers"
                    + "/replicationprotecteditems";
    private static final String RESOURCE_GROUP = "microsoft.resources/subscriptions/resourcegroups";
    private static final String ROLE_ASSIGNMENT = "microsoft.authorization/roleassignments";
    private static final String WORKSPACE = "microsoft.operationalinsights/workspaces";
    private static final int MOST_TABLES = 200;

    /** What is not simply a property: how it follows from the row and what stands around it. */
    private static final Map<Fact, Function<ResourceFacts, FactValue>> DERIVED = Map.ofEntries(
            Map.entry(Facts.RESOURCE_TYPE, of -> FactValue.textOr(of.row.id().type(), Missing.ABSENT)),
            Map.entry(Facts.RESOURCE_ID, of -> FactValue.text(of.row.id().display())),
            Map.entry(Facts.RESOURCE_NAME, of -> FactValue.text(of.row.id().name())),
            Map.entry(
                    Facts.RESOURCE_GROUP,
                    of -> ReferenceData.orAbsent(of.row.id().group())),
            Map.entry(
                    Facts.RESOURCE_SUBSCRIPTION,
                    of -> ReferenceData.orAbsent(of.row.id().subscription())),
            Map.entry(
                    Facts.RESOURCE_SCOPE,
                    of -> ReferenceData.orAbsent(of.row.id().scope().map(ResourceId::display))),
            Map.entry(Facts.RESOURCE_REGION, ResourceFacts::region),
            Map.entry(Facts.RESOURCE_REGION_SOURCE, ResourceFacts::regionSource),
            Map.entry(Facts.RESOURCE_REPLICA_REGIONS, ResourceFacts::replicaRegions),
            Map.entry(Facts.RESOURCE_PATIENT_DATA, ResourceFacts::patientData),
            Map.entry(Facts.RESOURCE_RECORD_TYPE, ResourceFacts::recordType),
            Map.entry(Facts.RETENTION_MINIMUM_DAYS, ResourceFacts::minimumDays),
            Map.entry(Facts.ROLE_NAME, ResourceFacts::roleName),
            Map.entry(Facts.WORKSPACE_AUDIT_TABLE_RETENTION_DAYS, ResourceFacts::auditTableRetention),
            Map.entry(Facts.DIAGNOSTIC_ENABLED_LOGS, ResourceFacts::enabledLogs),
            Map.entry(Facts.UNHEALTHY_SINCE, of -> AssessmentHistory.unhealthySince(of.row)),
            Map.entry(Facts.RESOURCE_PLATFORM, of -> PlatformFacts.platform(of.row)),
            Map.entry(Facts.SCORE_FALL, of -> AssessmentHistory.scoreFall(of.row)),
            Map.entry(Facts.RESOURCE_ROOT, of -> of.elsewhere.root()),
            Map.entry(Facts.RESOURCE_BLOB_CONTAINER, of -> of.elsewhere.blobContainer()),
            Map.entry(Facts.RESOURCE_PAIR_REGION, of -> of.elsewhere.pairRegion()),
            Map.entry(Facts.DESTINATION_RESOURCES, of -> of.elsewhere.destinationResources()),
            Map.entry(Facts.DESTINATION_IDS, of -> of.elsewhere.destinationIds()),
            Map.entry(Facts.LIGHTHOUSE_TENANT, of -> of.elsewhere.lighthouseTenant()),
            Map.entry(Facts.MARKETPLACE_PUBLISHER, of -> of.elsewhere.publisher()));

    private final ResourceRow row;
    private final Inventory inventory;
    private final ReferenceData reference;
    private final ElsewhereFacts elsewhere;

    public ResourceFacts(ResourceRow row, Inventory inventory, ReferenceData reference) {
        this.row = row;
        this.inventory = inventory;
        this.reference = reference;
        this.elsewhere = new ElsewhereFacts(row, inventory, reference);
    }

    @Override
    public FactValue read(Fact fact) {
        Function<ResourceFacts, FactValue> derived = DERIVED.get(fact);
        return derived == null ? ownProperty(fact) : derived.apply(this);
    }

    private FactValue ownProperty(Fact fact) {
        return Facts.tagName(fact).map(this::tag).orElseGet(() -> property(fact));
    }

    /** A property that this type of resource does not have is absent, one that nobody told is unknown. */
    private FactValue property(Fact fact) {
        FactValue value = row.read(fact.name());
        return value == Missing.UNKNOWN && !ofThisType(fact) ? Missing.ABSENT : value;
    }

    private boolean ofThisType(Fact fact) {
        if (fact.equals(Facts.RESOURCE_SKU)) {
            return true;
        }
        for (ResourceProperty property : reference.properties().of(row.id().type())) {
            if (property.fact().equals(fact)) {
                return true;
            }
        }
        return false;
    }

    private FactValue regionSource() {
        return row.read(Facts.RESOURCE_REGION.name()).isPresent() ? FactValue.text("body") : region();
    }

    /** Only resources that stand in a resource group, and the groups themselves, have a region of their own. */
    private FactValue region() {
        FactValue own = row.read(Facts.RESOURCE_REGION.name());
        return own == Missing.UNKNOWN && !hasOwnRegion(row.id()) ? Missing.ABSENT : own;
    }

    private static boolean hasOwnRegion(ResourceId id) {
        return id.type().equals(RESOURCE_GROUP) || isTopLevel(id);
    }

    /** Whether it is a top-level resource: one that stands in a resource group itself, and in no other resource. */
    public static boolean isTopLevel(ResourceId id) {
        return id.type().indexOf('/') == id.type().lastIndexOf('/')
                && id.scope().map(scope -> scope.type().equals(RESOURCE_GROUP)).orElse(false);
    }

    private FactValue tag(String name) {
        FactValue tags = row.read(Facts.RESOURCE_TAGS.name());
        return tags instanceof Structure structure ? structure.member(name) : tags;
    }

    /** The resource and what contains it, up to and including its resource group. */
    private List<ResourceId> withContainers() {
        List<ResourceId> chain = new ArrayList<>();
        Optional<ResourceId> next = Optional.of(row.id());
        while (next.isPresent() && chain.size() < 12) {
            chain.add(next.get());
            next = next.get().container();
        }
        return chain;
    }

    private FactValue tagsOf(ResourceId id) {
        return id.equals(row.id())
                ? row.read(Facts.RESOURCE_TAGS.name())
                : inventory
                        .resource(id)
                        .map(r -> r.read(Facts.RESOURCE_TAGS.name()))
                        .orElse(Missing.UNKNOWN);
    }

    private FactValue patientData() {
        boolean ownTagsUnknown = false;
        for (ResourceId id : withContainers()) {
            FactValue tags = tagsOf(id);
            if (tags instanceof Structure structure && reference.patientData().say(structure)) {
                return FactValue.flag(true);
            }
            ownTagsUnknown |=
                    tags == Missing.UNKNOWN && hasOwnRegion(id) && !id.type().equals(RESOURCE_GROUP);
        }
        return ownTagsUnknown || !standsInResourceGroup() ? Missing.UNKNOWN : FactValue.flag(false);
    }

    private boolean standsInResourceGroup() {
        return row.id().group().isPresent();
    }

    private FactValue recordType() {
        boolean ownTagsUnknown = false;
        for (ResourceId id : withContainers()) {
            FactValue tags = tagsOf(id);
            if (tags instanceof Structure structure) {
                Optional<String> type = reference.patientData().recordType(structure);
                if (type.isPresent()) {
                    return FactValue.text(type.get());
                }
            }
            ownTagsUnknown |=
                    tags == Missing.UNKNOWN && hasOwnRegion(id) && !id.type().equals(RESOURCE_GROUP);
        }
        return ownTagsUnknown ? Missing.UNKNOWN : Missing.ABSENT;
    }

    private FactValue minimumDays() {
        FactValue type = recordType();
        if (type == Missing.UNKNOWN) {
            return Missing.UNKNOWN;
        }
        return reference
                .retention()
                .minimumDays(
                        type instanceof Text text
                                ? text.value()
                                : reference.retention().assumedType());
    }

    private FactValue replicaRegions() {
        return switch (row.id().type()) {
            case STORAGE_ACCOUNT -> pairOfGeoReplicated();
            case COSMOS_ACCOUNT -> regionsNamedBy("cosmos.regions");
            case MANAGED_HSM -> regionsNamedBy("managedHsm.regions");
            case GALLERY_VERSION -> regionsNamedBy("galleryVersion.targetRegions");
            case SITE_RECOVERY_ITEM -> regionsNamedBy("siteRecovery.recoveryRegion");
            default -> Missing.ABSENT;
        };
    }

    private FactValue pairOfGeoReplicated() {
        FactValue written = row.read(Facts.RESOURCE_SKU.name());
        if (!(written instanceof Text name)) {
            return written;
        }
        String sku = name.value().toLowerCase(Locale.ROOT);
        if (reference.geoReplicatedSkuEndings().stream().noneMatch(sku::endsWith)) {
            return new Many(List.of());
        }
        FactValue region = region();
        if (!(region instanceof Text own)) {
            return Missing.UNKNOWN;
        }
        FactValue pair = reference.regions().pairOf(own.value());
        return pair == Missing.ABSENT ? new Many(List.of()) : pair.isPresent() ? new Many(List.of(pair)) : pair;
    }

    private FactValue regionsNamedBy(String property) {
        FactValue regions = row.read(property);
        if (!(regions instanceof Many many)) {
            return regions;
        }
        String own = region().textOrNull();
        return FactValue.texts(many.elements().stream()
                .map(region -> ReferenceData.RegionTable.shortName(((Text) region).value()))
                .filter(region -> !region.equals(own))
                .toList());
    }

    private FactValue roleName() {
        FactValue role = row.read("roleAssignment.role");
        if (role instanceof Text id) {
            String name = reference.builtInRoles().get(id.value().toLowerCase(Locale.ROOT));
            return name == null ? role : FactValue.text(name);
        }
        return row.id().type().equals(ROLE_ASSIGNMENT) ? role : Missing.ABSENT;
    }

    private FactValue enabledLogs() {
        if (!row.id().type().equals("microsoft.insights/diagnosticsettings")) {
            return Missing.ABSENT;
        }
        FactValue logs = row.read("diagnosticSetting.logs");
        if (!(logs instanceof Many many)) {
            return logs;
        }
        List<String> enabled = new ArrayList<>();
        for (FactValue element : many.elements()) {
            Structure log = (Structure) element;
            if (log.member("enabled").equals(FactValue.flag(true))) {
                String category = log.member("category").textOrNull();
                String named = category == null ? log.member("categoryGroup").textOrNull() : category;
                enabled.add(String.valueOf(named));
            }
        }
        return FactValue.texts(enabled);
    }

    private FactValue auditTableRetention() {
        if (!row.id().type().equals(WORKSPACE)) {
            return Missing.ABSENT;
        }
        List<String> covered = new ArrayList<>();
        long shortest = Long.MAX_VALUE;
        for (ResourceRow table : inventory.children(row.id(), "tables", MOST_TABLES)) {
            String name = table.id().name().toLowerCase(Locale.ROOT);
            if (reference.auditTables().contains(name)
                    && table.read("workspaceTable.totalRetentionDays") instanceof Whole days) {
                covered.add(name);
                shortest = Math.min(shortest, days.value());
            }
        }
        if (covered.isEmpty()) {
            return Missing.ABSENT;
        }
        // A table that nobody told may hold logs for as long as the workspace only: a known minimum proves nothing.
        return covered.size() == reference.auditTables().size() ? FactValue.whole(shortest) : Missing.UNKNOWN;
    }
}
