package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.rule.RuleBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What must come of typical days of a trust where several events decide, or the hour of the day does. */
class SeveralEventsFixturesTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String CAI = "7d1c9a52-0000-4000-8000-00000000c0c3";

    /** A role that was activated for eight hours must be gone a quarter of an hour later. */
    @Nested
    class ActivatedRoles {
        private static final String ROLE = "Global Administrator";
        private static final String ACTIVATED = "Add member to role completed (PIM activation)";
        private static final String EXPIRED = "Remove member from role (PIM activation expired)";

        private final EstateLogRunner log = EstateLogRunner.live(TestRules.bundle(TestRules.ofKind(
                "TST-007",
                "absence",
                "after: { field: event.operation, equals: \"" + ACTIVATED + "\" }",
                "expect: { field: event.operation, in: [ \"" + EXPIRED
                        + "\", \"Remove member from role completed (PIM deactivate)\" ] }",
                "within: PT8H15M",
                "by: [ directory.principal, directory.role ]")));

        private void arrive(Instant at, String activity, String role) {
            log.brokerAt(at.plusSeconds(120)).send(AzureJson.pimActivity(activity, CAI, role, at));
        }

        @Test
        void shouldFindNothingWhenTheActivationExpiresAfterEightHours() {
            // When
            arrive(NINE, ACTIVATED, ROLE);
            arrive(NINE.plus(Duration.ofHours(8)), EXPIRED, ROLE);
            Instant evening = NINE.plus(Duration.ofHours(12));
            arrive(evening, "Update user", "");
            log.tick(evening.plusSeconds(600));

            // Then
            assertEquals(List.of(), log.findings());
        }

        @Test
        void shouldFindTheRoleThatIsStillThereAQuarterAfterEightHours() {
            // When another role expires and this one does not
            arrive(NINE, ACTIVATED, ROLE);
            arrive(NINE, ACTIVATED, "Security Reader");
            arrive(NINE.plus(Duration.ofHours(8)), EXPIRED, "Security Reader");
            Instant due = NINE.plus(Duration.ofMinutes(8 * 60 + 15));
            log.tick(due.plusSeconds(60));
            assertEquals(List.of(), log.findings(), "the directory has not told of that time yet");
            arrive(due.plusSeconds(1), "Update user", "");
            log.tick(due.plusSeconds(300));

            // Then
            Finding finding = log.finding("TST-007");
            assertEquals(due, finding.openedAt());
            assertEquals("message-1", finding.evidence().get(0).source());

            // And it ends when it expires after all
            arrive(due.plusSeconds(3_600), EXPIRED, ROLE);
            assertEquals(FindingStatus.RESOLVED, log.finding("TST-007").status());
        }
    }

    /** Fifty reads of blobs in a quarter of an hour, by store and caller. */
    @Nested
    class BlobReads {
        private static final RuleBundle RULES = TestRules.bundle(TestRules.ofKind(
                "TST-035",
                "threshold",
                "when: { allOf: [ { field: event.operation, equals: GetBlob }, { field: event.outcome, equals: success } ] }",
                "count: { greaterOrEquals: 50 }",
                "over: PT15M",
                "by: [ resource.id, actor.id ]"));
        private static final String ACCOUNT = AzureJson.storageAccount("stnorthmoorscans");

        private final EstateLogRunner log = EstateLogRunner.replay(RULES);

        private void read(int from, int to) {
            for (int i = from; i < to; i++) {
                // Addresses come with a port, in both families, and say nothing of who reads.
                String address = i % 2 == 0 ? "198.51.100.24:" + (50_000 + i) : "[2001:db8::24]:" + (50_000 + i);
                log.send(AzureJson.blobRead(ACCOUNT, CAI, address, NINE.plusSeconds(18L * i)));
            }
        }

        @Test
        void shouldFindNothingInFortyNineReadsAndTheFiftieth() {
            // Given reads every eighteen seconds: fifty take 14 minutes and 42 seconds
            read(0, 49);
            assertEquals(List.of(), log.findings());

            // When
            read(49, 50);

            // Then
            Finding finding = log.finding("TST-035");
            assertEquals(NINE.plusSeconds(18 * 49), finding.openedAt());
            assertEquals(CAI, finding.subject());
        }
    }

    /** The clocks change on 29 March and 25 October 2026; Good Friday is on 3 April. */
    @Nested
    class OutOfHours {
        private final EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle(TestRules.occurrence(
                "TST-014",
                "{ allOf: [ { field: event.kind, equals: sign-in }, { field: event.workingHours, equals: false } ] }",
                "actor.id",
                "noise: { quiet_for: PT1H }")));

        private int found(String... times) {
            for (String at : times) {
                log.send(AzureJson.signIn(AzureJson.user(1), Instant.parse(at)).json());
            }
            log.workOff();
            return log.findings().size();
        }

        @Test
        void shouldGoByTheClockInLondonWhenItChanges() {
            // Half past six in UTC is before hours in winter and within them in summer.
            assertEquals(1, found("2026-03-27T06:30:00Z"));
            assertEquals(1, found("2026-03-30T06:30:00Z"));
            // Half past six in the evening the other way round.
            assertEquals(2, found("2026-03-30T18:30:00Z"));
            assertEquals(2, found("2026-10-26T18:30:00Z"));
            assertEquals(3, found("2026-10-27T06:30:00Z"));
        }

        @Test
        void shouldTakeTheHourThatComesTwiceAndTheOneThatIsLeftOutForNight() {
            assertEquals(1, found("2026-03-29T01:30:00Z"));
            assertEquals(2, found("2026-10-25T00:30:00Z"));
            assertEquals(2, found("2026-10-25T01:30:00Z"), "the same hour by the clock, an hour later: one episode");
        }

        @Test
        void shouldTakeABankHolidayForNoWorkingDay() {
            assertEquals(0, found("2026-04-02T12:00:00Z"));
            assertEquals(1, found("2026-04-03T12:00:00Z"));
        }
    }
}
