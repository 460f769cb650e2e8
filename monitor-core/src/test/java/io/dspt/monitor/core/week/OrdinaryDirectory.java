package io.dspt.monitor.core.week;

import io.dspt.monitor.core.week.AzureLines.Person;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;

/** What changes in the directory on an ordinary day. */
final class OrdinaryDirectory {
    private final OrdinaryTrust trust;
    private final DayLog log;

    OrdinaryDirectory(OrdinaryTrust trust, DayLog log) {
        this.trust = trust;
        this.log = log;
    }

    void add() {
        for (int hour = 0; hour < 24; hour++) {
            change(
                    log.within(hour, hour),
                    "UserManagement",
                    "Update user",
                    OrdinaryTrust.directorySync(),
                    trust.somebody(log));
        }
        onCall();
        if (!log.isWorkingDay()) {
            return;
        }
        people();
        guestsAndDevices();
        for (int admin = 0; admin < 3; admin++) {
            activation(log.within(9, 10), OrdinaryTrust.administrator(admin), "Exchange Administrator");
        }
        if (log.isA(DayOfWeek.WEDNESDAY)) {
            // A draft that nobody is subject to yet.
            directory(
                    log.within(10, 15),
                    "Policy",
                    "Update conditional access policy",
                    OrdinaryTrust.administrator(4),
                    OrdinaryTrust.administrator(4),
                    AzureServiceLines.accessPolicyEdited(
                            "Pilot", "enabledForReportingButNotEnforced", "\"pilot\",\"wards\"", "\"pilot\""));
        }
    }

    private void people() {
        Person serviceDesk = OrdinaryTrust.administrator(5);
        for (int joiner = 0; joiner < 6; joiner++) {
            Person who = OrdinaryTrust.person(trust.staff() + (int) (log.date().toEpochDay() % 1000) * 10 + joiner);
            Instant at = log.within(8, 15);
            change(at, "UserManagement", "Add user", serviceDesk, who);
            change(at.plusSeconds(3600), "UserManagement", "User registered security info", who, who);
        }
        for (int leaver = 0; leaver < 4; leaver++) {
            change(
                    log.within(8, 17),
                    "UserManagement",
                    "Disable account",
                    serviceDesk,
                    OrdinaryTrust.person(60_000 + (int) (log.date().toEpochDay() % 1000) * 10 + leaver));
        }
        for (int i = 0; i < 25; i++) {
            Person who = trust.somebody(log);
            change(log.within(8, 17), "UserManagement", "Reset password (self-service)", who, who);
            change(log.within(8, 17), "GroupManagement", "Add member to group", serviceDesk, trust.somebody(log));
        }
    }

    private void guestsAndDevices() {
        for (int i = 0; i < 3; i++) {
            String mail = "partner" + log.upTo(500) + (log.onceIn(2) ? "@nhs.net" : "@imaging.example.com");
            Person host = trust.somebody(log);
            directory(
                    log.within(9, 16),
                    "UserManagement",
                    "Invite external user",
                    host,
                    host,
                    AzureServiceLines.invited(mail));
        }
        for (int i = 0; i < 5; i++) {
            int device = log.upTo(900);
            Instant at = log.within(7, 17);
            Person owner = trust.somebody(log);
            directory(
                    at, "Device", "Device no longer compliant", owner, owner, AzureServiceLines.device(device, false));
            Instant updated = at.plus(Duration.ofHours(2));
            directory(updated, "Device", "Update device", owner, owner, AzureServiceLines.device(device, true));
        }
    }

    /** On two nights a week the telephone rings for whoever is on call. */
    private void onCall() {
        if (log.isA(DayOfWeek.MONDAY) || log.isA(DayOfWeek.SATURDAY)) {
            activation(log.within(20, 21), OrdinaryTrust.administrator(1), "Exchange Administrator");
        }
    }

    private void activation(Instant at, Person who, String role) {
        role(at, "Add member to role completed (PIM activation)", who, role);
        role(at.plus(Duration.ofHours(2)), "Remove member from role (PIM activation expired)", who, role);
    }

    private void role(Instant at, String activity, Person who, String role) {
        log.add(
                at,
                AzureLines.directoryChange(
                        at,
                        log.id(),
                        "RoleManagement",
                        activity,
                        who,
                        who,
                        AzureLines.roleTarget(role),
                        "Mailbox migration, CHG0031207"));
    }

    private void change(Instant at, String service, String activity, Person by, Person target) {
        directory(at, service, activity, by, target, AzureLines.plainTarget());
    }

    private void directory(Instant at, String service, String activity, Person by, Person target, String targets) {
        log.add(at, AzureLines.directoryChange(at, log.id(), service, activity, by, target, targets, ""));
    }
}
