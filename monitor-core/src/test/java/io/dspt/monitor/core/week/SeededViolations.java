package io.dspt.monitor.core.week;

import io.dspt.monitor.core.week.AzureLines.Person;
import io.dspt.monitor.core.week.AzureLines.SignIn;
import io.dspt.monitor.core.week.OrdinaryTrust.Timed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Twenty things that must not happen, done in the middle of an ordinary week. */
public final class SeededViolations {
    private static final String GROUP = AzureLines.SUBSCRIPTION + "/resourceGroups/rg-pacs";
    private static final String PROVIDERS = GROUP + "/providers/";
    private static final String PATIENT_TAGS =
            "\"tags\":{\"data-classification\":\"patient\",\"record-type\":\"adult\"}";

    private static final String MULTI_FACTOR_POLICY = "Require MFA for all users";
    private static final String NOTES_ID = OrdinarySignIns.applicationId(OrdinarySignIns.NOTES);

    private final SplittableRandom random;
    private final Person engineer;
    private final Person intruder = new Person(
            "7d1c9a52-0000-4000-8000-0000000eee01", "Eve Moss", "eve.moss@northmoor.example.nhs.uk", "Member");
    private final List<Violation> violations = new ArrayList<>();

    /**
     * One violation.
     *
     * @param rule id of the rule that must page for it
     * @param subject part of the name of who or what breaks it
     * @param records what the estate logs of it
     */
    public record Violation(String rule, String subject, List<Timed> records) {}

    private SeededViolations(long seed) {
        this.random = new SplittableRandom(seed);
        this.engineer = OrdinaryTrust.administrator(2);
    }

    /** All of them, one every twenty minutes from this time on. */
    public static List<Violation> from(Instant begin, long seed) {
        SeededViolations seeded = new SeededViolations(seed);
        seeded.residency(begin);
        seeded.access(begin.plus(Duration.ofHours(2)));
        seeded.network(begin.plus(Duration.ofHours(5)));
        seeded.retention(begin.plus(Duration.ofHours(6)));
        return List.copyOf(seeded.violations);
    }

    private void residency(Instant at) {
        operation(
                "RES-001",
                "stabroad",
                at,
                PROVIDERS + "Microsoft.Storage/storageAccounts/stabroad",
                "Microsoft.Storage/storageAccounts/write",
                "{\"location\":\"westeurope\"," + PATIENT_TAGS + ",\"sku\":{\"name\":\"Standard_LRS\"},"
                        + "\"properties\":{}}");
        operation(
                "RES-004",
                "cosmos-letters",
                at.plusSeconds(1200),
                PROVIDERS + "Microsoft.DocumentDB/databaseAccounts/cosmos-letters",
                "Microsoft.DocumentDB/databaseAccounts/write",
                "{\"location\":\"uksouth\"," + PATIENT_TAGS + ",\"properties\":{\"locations\":["
                        + "{\"locationName\":\"UK South\"},{\"locationName\":\"East US\"}]}}");
    }

    private void access(Instant at) {
        directory(
                "ACC-001",
                intruder.id(),
                at,
                "RoleManagement",
                "Add member to role outside of PIM (permanent)",
                AzureLines.roleTarget("Global Administrator"));
        operation(
                "ACC-008",
                engineer.principalName(),
                at.plusSeconds(600),
                "/providers/Microsoft.Authorization",
                "Microsoft.Authorization/elevateAccess/action",
                "");
        directory(
                "ACC-016",
                MULTI_FACTOR_POLICY,
                at.plusSeconds(1200),
                "Policy",
                "Delete conditional access policy",
                AzureServiceLines.accessPolicyDeleted(MULTI_FACTOR_POLICY));
        signIn("ACC-021", at.plusSeconds(1800), breakGlass());
        signIn("ACC-022", at.plusSeconds(2400), leaver());
        signIns("ACC-041", at.plusSeconds(3000));
        directory(
                "ACC-048",
                "northmoor.example.nhs.uk",
                at.plusSeconds(4200),
                "DirectoryManagement",
                "Set federation settings on domain",
                "{\"id\":\"northmoor.example.nhs.uk\",\"type\":\"Other\",\"displayName\":\"northmoor.example.nhs.uk\","
                        + "\"modifiedProperties\":[]}");
        operation(
                "ACC-032",
                "stletters",
                at.plusSeconds(4800),
                AzureLines.store("stletters", "rg-pacs"),
                "Microsoft.Storage/storageAccounts/write",
                "{\"properties\":{\"allowBlobPublicAccess\":true}}");
        massRead(at.plusSeconds(5400));
        operation(
                "ACC-010",
                "11111111-aaaa",
                at.plusSeconds(7200),
                AzureLines.SUBSCRIPTION + "/providers/Microsoft.Authorization/roleAssignments/11111111-aaaa",
                "Microsoft.Authorization/roleAssignments/write",
                // Owner of the whole subscription, for an application that no register knows.
                OrdinaryEstate.role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", next(), "ServicePrincipal"));
    }

    private void network(Instant at) {
        operation(
                "NET-001",
                "nsg-pacs",
                at,
                PROVIDERS + "Microsoft.Network/networkSecurityGroups/nsg-pacs/securityRules/rdp",
                "Microsoft.Network/networkSecurityGroups/securityRules/write",
                "{\"properties\":{\"access\":\"Allow\",\"direction\":\"Inbound\",\"protocol\":\"Tcp\","
                        + "\"sourceAddressPrefix\":\"*\",\"destinationPortRange\":\"3389\",\"priority\":100}}");
        operation(
                "ENC-005",
                "sql-pas",
                at.plusSeconds(600),
                PROVIDERS + "Microsoft.Sql/servers/sql-pas/databases/pas/transparentDataEncryption/current",
                "Microsoft.Sql/servers/databases/transparentDataEncryption/write",
                "{\"properties\":{\"state\":\"Disabled\"}}");
        operation(
                "ENC-006",
                "kv-old",
                at.plusSeconds(1200),
                AzureLines.SUBSCRIPTION + "/providers/Microsoft.KeyVault/locations/uksouth/deletedVaults/kv-old",
                "Microsoft.KeyVault/locations/deletedVaults/purge/action",
                "");
    }

    private void retention(Instant at) {
        operation(
                "LOG-010",
                "log-soc",
                at,
                GROUP + "/providers/Microsoft.OperationalInsights/workspaces/log-soc",
                "Microsoft.OperationalInsights/workspaces/delete",
                "");
        operation(
                "RET-004",
                "stpacs",
                at.plusSeconds(600),
                AzureLines.store("stpacs", "rg-pacs")
                        + "/blobServices/default/containers/studies/immutabilityPolicies/default",
                "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/delete",
                "");
        operation(
                "RET-010",
                "vm-3",
                at.plusSeconds(1200),
                PROVIDERS
                        + "Microsoft.RecoveryServices/vaults/rsv-northmoor/backupFabrics/Azure/protectionContainers/c1"
                        + "/protectedItems/vm-3",
                "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/delete",
                "");
        operation(
                "RET-012",
                "rsv-northmoor",
                at.plusSeconds(1800),
                PROVIDERS + "Microsoft.RecoveryServices/vaults/rsv-northmoor/backupconfig/vaultconfig",
                "Microsoft.RecoveryServices/vaults/backupconfig/write",
                "{\"properties\":{\"softDeleteFeatureState\":\"Disabled\"}}");
        List<Timed> deletions = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Instant then = at.plusSeconds(2400 + i);
            deletions.add(new Timed(
                    then,
                    AzureLines.blob(then, next(), "stletters", "rg-pacs", "DeleteBlob", intruder, "203.0.113.77", 0)));
        }
        violations.add(new Violation("RET-017", "203.0.113.77", deletions));
    }

    /** The account kept for emergencies; it stands in the register of such accounts. */
    public static Person breakGlass() {
        return new Person(
                "7d1c9a52-0000-4000-8000-0000000bbb01", "Break Glass 1", "bg1@northmoor.example.nhs.uk", "Member");
    }

    /** Somebody who has left; the register of leavers says when. */
    public static Person leaver() {
        return new Person(
                "7d1c9a52-0000-4000-8000-0000000ccc01", "Lee Gone", "lee.gone@northmoor.example.nhs.uk", "Member");
    }

    private void signIn(String rule, Instant at, Person who) {
        violations.add(new Violation(
                rule,
                who.id(),
                List.of(new Timed(
                        at,
                        AzureLines.signIn(
                                at,
                                next(),
                                who,
                                new SignIn(
                                        "SignInLogs",
                                        OrdinarySignIns.NOTES,
                                        NOTES_ID,
                                        "203.0.113.9",
                                        "GB",
                                        0,
                                        true,
                                        true,
                                        "Browser"))))));
    }

    /** Pushes a person refuses again and again, until not. */
    private void signIns(String rule, Instant at) {
        List<Timed> pushes = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Instant then = at.plusSeconds(60L * i);
            int error = i < 6 ? 500121 : 0;
            pushes.add(new Timed(
                    then,
                    AzureLines.signIn(
                            then,
                            next(),
                            intruder,
                            new SignIn(
                                    "SignInLogs",
                                    OrdinarySignIns.NOTES,
                                    NOTES_ID,
                                    "203.0.113.66",
                                    "GB",
                                    error,
                                    error == 0,
                                    false,
                                    "Browser"))));
        }
        violations.add(new Violation(rule, intruder.id(), pushes));
    }

    private void massRead(Instant at) {
        List<Timed> reads = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            Instant then = at.plusSeconds(i);
            reads.add(new Timed(
                    then,
                    AzureLines.blob(
                            then,
                            next(),
                            "stpacs",
                            "rg-pacs",
                            "GetBlob",
                            OrdinaryTrust.pacsServer(1),
                            "203.0.113.66",
                            9_000_000)));
        }
        violations.add(new Violation("ACC-035", OrdinaryTrust.pacsServer(1).id(), reads));
    }

    private void directory(String rule, String subject, Instant at, String service, String activity, String target) {
        violations.add(new Violation(
                rule,
                subject,
                List.of(new Timed(
                        at,
                        AzureLines.directoryChange(at, next(), service, activity, engineer, intruder, target, "")))));
    }

    private void operation(String rule, String subject, Instant at, String resourceId, String operation, String body) {
        violations.add(new Violation(
                rule,
                subject,
                List.of(new Timed(at, AzureLines.operation(at, next(), resourceId, operation, engineer, body)))));
    }

    private String next() {
        return OrdinaryTrust.id(random);
    }
}
