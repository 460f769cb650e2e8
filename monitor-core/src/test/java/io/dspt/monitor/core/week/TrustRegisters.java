package io.dspt.monitor.core.week;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The registers a trust has loaded before it lets anybody be paged. */
public final class TrustRegisters {
    private TrustRegisters() {}

    /** Rows as people write them, by register. */
    public static SortedMap<String, List<Map<String, String>>> rows() {
        SortedMap<String, List<Map<String, String>>> rows = new TreeMap<>();
        String subscription = AzureLines.SUBSCRIPTION.substring("/subscriptions/".length());
        rows.put(
                "organisations",
                List.of(Map.of(
                        "odsCode",
                        "RA9",
                        "name",
                        "Northmoor NHS Foundation Trust",
                        "category",
                        "NHS Trust",
                        "role",
                        "operator",
                        "scopeType",
                        "estate",
                        "scope",
                        "*",
                        "from",
                        "2020-04-01")));
        rows.put("subscriptions", List.of(Map.of("subscriptionId", subscription, "name", "northmoor-clinical")));
        rows.put(
                "breakGlass",
                List.of(Map.of("account", SeededViolations.breakGlass().id())));
        rows.put("leavers", List.of(Map.of("user", SeededViolations.leaver().id(), "leftOn", "2026-01-15")));
        rows.put(
                "automationIdentities",
                Stream.concat(
                                Stream.of(
                                        OrdinaryTrust.pipeline(),
                                        OrdinaryTrust.directorySync(),
                                        OrdinaryTrust.recordSystem(),
                                        OrdinaryTrust.remediation()),
                                IntStream.range(0, 3).mapToObj(OrdinaryTrust::pacsServer))
                        .map(identity -> Map.of("identity", identity.id(), "purpose", identity.name()))
                        .toList());
        rows.put(
                "clinicalGroups",
                List.of(Map.of("identity", OrdinaryTrust.recordSystem().id(), "group", "records")));
        rows.put(
                "patientApplications",
                List.of(Map.of(
                        "applicationId",
                        OrdinarySignIns.applicationId(OrdinarySignIns.NOTES),
                        "name",
                        OrdinarySignIns.NOTES)));
        rows.put("egressAddresses", List.of(Map.of("range", "198.51.100.0/24", "owner", "Northmoor hospital")));
        rows.put(
                "addressCountries",
                Stream.of("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")
                        .map(range -> Map.of("range", range, "country", "GB"))
                        .toList());
        rows.put(
                "travel",
                List.of(Map.of(
                        "user",
                        OrdinaryTrust.traveller().id(),
                        "country",
                        "IE",
                        "approvedBy",
                        "medical director",
                        "from",
                        "2026-01-01",
                        "until",
                        "2026-06-30")));
        rows.put("approvedDomains", List.of(Map.of("domain", "imaging.example.com")));
        rows.put(
                "changeWindows",
                IntStream.range(0, 8)
                        .mapToObj(week -> LocalDate.parse("2026-01-28").plusWeeks(week))
                        .map(wednesday -> Map.of(
                                "reference", "CHG-" + wednesday,
                                "scope", AzureLines.SUBSCRIPTION + "/resourceGroups/rg-keys",
                                "approvedBy", "change board",
                                "from", wednesday + "T18:00:00Z",
                                "until", wednesday + "T22:00:00Z"))
                        .toList());
        rows.put(
                "dpias",
                List.of(Map.of(
                        "reference",
                        "DPIA-7",
                        "scope",
                        AzureLines.SUBSCRIPTION + "/resourceGroups/rg-pacs",
                        "approvedOn",
                        "2025-09-01",
                        "reviewOn",
                        "2026-09-01")));
        rows.put(
                "nationalAlerts",
                List.of(Map.of(
                        "reference",
                        "CC-4000",
                        "severity",
                        "high",
                        "publishedAt",
                        "2026-01-20T09:00:00Z",
                        "acknowledgedAt",
                        "2026-01-20T15:00:00Z",
                        "remediatedOn",
                        "2026-01-27")));
        rows.put("breaches", List.of());
        return Collections.unmodifiableSortedMap(rows);
    }
}
