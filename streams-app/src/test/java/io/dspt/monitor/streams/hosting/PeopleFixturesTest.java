package io.dspt.monitor.streams.hosting;

import static io.dspt.monitor.streams.hosting.TrustRecords.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Typical days of a trust, of which {@link ResourceFixturesTest} has the others: what people do, from Azure's bytes on
 * {@code dspt.log} to what stands on {@code dspt.findings}, through the topology as it runs, with the rules that ship.
 */
final class PeopleFixturesTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String CAI = person(1);
    private static final String ROLE = "Global Administrator";
    private static final String ACTIVATED = "Add member to role completed (PIM activation)";

    @TempDir
    private Path stateDirectory;

    private RunningTopology trust;

    @BeforeEach
    void openALiveLog() {
        trust = new RunningTopology(stateDirectory, NINE.minus(Duration.ofHours(1)));
    }

    @AfterEach
    void close() {
        trust.close();
    }

    @Test
    @DisplayName("4: a permanent role that PIM tells three times, and its removal")
    void shouldKeepOneFindingWhilePimRepeatsItselfAndResolveItOnRemoval() {
        // Given a role outside PIM, told again every two hours
        for (int hours = 0; hours <= 4; hours += 2) {
            Instant at = NINE.plus(Duration.ofHours(hours));
            trust.happened(
                    at, TrustRecords.roleActivity("Add member to role outside of PIM (permanent)", CAI, ROLE, at));
        }
        assertEquals(FindingStatus.OPEN, trust.finding("ACC-001").status());

        // When
        Instant removed = NINE.plus(Duration.ofHours(5));
        trust.happened(removed, TrustRecords.roleRemoved(CAI, ROLE, removed));

        // Then
        PrintedFinding finding = trust.finding("ACC-001");
        assertEquals(FindingStatus.RESOLVED, finding.status());
        assertEquals(3, finding.count());
        assertEquals(NINE, finding.openedAt());
        assertEquals(removed, finding.resolvedAt());
        assertEquals("Remove member from role", finding.resolvedBy());
    }

    @Test
    @DisplayName("5: an activation that expires after eight hours, and one that does not")
    void shouldFindAnActivationThatOutlivesItsTimeAndNoneThatExpires() {
        // Given two people with an activated role, of whom one is relieved of it after eight hours
        String dee = person(2);
        trust.happened(NINE, TrustRecords.roleActivity(ACTIVATED, CAI, ROLE, NINE));
        trust.happened(NINE, TrustRecords.roleActivity(ACTIVATED, dee, ROLE, NINE));
        Instant end = NINE.plus(Duration.ofHours(8));
        trust.happened(
                end, TrustRecords.roleActivity("Remove member from role (PIM activation expired)", dee, ROLE, end));

        // When the directory goes on telling until a quarter of an hour later
        Instant due = end.plus(Duration.ofMinutes(15));
        trust.happened(due.minusSeconds(1), otherActivity(due.minusSeconds(1)));
        assertEquals(List.of(), trust.findings("ACC-007"));
        trust.happened(due.plusSeconds(1), otherActivity(due.plusSeconds(1)));
        trust.ticksUntil(due.plus(Duration.ofMinutes(5)), Duration.ofMinutes(1));

        // Then
        PrintedFinding finding = trust.finding("ACC-007");
        assertTrue(finding.subject().contains(CAI), finding::subject);
        assertEquals(due, finding.openedAt());
        assertEquals(FindingStatus.OPEN, finding.status());
        assertEquals("message-1:1#0", finding.source());
    }

    private static String otherActivity(Instant at) {
        return TrustRecords.roleActivity("Update user", person(9), "", at);
    }

    @Test
    @DisplayName("6: a single factor from a trusted location, of an ordinary and of a privileged user")
    void shouldFindASingleFactorOfAPrivilegedUserOnly() {
        // When an ordinary user signs in with a password from the hospital
        trust.happened(NINE, TrustRecords.signIn(person(3), NINE, "Browser", 0, true));

        // Then
        assertEquals(Map.of(), trust.counts().findings());

        // When a privileged one does
        trust.happened(
                NINE,
                TrustRecords.roleActivity("Add member to role outside of PIM (permanent)", CAI, "Global Reader", NINE));
        Instant signedIn = NINE.plusSeconds(60);
        trust.happened(signedIn, TrustRecords.signIn(CAI, signedIn, "Browser", 0, true));

        // Then
        PrintedFinding finding = trust.finding("ACC-013");
        assertEquals(Severity.CRITICAL, finding.severity());
        assertEquals(signedIn, finding.openedAt());
        assertEquals(List.of("ACC-001", "ACC-013"), trust.rulesWithFindings());
    }

    @Test
    @DisplayName("7: IMAP4 in vain and with success")
    void shouldCountAFailureOverAnOldProtocolAndFindASuccess() {
        // Given nine sign-ins with a wrong password
        for (int i = 0; i < 9; i++) {
            Instant at = NINE.plusSeconds(30L * i);
            trust.happened(at, TrustRecords.signIn(CAI, at, "Browser", 50126, true));
        }
        assertEquals(List.of(), trust.findings());

        // When the tenth comes over IMAP4
        Instant tenth = NINE.plusSeconds(300);
        trust.happened(tenth, TrustRecords.signIn(CAI, tenth, "IMAP4", 50126, true));

        // Then it counts as one more guess, and for nothing else
        assertEquals(List.of("ACC-039"), trust.rulesWithFindings());

        // When somebody succeeds over IMAP4
        Instant success = NINE.plusSeconds(600);
        trust.happened(success, TrustRecords.signIn(person(4), success, "IMAP4", 0, true));

        // Then
        assertEquals(List.of("ACC-014", "ACC-039"), trust.rulesWithFindings());
        assertEquals(success, trust.finding("ACC-014").openedAt());
    }

    @Test
    @DisplayName("8: 49 and 50 reads in a quarter of an hour, with ports and IPv6")
    void shouldFindTheFiftiethReadWhateverPortAndFamilyItsAddressHas() {
        // Given a caller whose address has a port, in both families, and one who is known by an IPv6 address alone
        readsBy("{\"type\":\"Anonymous\"}", 0, 49, false);
        readsBy(TrustRecords.callerIdentity(CAI), 0, 49, true);
        assertEquals(List.of(), trust.findings("ACC-035"));

        // When the one reads once more
        readsBy(TrustRecords.callerIdentity(CAI), 49, 50, true);

        // Then
        PrintedFinding finding = trust.finding("ACC-035");
        assertTrue(finding.subject().contains(CAI), finding::subject);
        assertEquals(NINE.plusSeconds(18 * 49), finding.openedAt());

        // When the other one does, too
        readsBy("{\"type\":\"Anonymous\"}", 49, 50, false);

        // Then
        assertEquals(2, trust.findings("ACC-035").size());
        String other = trust.findings("ACC-035").get(1).subject();
        assertTrue(other.contains("2001:db8:0:0:0:0:0:24") || other.contains("2001:db8::24"), other);
    }

    /** Reads every eighteen seconds: fifty take 14 minutes and 42 seconds. */
    private void readsBy(String identity, int from, int to, boolean bothFamilies) {
        for (int i = from; i < to; i++) {
            String address =
                    bothFamilies && i % 2 == 0 ? "198.51.100.24:" + (50_000 + i) : "[2001:db8::24]:" + (50_000 + i);
            Instant at = NINE.plusSeconds(18L * i);
            trust.arrives(NINE.plus(Duration.ofMinutes(16)), TrustRecords.blobRead(identity, address, at));
        }
    }

    @Test
    @DisplayName("14: the hours of work when the clocks change")
    void shouldGoByTheClockInLondonWhenItChanges() {
        // When a role is activated before hours in winter, and at the same time by UTC within them in summer, and so
        // on;
        // the clocks change on 29 March and on 25 October
        List<String> times = List.of(
                "2026-03-27T06:30:00Z",
                "2026-03-30T06:30:00Z",
                "2026-03-30T18:30:00Z",
                "2026-10-23T18:30:00Z",
                "2026-10-26T18:30:00Z",
                "2026-10-26T06:30:00Z",
                "2026-10-27T07:30:00Z");
        for (int i = 0; i < times.size(); i++) {
            Instant at = Instant.parse(times.get(i));
            trust.happened(at, TrustRecords.roleActivity(ACTIVATED, person(20 + i), ROLE, at));
        }

        // Then those are found that were out of hours by the clock in London
        List<String> outOfHours = new ArrayList<>();
        trust.findings("ACC-004")
                .forEach(finding -> outOfHours.add(finding.openedAt().toString()));
        assertEquals(
                List.of("2026-03-27T06:30:00Z", "2026-03-30T18:30:00Z", "2026-10-23T18:30:00Z", "2026-10-26T06:30:00Z"),
                outOfHours);
    }
}
