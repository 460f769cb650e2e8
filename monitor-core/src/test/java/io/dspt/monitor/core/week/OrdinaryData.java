package io.dspt.monitor.core.week;

import io.dspt.monitor.core.week.AzureLines.Person;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;

/** What is read, written and deleted on an ordinary day: a PACS, a record system, and pipelines at night. */
final class OrdinaryData {
    private static final int PACS_READS_AN_HOUR = 60;
    private static final int RECORDS_AN_HOUR = 12;

    private final DayLog log;

    OrdinaryData(DayLog log) {
        this.log = log;
    }

    void add() {
        pacs();
        records();
        databases();
        pipelines();
    }

    /** A PACS reads as clinics go on: every hour far more in a minute than a person could, and more after a stoppage. */
    private void pacs() {
        for (int hour = 0; hour < 24; hour++) {
            int reads = clinics(hour) ? PACS_READS_AN_HOUR : PACS_READS_AN_HOUR / 4;
            reads = reads * (9 + log.upTo(3)) / 10;
            if (hour == 11 && log.isA(DayOfWeek.TUESDAY)) {
                reads = reads * 3 / 2;
            }
            Person server = OrdinaryTrust.pacsServer(hour % 3);
            String address = "192.0.2.4" + hour % 3;
            Instant burst = log.within(hour, hour);
            for (int i = 0; i < reads; i++) {
                blob(burst.plusMillis(700L * i), "stpacs", "GetBlob", server, address, 2_000_000 + log.upTo(1_000_000));
            }
            for (int i = 0; i < reads / 10; i++) {
                blob(burst.plusSeconds(120 + i), "stpacs", "PutBlob", server, address, 0);
            }
        }
        if (log.isWorkingDay()) {
            // A radiologist looks something up.
            Instant at = log.within(9, 16);
            for (int i = 0; i < 12; i++) {
                blob(
                        at.plusSeconds(20L * i),
                        "stpacs",
                        "GetBlob",
                        OrdinaryTrust.person(40 + log.upTo(12)),
                        "198.51.100.77",
                        2_000_000);
            }
        }
    }

    private void records() {
        for (int hour = 0; hour < 24; hour++) {
            int reads = clinics(hour) ? RECORDS_AN_HOUR : RECORDS_AN_HOUR / 4;
            for (int i = 0; i < reads; i++) {
                Instant at = log.within(hour, hour);
                log.add(
                        at,
                        AzureServiceLines.fhirRead(
                                at, log.id(), OrdinaryTrust.recordSystem(), "192.0.2.50", log.upTo(100_000)));
            }
        }
    }

    private void databases() {
        for (int i = 0; i < 40; i++) {
            Instant at = log.within(6, 21);
            log.add(
                    at,
                    AzureServiceLines.sqlBatch(at, log.id(), "pas-application", "192.0.2.51", 1 + log.upTo(200), true));
        }
        Instant report = log.at(5, 10);
        log.add(report, AzureServiceLines.sqlBatch(report, log.id(), "reporting", "192.0.2.52", 8_000, true));
        log.add(
                report.plusSeconds(60),
                AzureServiceLines.sqlBatch(report.plusSeconds(60), log.id(), "reporting", "192.0.2.52", 40_000, false));
    }

    /** Copies at one o'clock, with keys and secrets, and what is left over is deleted. */
    private void pipelines() {
        Instant start = log.at(1, 0);
        Person pipeline = OrdinaryTrust.pipeline();
        for (String account : List.of("stpacs", "stletters")) {
            for (int i = 0; i < 60; i++) {
                blob(start.plusSeconds(3L * i), account, "GetBlob", pipeline, "192.0.2.60", 500_000);
            }
        }
        for (int i = 0; i < 50 + log.upTo(20); i++) {
            blob(start.plusSeconds(1800 + 2L * i), "stexport", "DeleteBlob", pipeline, "192.0.2.60", 0);
        }
        for (String vault : List.of("kv-northmoor", "kv-etl")) {
            log.add(start, AzureLines.secretRead(start, log.id(), vault, pipeline));
        }
        for (int hour = 0; hour < 24; hour++) {
            Instant at = log.within(hour, hour);
            log.add(at, AzureLines.secretRead(at, log.id(), "kv-northmoor", OrdinaryTrust.recordSystem()));
        }
        for (int i = 0; i < 4; i++) {
            Instant at = start.plusSeconds(600L * i);
            operation(
                    at,
                    AzureLines.SUBSCRIPTION + "/resourceGroups/rg-etl/providers/Microsoft.Resources/deployments/night"
                            + i,
                    "Microsoft.Resources/deployments/write",
                    pipeline);
            String export = AzureLines.store("stexport", OrdinaryTrust.IMAGING);
            operation(at.plusSeconds(30), export, "Microsoft.Storage/storageAccounts/listKeys/action", pipeline);
            operation(at.plusSeconds(40), export, "Microsoft.Storage/storageAccounts/listServiceSas/action", pipeline);
        }
    }

    private boolean clinics(int hour) {
        return hour >= 7 && hour < 19;
    }

    private void operation(Instant at, String resource, String operation, Person by) {
        log.add(at, AzureLines.operation(at, log.id(), resource, operation, by, ""));
    }

    private void blob(Instant at, String account, String operation, Person by, String address, long bytes) {
        log.add(at, AzureLines.blob(at, log.id(), account, OrdinaryTrust.IMAGING, operation, by, address, bytes));
    }
}
