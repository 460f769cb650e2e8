package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What moves the clock of a log, and what does not. */
class ReplayClockTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant FAR_AHEAD = Instant.parse("2099-01-01T00:00:00Z");
    private static final String ACCOUNT = AzureJson.storageAccount("stnorthmoorscans");

    private static final String BEN = "7d1c9a52-0000-4000-8000-00000000c0b2";

    private final EstateLogRunner log = EstateLogRunner.replay();

    private static String accountIn(String region, Instant at) {
        return AzureJson.write(ACCOUNT).body(Map.of("location", region)).at(at).json();
    }

    private static String signIn(String client, Instant at) {
        return AzureJson.signIn(BEN, at).client(client).fromTrustedLocation().json();
    }

    @Test
    void shouldDoWhatWasDueAtAFullMinuteBeforeTheRecordThatCrossesIt() {
        // Given a finding that ends after seven quiet days, in which its source went on
        log.send(signIn("IMAP4", NINE));
        log.send(signIn("Browser", NINE.plus(Duration.ofDays(7)).plusSeconds(30)));

        // When the next record is itself a violation, past the next full minute
        List<Output> outputs =
                log.send(signIn("IMAP4", NINE.plus(Duration.ofDays(7)).plusSeconds(3700)));

        // Then the old episode ends first, at the end of its quiet time, and a new one begins
        List<Transition> transitions = outputs.stream()
                .filter(Output.FindingState.class::isInstance)
                .map(output -> ((Output.FindingState) output).transition())
                .toList();
        assertEquals(List.of(Transition.RESOLVED, Transition.OPENED), transitions);
        List<Finding> findings = log.findings("ACC-014");
        assertEquals(NINE.plus(Duration.ofDays(7)), findings.get(0).ending().at());
        assertEquals(2, findings.get(1).episode());
    }

    @Test
    void shouldDoNothingAheadOfTime() {
        // Given
        log.send(signIn("IMAP4", NINE));

        // When a record comes just before the quiet time is over
        List<Output> outputs =
                log.send(signIn("Browser", NINE.plus(Duration.ofDays(7)).minusSeconds(1)));

        // Then nothing is told but that no record came all the while, and what became of the day before
        assertEquals(
                List.of(),
                outputs.stream()
                        .filter(output ->
                                !(output instanceof Output.SourceSilence) && !(output instanceof Output.DayCounted))
                        .toList());
    }

    @Test
    void shouldNotLookAtTheBrokersClockOrAtTicksInAReplay() {
        // Given
        log.send(signIn("IMAP4", NINE));
        log.send(signIn("Browser", NINE.plusSeconds(60)));

        // When years pass at the broker
        log.tick("2030-01-01T00:00:00Z");
        log.workOff();

        // Then
        assertEquals(FindingStatus.OPEN, log.finding("ACC-014").status());
    }

    @Test
    void shouldNotEndAFindingBecauseItsSourceIsSilent() {
        // Given only another source goes on
        log.send(signIn("IMAP4", NINE));
        for (int day = 1; day < 20; day++) {
            log.send(accountIn("uksouth", NINE.plus(Duration.ofDays(day))));
        }

        // When
        log.workOff();

        // Then
        assertEquals(FindingStatus.OPEN, log.finding("ACC-014").status());
    }

    @Nested
    class RecordsFromTheFuture {
        @Test
        void shouldJudgeOneInTheMiddleByTheClockAndMoveNone() {
            // Given
            log.send(accountIn("uksouth", NINE));

            // When
            log.send(accountIn("westeurope", FAR_AHEAD));

            // Then it is judged as of the latest believed time
            Finding finding = log.finding("RES-001");
            assertEquals(NINE, finding.openedAt());

            // And the fix counts
            log.send(accountIn("uksouth", NINE.plusSeconds(60)));
            log.workOff();
            assertEquals(FindingStatus.RESOLVED, log.finding("RES-001").status());
            assertEquals(NINE.plusSeconds(60), log.finding("RES-001").ending().at());
        }

        @Test
        void shouldStillResolveWhenTheFirstRecordOfAllIsFromTheFuture() {
            // Given
            log.send(accountIn("westeurope", FAR_AHEAD));
            assertEquals(FindingStatus.OPEN, log.finding("RES-001").status());

            // When
            log.send(accountIn("uksouth", NINE));
            log.workOff();

            // Then
            assertEquals(FindingStatus.RESOLVED, log.finding("RES-001").status());
            assertFalse(log.finding("RES-001").lastSeenAt().isAfter(NINE));
        }

        @Test
        void shouldStillJoinWhenTheFirstRecordOfAllIsAStartFromTheFuture() {
            // Given
            log.send(AzureJson.write(ACCOUNT)
                    .started()
                    .body(Map.of("location", "westeurope"))
                    .at(FAR_AHEAD)
                    .request("r1")
                    .json());

            // When
            log.send(AzureJson.write(ACCOUNT).at(NINE).request("r1").json());

            // Then
            assertEquals(NINE, log.finding("RES-001").openedAt());
        }

        @Test
        void shouldJudgeTwoInARowInTheirOrder() {
            // Given
            log.send(accountIn("uksouth", NINE));

            // When a violation and its fix both claim the future
            log.send(accountIn("westeurope", FAR_AHEAD));
            log.send(accountIn("uksouth", FAR_AHEAD.plusSeconds(1)));
            log.workOff();

            // Then
            assertEquals(FindingStatus.RESOLVED, log.finding("RES-001").status());

            // When the violation is back
            log.send(accountIn("westeurope", FAR_AHEAD.plusSeconds(2)));
            log.workOff();

            // Then
            assertEquals(FindingStatus.OPEN, log.finding("RES-001").status());
        }

        @Test
        void shouldKeepTimersWaiting() {
            // Given
            log.send(signIn("IMAP4", NINE));

            // When
            log.send(signIn("Browser", FAR_AHEAD), signIn("Browser", FAR_AHEAD.plusSeconds(1)));
            log.workOff();

            // Then neither the clock nor the coverage believes it
            assertEquals(FindingStatus.OPEN, log.finding("ACC-014").status());
            Output.SourceCoverage coverage =
                    log.outputs(Output.SourceCoverage.class).get(0);
            assertEquals(NINE, coverage.lastEvent());
            assertEquals(1, coverage.events());
        }

        @Test
        void shouldCountThemAsParsed() {
            // When
            log.send(accountIn("uksouth", FAR_AHEAD));
            Output.Counts counts = log.workOff();

            // Then
            assertEquals(1, counts.parsed());
            assertEquals(Map.of(), counts.deadLettered());
        }

        @Test
        void shouldGoByTheRecordsWhenItIsTheHostsClockThatIsBehind() {
            // Given all records are a few months ahead of the wall clock
            Instant ahead = EstateLogRunner.REPLAYED_AT.plus(Duration.ofDays(90));

            // When
            log.send(accountIn("westeurope", ahead));
            log.send(accountIn("uksouth", ahead.plusSeconds(60)));
            log.workOff();

            // Then
            assertEquals(ahead, log.finding("RES-001").openedAt());
            assertEquals(FindingStatus.RESOLVED, log.finding("RES-001").status());
        }

        @Test
        void shouldBelieveMoreOnceTheLogIsGoneOnWithLater() {
            // Given a record from after the replay was begun
            Instant later = EstateLogRunner.REPLAYED_AT.plus(Duration.ofDays(3));
            log.send(accountIn("uksouth", NINE));

            // When the log is opened again, days later, and the record is sent then
            log.control(new ControlRecord.LogOpened(LogMode.REPLAY, later.plusSeconds(60), null));
            log.send(accountIn("westeurope", later));

            // Then
            assertEquals(later, log.finding("RES-001").openedAt());
        }
    }

    @Nested
    class ALiveLog {
        private final EstateLogRunner live = EstateLogRunner.live();

        @Test
        void shouldJudgeAnEventFarAheadAtItsArrival() {
            // When
            live.brokerAt(NINE).send(accountIn("westeurope", NINE.plusSeconds(601)));

            // Then
            assertEquals(NINE, live.finding("RES-001").openedAt());
        }

        @Test
        void shouldBelieveAClockThatIsAFewMinutesAhead() {
            // When
            live.brokerAt(NINE).send(accountIn("westeurope", NINE.plusSeconds(600)));

            // Then
            assertEquals(NINE.plusSeconds(600), live.finding("RES-001").openedAt());
        }

        @Test
        void shouldNotBelieveATickThatIsFarAheadOfTheBroker() {
            // Given a body that waits for its other half
            live.brokerAt(NINE)
                    .send(AzureJson.write(ACCOUNT)
                            .started()
                            .body(Map.of("location", "westeurope"))
                            .at(NINE)
                            .request("r1")
                            .json());

            // When somebody writes a tick from the future into the log
            live.step(new LogRecord.Tick(FAR_AHEAD));
            live.brokerAt(NINE.plusSeconds(120));
            live.step(new LogRecord.Tick(NINE.plusSeconds(120)));

            // Then the half is not forgotten
            live.send(AzureJson.write(ACCOUNT)
                    .at(NINE.plusSeconds(5))
                    .request("r1")
                    .json());
            assertEquals(1, live.findings("RES-001").size());
        }

        @Test
        void shouldJudgeARecordWithoutATimeAtItsArrival() {
            // When
            String withoutTime = accountIn("westeurope", NINE).replace("\"time\":\"2026-03-02T09:00:00Z\",", "");
            assertTrue(!withoutTime.contains("\"time\""), withoutTime);
            live.brokerAt(NINE.plusSeconds(42)).send(withoutTime);

            // Then
            assertEquals(NINE.plusSeconds(42), live.finding("RES-001").openedAt());
        }
    }
}
