package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A checkpoint is answered when all that stood before it has been worked off, and not before. */
class CheckpointTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private static final String BEN = "7d1c9a52-0000-4000-8000-00000000c0b2";

    private final EstateLogRunner log = EstateLogRunner.replay();

    private static boolean answered(List<Output> outputs) {
        return outputs.stream().anyMatch(Output.CheckpointReached.class::isInstance);
    }

    @Test
    void shouldBeAnsweredAtOnceWhenNothingIsLeftToDo() {
        // Given
        log.workOff();

        // When
        List<Output> outputs = log.control(new ControlRecord.Checkpoint("c1"));

        // Then
        assertTrue(answered(outputs));
    }

    @Test
    void shouldWaitForWorkThatIsTooMuchForOneStep() {
        // Given a group with a thousand open rules, whose writing goes on over several steps
        log.workOff();
        log.send(AzureJson.write(AzureJson.securityGroup("nsg-pacs"))
                .created()
                .body(Map.of(
                        "properties",
                        Map.of(
                                "securityRules",
                                IntStream.range(0, 1_000)
                                        .mapToObj(i -> AzureJson.openRule("allow-" + i))
                                        .toList())))
                .at(NINE)
                .json());

        // When
        List<Output> first = log.control(new ControlRecord.Checkpoint("c1"));
        Output.Counts counts = log.workOff();

        // Then
        assertTrue(!answered(first));
        assertEquals(Map.of("open", 1_000L), counts.findings());
    }

    @Test
    void shouldAnswerEveryCheckpointThatWaits() {
        // Given rules that have just gone live, and two who ask
        log.send(AzureJson.signIn(BEN, NINE).json());
        for (int i = 0; i < 150; i++) {
            log.know(LargeInventory.account(i, "uksouth"));
        }
        log.use(EstateLogRunner.BUILT_IN);
        log.control(new ControlRecord.Checkpoint("mine"));
        log.control(new ControlRecord.Checkpoint("yours"));
        log.control(new ControlRecord.Checkpoint("mine"));

        // When
        log.workOff();

        // Then
        List<String> names = log.outputs(Output.CheckpointReached.class).stream()
                .map(Output.CheckpointReached::checkpoint)
                .distinct()
                .toList();
        assertTrue(names.containsAll(List.of("mine", "yours")), names::toString);
    }

    @Test
    void shouldSendWhatRepeatsHaveChangedBeforeItIsAnswered() {
        // Given a finding that was seen twice within a second
        log.send(AzureJson.signIn(BEN, NINE)
                .client("IMAP4")
                .fromTrustedLocation()
                .json());
        log.send(AzureJson.signIn(BEN, NINE.plusSeconds(1))
                .client("IMAP4")
                .fromTrustedLocation()
                .json());
        assertEquals(1, log.finding("ACC-014").count());

        // When
        log.workOff();

        // Then
        assertEquals(2, log.finding("ACC-014").count());
    }

    @Test
    void shouldWaitForAllTimersThatAreDue() {
        // Given 500 people whose findings end by being quiet, all at the same time
        for (int i = 0; i < 500; i++) {
            log.send(AzureJson.signIn(AzureJson.user(i), NINE.plusMillis(i))
                    .client("IMAP4")
                    .fromTrustedLocation()
                    .json());
        }
        Instant later = NINE.plus(Duration.ofDays(7)).plusSeconds(60);
        log.send(AzureJson.signIn(BEN, later).withSecondFactor().json());

        // When two hours later only two more records come
        log.send(AzureJson.signIn(BEN, later.plus(Duration.ofHours(2)))
                .withSecondFactor()
                .json());
        Output.Counts counts = log.workOff();

        // Then
        assertEquals(Map.of("resolved", 500L), counts.findings());
    }

    @Test
    void shouldGoOnWithTimersThatAreDueWithEveryRecord() {
        // Given
        for (int i = 0; i < 200; i++) {
            log.send(AzureJson.signIn(AzureJson.user(i), NINE)
                    .client("IMAP4")
                    .fromTrustedLocation()
                    .json());
        }
        Instant later = NINE.plus(Duration.ofDays(8));
        log.send(AzureJson.signIn(BEN, later).withSecondFactor().json());
        Instant due = later.plus(Duration.ofHours(2));

        // When ten records come within one minute, and nobody asks
        for (int i = 0; i < 10; i++) {
            log.send(
                    AzureJson.signIn(BEN, due.plusSeconds(i)).withSecondFactor().json());
        }

        // Then
        assertTrue(
                log.findings().stream().allMatch(finding -> finding.status() == FindingStatus.RESOLVED),
                "timers do not wait for the next full minute");
    }

    @Test
    void shouldPublishARepeatAtMostEveryTenSeconds() {
        // Given a sign-in every second for two minutes
        for (int i = 0; i < 120; i++) {
            log.send(AzureJson.signIn(BEN, NINE.plusSeconds(i))
                    .client("IMAP4")
                    .fromTrustedLocation()
                    .json());
        }
        log.workOff();

        // When
        long published = log.outputs(Output.FindingState.class).stream()
                .filter(state -> state.transition() == Transition.REFRESHED)
                .count();

        // Then
        assertEquals(120, log.finding("ACC-014").count());
        assertTrue(published >= 1 && published <= 12, "published " + published + " times");
    }
}
