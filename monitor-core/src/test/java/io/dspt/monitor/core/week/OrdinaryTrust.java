package io.dspt.monitor.core.week;

import io.dspt.monitor.core.week.AzureLines.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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

    static final int MACHINES = 60;
    static final String IMAGING = "rg-pacs";
    static final List<String> STORES = List.of("stpacs", "stletters", "stexport");

    private final long seed;
    private final int staff;

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
    }

    /** What stands before anything else: the stores and vaults as they were made. */
    public List<Timed> foundation(LocalDate day) {
        DayLog log = new DayLog(~seed, day);
        OrdinaryEstate.foundation(log, administrator(0));
        return log.inOrder();
    }

    /** Everything of one day, in the order of its times. */
    public List<Timed> day(LocalDate day) {
        DayLog log = new DayLog(seed, day);
        new OrdinarySignIns(this, log).add();
        new OrdinaryDirectory(this, log).add();
        new OrdinaryData(log).add();
        new OrdinaryEstate(log).add();
        return log.inOrder();
    }

    int staff() {
        return staff;
    }

    /** Somebody of the staff. */
    Person somebody(DayLog log) {
        return person(20 + log.upTo(staff - 20));
    }

    /** Six people run the tenant and the estate. */
    static Person administrator(int number) {
        return person(1 + number);
    }

    static Person person(int number) {
        String id = String.format(Locale.ROOT, "7d1c9a52-0000-4000-8000-%012d", number);
        return new Person(id, "Staff " + number, "staff" + number + "@northmoor.example.nhs.uk", "Member");
    }

    private static Person application(int number, String name) {
        return new Person(String.format(Locale.ROOT, "0ac64f97-0000-4000-8000-%012d", number), name, "", "");
    }

    /** The pipeline that moves data at night. */
    static Person pipeline() {
        return application(10, "sp-nightly-etl");
    }

    /** What keeps the directory in step with the one on the premises. */
    static Person directorySync() {
        return application(11, "Microsoft Entra Connect");
    }

    /** The patient record system, which reads through FHIR. */
    static Person recordSystem() {
        return application(12, "sp-epr");
    }

    /** What puts back settings that policy asks for. */
    static Person remediation() {
        return application(13, "mi-policy-remediation");
    }

    static Person pacsServer(int number) {
        return application(20 + number, "mi-pacs-" + number);
    }

    /** A clinician who works from Dublin, with approval. */
    static Person traveller() {
        return person(4_321);
    }

    static String machine(int number) {
        return AzureLines.SUBSCRIPTION + "/resourceGroups/rg-vms/providers/Microsoft.Compute/virtualMachines/vm-"
                + number;
    }

    static String id(SplittableRandom random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
