package io.dspt.monitor.core.week;

import io.dspt.monitor.core.week.AzureLines.Person;
import io.dspt.monitor.core.week.AzureLines.SignIn;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * An invented trust with thousands of staff, a PACS and nightly pipelines, and what its estate logs in the ordinary way:
 * the same seed gives the same records. Busy sources are thinned out to what changes a verdict; what tells an ordinary
 * day from an odd one (who, from where, how many in a row, at what hour) is as it would be.
 */
public final class OrdinaryTrust {
    /** The zone the trust works in. */
    public static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static final int PACS_READS_AN_HOUR = 120;
    private static final int MACHINES = 60;
    private static final List<String> APPLICATIONS =
            List.of("Northmoor Notes", "Northmoor Rota", "Office 365 Exchange Online");
    private static final String HOSPITAL = "198.51.100.";

    private final long seed;
    private final int staff;
    private final List<Person> administrators;

    /** One record and when it happened. */
    public record Timed(Instant at, String record) {}

    /**
     * A trust.
     *
     * @param staff how many people sign in
     */
    public OrdinaryTrust(long seed, int staff) {
        this.seed = seed;
        this.staff = staff;
        this.administrators = List.of(person(1), person(2), person(3), person(4), person(5), person(6));
    }

    /** What stands before anything else: the stores and machines as they were made. */
    public List<Timed> foundation(Instant at) {
        List<Timed> records = new ArrayList<>();
        Person engineer = administrators.get(0);
        SplittableRandom random = new SplittableRandom(seed);
        String tags = "\"tags\":{\"data-classification\":\"patient\",\"record-type\":\"adult\",\"iao\":\"imaging\","
                + "\"retention\":\"adult\",\"dpia-id\":\"DPIA-7\"}";
        for (String account : List.of("stpacs", "stletters", "stexport")) {
            records.add(
                    new Timed(
                            at,
                            AzureLines.operation(
                                    at,
                                    id(random),
                                    AzureLines.store(account, "rg-pacs"),
                                    "Microsoft.Storage/storageAccounts/write",
                                    engineer,
                                    "{\"location\":\"uksouth\"," + tags
                                            + ",\"sku\":{\"name\":\"Standard_ZRS\"},\"properties\":{"
                                            + "\"supportsHttpsTrafficOnly\":true,\"minimumTlsVersion\":\"TLS1_2\","
                                            + "\"allowBlobPublicAccess\":false,\"allowSharedKeyAccess\":false,"
                                            + "\"publicNetworkAccess\":\"Disabled\",\"networkAcls\":{\"defaultAction\":\"Deny\"}}}")));
        }
        return records;
    }

    /** Everything of one day, in the order of its times. */
    public List<Timed> day(LocalDate day) {
        SplittableRandom random = new SplittableRandom(seed ^ (day.toEpochDay() * 0x9E3779B97F4A7C15L));
        boolean working = day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
        List<Timed> records = new ArrayList<>();
        signIns(day, working, random, records);
        directory(day, working, random, records);
        pacs(day, random, records);
        pipelines(day, random, records);
        engineers(day, working, random, records);
        backups(day, random, records);
        defender(day, random, records);
        records.sort(Comparator.comparing(Timed::at));
        return records;
    }

    Person person(int number) {
        String id = String.format(Locale.ROOT, "7d1c9a52-0000-4000-8000-%012d", number);
        return new Person(id, "Staff " + number, "staff" + number + "@northmoor.example.nhs.uk", "Member");
    }

    static Person application(int number, String name) {
        return new Person(String.format(Locale.ROOT, "0ac64f97-0000-4000-8000-%012d", number), name, "", "");
    }

    /** The pipeline that moves data at night. */
    static Person pipeline() {
        return application(10, "sp-nightly-etl");
    }

    static Person pacsServer(int number) {
        return application(20 + number, "mi-pacs-" + number);
    }

    private void signIns(LocalDate day, boolean working, SplittableRandom random, List<Timed> records) {
        int today = working ? staff * 2 / 5 : staff / 8;
        for (int i = 0; i < today; i++) {
            Person who = person(1 + random.nextInt(staff));
            String application = APPLICATIONS.get(random.nextInt(APPLICATIONS.size()));
            Instant at = working ? within(day, 7, 18, random) : within(day, 0, 23, random);
            boolean home = random.nextInt(10) == 0;
            String address = home ? "203.0.113." + random.nextInt(1, 250) : HOSPITAL + random.nextInt(1, 250);
            if (random.nextInt(40) == 0) {
                int slips = 1 + random.nextInt(3);
                for (int slip = slips; slip > 0; slip--) {
                    records.add(signIn(at.minusSeconds(20L * slip), random, who, application, address, 50126, false));
                }
            }
            records.add(signIn(at, random, who, application, address, 0, true));
            records.add(new Timed(
                    at.plusSeconds(1800),
                    AzureLines.signIn(
                            at.plusSeconds(1800),
                            id(random),
                            who,
                            new SignIn(
                                    "NonInteractiveUserSignInLogs",
                                    application,
                                    "app-" + application.hashCode(),
                                    address,
                                    "GB",
                                    0,
                                    true,
                                    true,
                                    "Mobile Apps and Desktop clients"))));
        }
        for (int hour = 0; hour < 24; hour++) {
            for (int app = 0; app < 3; app++) {
                Instant at = within(day, hour, hour, random);
                Person server = pacsServer(app);
                records.add(new Timed(
                        at,
                        AzureLines.applicationSignIn(
                                at,
                                id(random),
                                "ManagedIdentitySignInLogs",
                                server.id(),
                                server.name(),
                                "192.0.2.4" + app,
                                "GB")));
            }
        }
    }

    private Timed signIn(
            Instant at,
            SplittableRandom random,
            Person who,
            String application,
            String address,
            int error,
            boolean mfa) {
        return new Timed(
                at,
                AzureLines.signIn(
                        at,
                        id(random),
                        who,
                        new SignIn(
                                "SignInLogs",
                                application,
                                "app-" + application.hashCode(),
                                address,
                                "GB",
                                error,
                                mfa,
                                true,
                                "Browser")));
    }

    private void directory(LocalDate day, boolean working, SplittableRandom random, List<Timed> records) {
        if (!working) {
            return;
        }
        Person deskOfficer = administrators.get(5);
        for (int joiner = 0; joiner < 6; joiner++) {
            Person who = person(staff + (int) (day.toEpochDay() % 1000) * 10 + joiner);
            records.add(change(within(day, 8, 16, random), random, "UserManagement", "Add user", deskOfficer, who));
            records.add(change(
                    within(day, 8, 16, random), random, "UserManagement", "User registered security info", who, who));
        }
        for (int i = 0; i < 25; i++) {
            Person who = person(7 + random.nextInt(staff - 7));
            records.add(change(
                    within(day, 8, 17, random), random, "UserManagement", "Reset password (self-service)", who, who));
            records.add(change(
                    within(day, 8, 17, random), random, "GroupManagement", "Add member to group", deskOfficer, who));
        }
        for (int i = 0; i < 3; i++) {
            Person admin = administrators.get(i);
            Instant at = within(day, 9, 10, random);
            records.add(pim(at, random, "Add member to role completed (PIM activation)", admin));
            records.add(pim(
                    at.plus(Duration.ofHours(4)), random, "Remove member from role (PIM activation expired)", admin));
        }
    }

    private Timed pim(Instant at, SplittableRandom random, String activity, Person who) {
        return new Timed(
                at,
                AzureLines.directoryChange(
                        at,
                        id(random),
                        "RoleManagement",
                        activity,
                        who,
                        who,
                        AzureLines.roleTarget("Exchange Administrator"),
                        "Mailbox migration, CHG0031207"));
    }

    private Timed change(
            Instant at, SplittableRandom random, String service, String activity, Person by, Person target) {
        return new Timed(
                at,
                AzureLines.directoryChange(
                        at, id(random), service, activity, by, target, AzureLines.plainTarget(), ""));
    }

    /** A PACS reads as clinics go on: every hour far more in a minute than a person could. */
    private void pacs(LocalDate day, SplittableRandom random, List<Timed> records) {
        for (int hour = 0; hour < 24; hour++) {
            int reads = hour >= 7 && hour < 19 ? PACS_READS_AN_HOUR : PACS_READS_AN_HOUR / 4;
            reads = reads * (9 + random.nextInt(3)) / 10;
            Person server = pacsServer(hour % 3);
            Instant burst = within(day, hour, hour, random);
            for (int i = 0; i < reads; i++) {
                Instant at = burst.plusMillis(700L * i);
                records.add(new Timed(
                        at,
                        AzureLines.blob(
                                at,
                                id(random),
                                "stpacs",
                                "rg-pacs",
                                "GetBlob",
                                server,
                                "192.0.2.4" + hour % 3,
                                2_000_000 + random.nextInt(1_000_000))));
            }
        }
    }

    private void pipelines(LocalDate day, SplittableRandom random, List<Timed> records) {
        Instant start = day.atTime(1, 0).atZone(LONDON).toInstant();
        Person pipeline = pipeline();
        for (String account : List.of("stpacs", "stletters")) {
            for (int i = 0; i < 300; i++) {
                Instant at = start.plusSeconds(2L * i);
                records.add(new Timed(
                        at,
                        AzureLines.blob(
                                at, id(random), account, "rg-pacs", "GetBlob", pipeline, "192.0.2.60", 500_000)));
            }
        }
        for (String vault : List.of("kv-northmoor", "kv-etl")) {
            records.add(new Timed(start, AzureLines.secretRead(start, id(random), vault, pipeline)));
        }
        for (int i = 0; i < 4; i++) {
            Instant at = start.plusSeconds(600L * i);
            records.add(new Timed(
                    at,
                    AzureLines.operation(
                            at,
                            id(random),
                            AzureLines.SUBSCRIPTION
                                    + "/resourceGroups/rg-etl/providers/Microsoft.Resources/deployments/night" + i,
                            "Microsoft.Resources/deployments/write",
                            pipeline,
                            "")));
        }
        Instant keys = start.plusSeconds(30);
        records.add(new Timed(
                keys,
                AzureLines.operation(
                        keys,
                        id(random),
                        AzureLines.store("stexport", "rg-pacs"),
                        "Microsoft.Storage/storageAccounts/listKeys/action",
                        pipeline,
                        "")));
    }

    /** Engineers restart machines and change tags in working hours. */
    private void engineers(LocalDate day, boolean working, SplittableRandom random, List<Timed> records) {
        if (!working) {
            return;
        }
        for (int i = 0; i < 12; i++) {
            Instant at = within(day, 9, 16, random);
            records.add(new Timed(
                    at,
                    AzureLines.operation(
                            at,
                            id(random),
                            machine(random.nextInt(MACHINES)),
                            "Microsoft.Compute/virtualMachines/restart/action",
                            administrators.get(random.nextInt(4)),
                            "")));
        }
        Instant at = within(day, 9, 16, random);
        records.add(new Timed(
                at,
                AzureLines.operation(
                        at,
                        id(random),
                        AzureLines.store("stletters", "rg-pacs"),
                        "Microsoft.Storage/storageAccounts/write",
                        administrators.get(1),
                        "{\"properties\":{\"minimumTlsVersion\":\"TLS1_2\"}}")));
    }

    private void backups(LocalDate day, SplittableRandom random, List<Timed> records) {
        for (int machine = 0; machine < MACHINES; machine++) {
            Instant at = day.atTime(22, 0).atZone(LONDON).toInstant().plusSeconds(40L * machine + random.nextInt(30));
            if (random.nextInt(200) == 0) {
                records.add(new Timed(at, AzureLines.backupJob(at, id(random), "vm-" + machine, "Failed")));
                at = at.plus(Duration.ofHours(1));
            }
            records.add(new Timed(at, AzureLines.backupJob(at, id(random), "vm-" + machine, "Completed")));
        }
    }

    /** The weekly export tells the state of everything again. */
    private void defender(LocalDate day, SplittableRandom random, List<Timed> records) {
        if (day.getDayOfWeek() != DayOfWeek.SUNDAY) {
            return;
        }
        for (int machine = 0; machine < MACHINES; machine++) {
            Instant at = day.atTime(4, 0).atZone(LONDON).toInstant().plusSeconds(machine);
            records.add(new Timed(
                    at,
                    AzureLines.assessment(
                            at,
                            machine(machine),
                            "90386950-71ca-4357-a12e-486d1679427c",
                            "Machines should be configured to periodically check for missing system updates",
                            random.nextInt(30) == 0 ? "Unhealthy" : "Healthy")));
        }
    }

    static String machine(int number) {
        return AzureLines.SUBSCRIPTION + "/resourceGroups/rg-vms/providers/Microsoft.Compute/virtualMachines/vm-"
                + number;
    }

    private static Instant within(LocalDate day, int firstHour, int lastHour, SplittableRandom random) {
        LocalTime time =
                LocalTime.of(firstHour, 0).plusSeconds(random.nextInt((lastHour - firstHour + 1) * 3600 - 200));
        return day.atTime(time).atZone(LONDON).toInstant();
    }

    static String id(SplittableRandom random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
