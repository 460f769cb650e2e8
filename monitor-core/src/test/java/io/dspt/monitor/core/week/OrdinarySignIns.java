package io.dspt.monitor.core.week;

import io.dspt.monitor.core.week.AzureLines.Person;
import io.dspt.monitor.core.week.AzureLines.SignIn;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Who signs in on an ordinary day, and who fails to. */
final class OrdinarySignIns {
    /** Shows patients. */
    static final String NOTES = "Northmoor Notes";

    private static final String MAIL = "Office 365 Exchange Online";
    private static final List<String> APPLICATIONS = List.of(NOTES, "Northmoor Rota", MAIL);
    private static final List<String> HOLIDAYS = List.of("ES", "FR", "PT", "IE", "US");

    private final OrdinaryTrust trust;
    private final DayLog log;

    OrdinarySignIns(OrdinaryTrust trust, DayLog log) {
        this.trust = trust;
        this.log = log;
    }

    static String applicationId(String application) {
        return "app-" + application.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    void add() {
        int byDay = log.isWorkingDay() ? trust.staff() / 12 : trust.staff() / 20;
        for (int i = 0; i < byDay; i++) {
            one(log.within(7, 18));
        }
        for (int i = 0; i < trust.staff() / 16; i++) {
            one(log.onceIn(2) ? log.within(0, 6) : log.within(19, 23));
        }
        for (int i = 0; i < 24 * 6; i++) {
            // Telephones and computers renew their tokens whether or not anybody is awake.
            String address = "198.51.100." + (1 + log.upTo(249));
            add(log.at(i / 6, i % 6 * 10), trust.somebody(log), nonInteractive(MAIL, address, "GB", true));
        }
        abroad();
        outsiders();
        risky();
        applications();
    }

    private void one(Instant at) {
        Person who = trust.somebody(log);
        String application = APPLICATIONS.get(log.upTo(APPLICATIONS.size()));
        boolean home = log.onceIn(10);
        String address = home ? "203.0.113." + (1 + log.upTo(249)) : "198.51.100." + (1 + log.upTo(249));
        // At home people read mail on what is theirs.
        boolean managed = !home || !application.equals(MAIL);
        if (log.onceIn(40)) {
            for (int slip = 1 + log.upTo(3); slip > 0; slip--) {
                add(at.minusSeconds(20L * slip), who, interactive(application, address, "GB", 50126, managed));
            }
        }
        if (log.onceIn(150)) {
            for (int missed = 1 + log.upTo(2); missed > 0; missed--) {
                add(at.minusSeconds(15L * missed), who, interactive(application, address, "GB", 500121, managed));
            }
        }
        add(at, who, interactive(application, address, "GB", 0, managed));
        if (!log.onceIn(3)) {
            add(at.plusSeconds(1800), who, nonInteractive(application, address, "GB", managed));
        }
    }

    /** Holidays with mail, journeys with approval, and a policy that stops the others. */
    private void abroad() {
        for (int i = 0; i < 12; i++) {
            Person who = trust.somebody(log);
            String country = HOLIDAYS.get(log.upTo(HOLIDAYS.size()));
            Instant at = log.within(7, 22);
            add(at, who, interactive(MAIL, "2001:db8:5::" + (1 + log.upTo(99)), country, 0, false));
            add(at.plusSeconds(900), who, nonInteractive(NOTES, "2001:db8:5::7", country, true));
            if (log.onceIn(4)) {
                add(at.plusSeconds(1200), who, interactive(NOTES, "2001:db8:5::9", country, 53003, false));
            }
        }
        if (log.isWorkingDay()) {
            add(log.within(8, 17), OrdinaryTrust.traveller(), interactive(NOTES, "2001:db8:6::1", "IE", 0, true));
        }
        // Once in a while the policy lets somebody through whose journey nobody has written down.
        if (log.isA(DayOfWeek.TUESDAY)) {
            add(log.within(9, 17), trust.somebody(log), interactive(NOTES, "2001:db8:5::3", "FR", 0, true));
        }
    }

    /** Guests at work, and strangers at the door: one address tries many accounts, disabled ones among them. */
    private void outsiders() {
        for (int i = 0; i < 20; i++) {
            int number = log.upTo(40);
            Person guest = new Person(
                    OrdinaryTrust.person(90_000 + number).id(),
                    "Guest " + number,
                    "guest" + number + "_imaging.example.com#EXT#@northmoor.example.nhs.uk",
                    "Guest");
            add(log.within(8, 17), guest, interactive("Microsoft Teams", "203.0.113.251", "GB", 0, false));
        }
        Instant spray = log.within(0, 22);
        for (int i = 0; i < 25; i++) {
            int error = i % 8 == 7 ? 50057 : i % 5 == 4 ? 50053 : 50126;
            add(
                    spray.plusSeconds(40L * i),
                    trust.somebody(log),
                    interactive(MAIL, "2001:db8:bad::1", "BR", error, false));
        }
    }

    /** Entra finds a sign-in unlike the person's others, and they prove who they are; once a week it is more certain. */
    private void risky() {
        for (int i = 0; i < 2; i++) {
            risky(log.within(6, 22), "medium", log.onceIn(2) ? "remediated" : "atRisk");
        }
        if (log.isA(DayOfWeek.FRIDAY)) {
            risky(log.within(8, 17), "high", "atRisk");
        }
    }

    private void risky(Instant at, String level, String state) {
        String record = AzureLines.signIn(
                at,
                log.id(),
                trust.somebody(log),
                interactive(MAIL, "203.0.113." + (1 + log.upTo(249)), "GB", 0, true));
        log.add(
                at,
                record.replace(
                        "\"riskLevelDuringSignIn\":\"none\",\"riskState\":\"none\"",
                        "\"riskLevelDuringSignIn\":\"" + level + "\",\"riskLevelAggregated\":\"" + level
                                + "\",\"riskState\":\"" + state + "\""));
    }

    private void applications() {
        for (int hour = 0; hour < 24; hour++) {
            for (int server = 0; server < 3; server++) {
                application(
                        log.within(hour, hour),
                        "ManagedIdentitySignInLogs",
                        OrdinaryTrust.pacsServer(server),
                        "192.0.2.4" + server);
            }
            application(
                    log.within(hour, hour), "ServicePrincipalSignInLogs", OrdinaryTrust.recordSystem(), "192.0.2.50");
        }
        application(log.at(1, 0), "ServicePrincipalSignInLogs", OrdinaryTrust.pipeline(), "192.0.2.60");
    }

    private void application(Instant at, String category, Person application, String address) {
        log.add(
                at,
                AzureLines.applicationSignIn(
                        at, log.id(), category, application.id(), application.name(), address, "GB"));
    }

    private void add(Instant at, Person who, SignIn how) {
        log.add(at, AzureLines.signIn(at, log.id(), who, how));
    }

    private static SignIn interactive(String application, String address, String country, int error, boolean managed) {
        return new SignIn(
                "SignInLogs",
                application,
                applicationId(application),
                address,
                country,
                error,
                error == 0,
                managed,
                "Browser");
    }

    private static SignIn nonInteractive(String application, String address, String country, boolean managed) {
        return new SignIn(
                "NonInteractiveUserSignInLogs",
                application,
                applicationId(application),
                address,
                country,
                0,
                true,
                managed,
                "Mobile Apps and Desktop clients");
    }
}
