package io.dspt.monitor.core.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.fact.FactValue;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FindingTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00.1234567Z");
    private static final RuleStamp RULE = new RuleStamp("RES-001", "d1", "Abroad", List.of("DSPT/8/NDG/4.5.3"));
    private static final RuleStamp NEW_RULE = new RuleStamp("RES-001", "d2", "Abroad", List.of());

    private static Evidence evidence(String name) {
        return new Evidence("file.json", name, "0".repeat(64));
    }

    private static Violation violation(Instant at, Severity severity, @Nullable Evidence evidence) {
        SortedMap<String, FactValue> facts = new TreeMap<>();
        facts.put("resource.region", FactValue.text("westeurope"));
        facts.put("resource.sku", FactValue.Missing.ABSENT);
        return new Violation(at, "seen at " + at, severity, "ada", new TreeMap<>(), facts, facts, evidence);
    }

    private static Violation violation(Instant at) {
        return violation(at, Severity.HIGH, evidence(at.toString()));
    }

    private static final Finding.Decision KNOWN = new Finding.Decision(Disposition.FALSE_POSITIVE, "sam", "known");

    private static Finding open() {
        return Finding.opened(
                "northmoor",
                1,
                RULE,
                "/Subscriptions/S",
                "/subscriptions/s",
                Attribution.operatedBy("RX1"),
                Finding.FROM_EVENT,
                violation(NINE));
    }

    @Nested
    class Opened {
        @Test
        void shouldBeginOpenAndCountedOnce() {
            // When
            Finding finding = open();

            // Then
            assertEquals(FindingStatus.OPEN, finding.status());
            assertEquals(1, finding.count());
            assertEquals(NINE, finding.openedAt());
            assertEquals(NINE, finding.lastSeenAt());
            assertNull(finding.ending());
            assertEquals(List.of(evidence(NINE.toString())), finding.evidence());
        }

        @Test
        void shouldBeNamedByEstateRuleSubjectAndEpisode() {
            FindingId id = FindingId.of("northmoor", "RES-001", "/s", 1);
            assertEquals(id, FindingId.of("northmoor", "RES-001", "/s", 1));
            assertNotEquals(id, FindingId.of("southmoor", "RES-001", "/s", 1));
            assertNotEquals(id, FindingId.of("northmoor", "RES-002", "/s", 1));
            assertNotEquals(id, FindingId.of("northmoor", "RES-001", "/t", 1));
            assertNotEquals(id, FindingId.of("northmoor", "RES-001", "/s", 2));
            assertNotEquals(FindingId.of("a", "bc", "d", 1), FindingId.of("ab", "c", "d", 1));
            assertTrue(id.value().matches("[0-9a-f]{32}"), id.value());
        }
    }

    @Nested
    class SeenAgain {
        @Test
        void shouldMoveWithALaterViolation() {
            // When
            Finding seen = open().seenAgain(NEW_RULE, violation(NINE.plusSeconds(60)));

            // Then
            assertEquals(2, seen.count());
            assertEquals(NINE, seen.openedAt());
            assertEquals(NINE.plusSeconds(60), seen.lastSeenAt());
            assertEquals("seen at " + NINE.plusSeconds(60), seen.latest().message());
            assertEquals(NEW_RULE, seen.rule());
            assertEquals(2, seen.evidence().size());
        }

        @Test
        void shouldMoveItsBeginningBackForAnEarlierViolation() {
            // When
            Finding seen = open().seenAgain(RULE, violation(NINE.minusSeconds(60)));

            // Then
            assertEquals(2, seen.count());
            assertEquals(NINE.minusSeconds(60), seen.openedAt());
            assertEquals(NINE, seen.lastSeenAt());
            assertEquals("seen at " + NINE, seen.latest().message(), "the later one speaks");
            assertEquals(
                    NINE.minusSeconds(60).toString(), seen.evidence().get(0).position());
        }

        @Test
        void shouldKeepItsFirstEvidenceWhenAnEarlierViolationHasNone() {
            // When
            Finding seen = open().seenAgain(RULE, violation(NINE.minusSeconds(60), Severity.HIGH, null));

            // Then
            assertEquals(List.of(evidence(NINE.toString())), seen.evidence());
        }
    }

    @Nested
    class Transitions {
        private final Instant ten = NINE.plusSeconds(3_600);

        @Test
        void shouldGoFromOpenToAcknowledgedToResolvedToOpen() {
            // When
            Finding resolved = open().acknowledged().resolved(ten, "resource-deleted");

            // Then
            assertEquals(FindingStatus.RESOLVED, resolved.status());
            assertEquals(new Finding.Ending(ten, "resource-deleted"), resolved.ending());

            // When
            Finding reopened = resolved.reopened();

            // Then it keeps its beginning and forgets its end
            assertEquals(FindingStatus.OPEN, reopened.status());
            assertEquals(NINE, reopened.openedAt());
            assertNull(reopened.ending());
            assertEquals(resolved.id(), reopened.id());
        }

        @Test
        void shouldBeExemptForAWhileAndKeepItsBeginning() {
            // When
            Finding back = open().exempted().exemptionEnded();

            // Then
            assertEquals(FindingStatus.OPEN, back.status());
            assertEquals(NINE, back.openedAt());
        }

        @Test
        void shouldResolveWhateverStands() {
            for (Finding standing : List.of(open(), open().acknowledged(), open().exempted())) {
                assertTrue(standing.status().stands());
                assertEquals(
                        FindingStatus.RESOLVED, standing.resolved(ten, "fixed").status());
            }
        }

        @Test
        void shouldBeRatedAnewWithoutBeingCounted() {
            // When
            Finding rated = open().rerated(NEW_RULE, violation(NINE, Severity.LOW, evidence("x")));

            // Then
            assertEquals(Severity.LOW, rated.latest().severity());
            assertEquals(1, rated.count());
            assertEquals(FindingStatus.OPEN, rated.status());
        }

        @Test
        void shouldRefuseWhatItsStatusDoesNotAllow() {
            Finding open = open();
            Finding resolved = open.resolved(ten, "fixed");
            Finding disposed = open.disposed(ten, KNOWN);
            Finding exempt = open.exempted();
            List<Runnable> illegal = List.of(
                    open::reopened,
                    open::exemptionEnded,
                    resolved::acknowledged,
                    resolved::exempted,
                    () -> resolved.resolved(ten, "again"),
                    disposed::acknowledged,
                    disposed::reopened,
                    disposed::exempted,
                    () -> disposed.resolved(ten, "again"),
                    () -> disposed.disposed(ten, KNOWN),
                    exempt::acknowledged,
                    exempt::reopened,
                    () -> open.acknowledged().acknowledged());
            for (int i = 0; i < illegal.size(); i++) {
                Runnable transition = illegal.get(i);
                assertThrows(IllegalStateException.class, transition::run, "transition " + i);
            }
        }
    }

    @Nested
    class Invariants {
        @Test
        void shouldHaveAnEndingExactlyWhenItHasEnded() {
            Finding open = open();
            assertThrows(IllegalArgumentException.class, () -> copy(open, FindingStatus.RESOLVED, 1, NINE, null));
            Finding.Ending ending = new Finding.Ending(NINE, "fixed");
            assertThrows(IllegalArgumentException.class, () -> copy(open, FindingStatus.OPEN, 1, NINE, ending));
        }

        @Test
        void shouldBeSeenAtLeastOnceAndNotBeforeItsBeginning() {
            Finding open = open();
            assertThrows(IllegalArgumentException.class, () -> copy(open, FindingStatus.OPEN, 0, NINE, null));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> copy(open, FindingStatus.OPEN, 1, NINE.minusSeconds(1), null));
        }

        private static Finding copy(
                Finding finding,
                FindingStatus status,
                long count,
                Instant lastSeenAt,
                Finding.@Nullable Ending ending) {
            return new Finding(
                    finding.id(),
                    finding.estate(),
                    finding.episode(),
                    finding.rule(),
                    finding.subject(),
                    finding.attribution(),
                    finding.origin(),
                    status,
                    finding.latest(),
                    finding.firstEvidence(),
                    finding.openedAt(),
                    lastSeenAt,
                    count,
                    ending,
                    finding.assignee());
        }
    }

    @Nested
    class RowForm {
        private static Finding roundTrip(Finding finding) {
            Encoder encoder = new Encoder(1);
            FindingRow.write(encoder, finding);
            return FindingRow.read(new Decoder(encoder.toBytes(), 1));
        }

        @Test
        void shouldReadBackWhatItWrote() {
            Finding withoutEvidence = Finding.opened(
                    "northmoor",
                    3,
                    NEW_RULE,
                    "s",
                    "s",
                    new Attribution("RX1", "RX2", null),
                    Finding.FROM_RULE_CHANGE,
                    violation(NINE, Severity.CRITICAL, null));
            for (Finding finding : List.of(
                    open(),
                    open().acknowledged(),
                    open().resolved(NINE.plusNanos(100), "fixed"),
                    open().disposed(NINE, KNOWN),
                    open().assignedTo("sam"),
                    open().seenAgain(RULE, violation(NINE.plusSeconds(60))),
                    withoutEvidence)) {
                assertEquals(finding, roundTrip(finding));
            }
        }
    }
}
