package io.dspt.monitor.core.exemption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.exemption.ExemptionScope.Subject;
import io.dspt.monitor.core.exemption.LawfulBasis.Article6;
import io.dspt.monitor.core.exemption.LawfulBasis.Article9;
import io.dspt.monitor.core.exemption.LawfulBasis.TransferMechanism;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ExemptionTest {
    private static final LocalDate APPROVED = LocalDate.parse("2026-03-02");
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final LawfulBasis BASIS = new LawfulBasis(Article6.E, true, Article9.H, TransferMechanism.IDTA);
    private static final Subject STORE = new Subject.Exact("/Subscriptions/S/Stores/A");

    private static Exemption until(String expiresOn, String... rules) {
        return of(APPROVED, APPROVED, START, Instant.parse(expiresOn), BASIS, "ada", "the SIRO", rules);
    }

    private static Exemption of(
            LocalDate approvedOn,
            LocalDate reviewOn,
            Instant startsOn,
            Instant expiresOn,
            LawfulBasis basis,
            String requestedBy,
            String approvedBy,
            String... rules) {
        return new Exemption(
                "EX-1",
                "Head of imaging",
                requestedBy,
                approvedBy,
                basis,
                "No region in the UK yet",
                new ExemptionScope(List.of(rules), null, STORE),
                "Pseudonymised before it leaves",
                approvedOn,
                reviewOn,
                startsOn,
                expiresOn);
    }

    private static void assertRefused(String field, Executable attempt) {
        String message = assertThrows(IllegalArgumentException.class, attempt).getMessage();
        assertTrue(message.startsWith(field + ":"), message);
    }

    @Nested
    class Terms {
        @Test
        void shouldHoldForTwelveMonthsAtMost() {
            // The day twelve months after the approval ends at midnight in London, which is BST in April.
            until("2027-03-03T00:00:00Z", "ENC-001");
            assertRefused("expiresOn", () -> until("2027-03-03T00:01:00Z", "ENC-001"));
        }

        @Test
        void shouldHoldForSixMonthsForUnsupportedSystems() {
            // The second of September is in summer time.
            until("2026-09-02T23:00:00Z", "PAT-001");
            assertRefused("expiresOn", () -> until("2026-09-02T23:01:00Z", "PAT-001"));
            assertRefused("expiresOn", () -> until("2026-09-02T23:01:00Z", "ENC-001", "PAT-001"));
        }

        @Test
        void shouldHoldForTheShortestTermOfAFamily() {
            Executable family = () -> new Exemption(
                    "EX-1",
                    "o",
                    "r",
                    "a",
                    BASIS,
                    "why",
                    new ExemptionScope(List.of(), "PAT", STORE),
                    "control",
                    APPROVED,
                    APPROVED,
                    START,
                    Instant.parse("2027-03-02T00:00:00Z"));
            assertRefused("expiresOn", family);
        }

        @Test
        void shouldHoldFromItsStartUntilJustBeforeItsEnd() {
            Exemption exemption = until("2026-04-01T00:00:00Z", "ENC-001");

            assertFalse(exemption.holdsAt(START.minusNanos(1)));
            assertTrue(exemption.holdsAt(START));
            assertTrue(exemption.holdsAt(exemption.expiresOn().minusNanos(1)));
            assertFalse(exemption.holdsAt(exemption.expiresOn()));
        }

        @Test
        void shouldRefuseTimesThatMakeNoSense() {
            Instant april = Instant.parse("2026-04-01T00:00:00Z");
            assertRefused("expiresOn", () -> until("2026-03-02T09:00:00Z", "ENC-001"));
            assertRefused("expiresOn", () -> until("2026-04-01T00:00:01Z", "ENC-001"));
            assertRefused(
                    "startsOn", () -> of(APPROVED.plusDays(1), APPROVED, START, april, BASIS, "ada", "bo", "ENC-001"));
            assertRefused(
                    "reviewOn", () -> of(APPROVED, APPROVED.minusDays(1), START, april, BASIS, "ada", "bo", "ENC-001"));
            assertRefused(
                    "reviewOn",
                    () -> of(APPROVED, LocalDate.parse("2026-04-02"), START, april, BASIS, "ada", "bo", "ENC-001"));
        }
    }

    @Nested
    class People {
        @Test
        void shouldRefuseWhoApprovesWhatTheyAskFor() {
            Instant april = Instant.parse("2026-04-01T00:00:00Z");
            assertRefused("approvedBy", () -> of(APPROVED, APPROVED, START, april, BASIS, "Ada", " ada ", "ENC-001"));
        }
    }

    @Nested
    class Basis {
        @Test
        void shouldNeedAConditionForPatientData() {
            assertRefused("article9", () -> new LawfulBasis(Article6.E, true, null, null));
            new LawfulBasis(Article6.F, false, null, null);
        }

        @Test
        void shouldNeedATransferMechanismForResidencyRules() {
            LawfulBasis without = new LawfulBasis(Article6.E, true, Article9.H, null);
            Instant april = Instant.parse("2026-04-01T00:00:00Z");
            assertRefused("transfer", () -> of(APPROVED, APPROVED, START, april, without, "ada", "bo", "RES-001"));
            of(APPROVED, APPROVED, START, april, without, "ada", "bo", "ENC-001");
        }

        @Test
        void shouldReadWhatItWrites() {
            for (Article6 article : Article6.values()) {
                assertEquals(article, Article6.read(article.written()));
            }
            for (Article9 article : Article9.values()) {
                assertEquals(article, Article9.read(article.written()));
            }
            for (TransferMechanism mechanism : TransferMechanism.values()) {
                assertEquals(mechanism, TransferMechanism.read(mechanism.written()));
            }
            assertThrows(IllegalArgumentException.class, () -> Article6.read("6(1)(g)"));
        }
    }

    @Nested
    class Scope {
        @Test
        void shouldNameRulesOrAFamily() {
            assertRefused("scope.rules", () -> new ExemptionScope(List.of(), null, STORE));
            assertRefused("scope.rules", () -> new ExemptionScope(List.of("RES-001"), "RES", STORE));
            assertRefused("scope.rules", () -> new ExemptionScope(List.of("RES-1"), null, STORE));
            assertRefused("scope.family", () -> new ExemptionScope(List.of(), "res", STORE));
        }

        @Test
        void shouldExemptTheWholeEstateFromASingleRuleOnly() {
            new ExemptionScope(List.of("RES-001"), null, new Subject.WholeEstate());
            assertRefused(
                    "scope.subject",
                    () -> new ExemptionScope(List.of("RES-001", "RES-002"), null, new Subject.WholeEstate()));
            assertRefused("scope.subject", () -> new ExemptionScope(List.of(), "RES", new Subject.WholeEstate()));
        }

        @Test
        void shouldCoverWhatLiesBelowAResourceAndNothingBeside() {
            String place = new ExemptionScope(List.of("RES-001"), null, new Subject.Below("/s/a/")).place();

            assertTrue(ExemptionScope.placesOf("/S/A", null).contains(place));
            assertTrue(ExemptionScope.placesOf("/s/a/b/c", null).contains(place));
            assertTrue(ExemptionScope.placesOf("a user | /s/a/b", null).contains(place));
            assertFalse(ExemptionScope.placesOf("/s/ab", null).contains(place));
            assertFalse(ExemptionScope.placesOf("/s", null).contains(place));
        }

        @Test
        void shouldCoverAnOrganisationWhateverTheCase() {
            String place = new ExemptionScope(List.of("RES-001"), null, new Subject.OfOrganisation("rx1")).place();

            assertTrue(ExemptionScope.placesOf("x", "RX1").contains(place));
            assertFalse(ExemptionScope.placesOf("x", "RX2").contains(place));
        }

        @Test
        void shouldNotGrowWithoutBoundOnASubjectOfManySegments() {
            assertTrue(ExemptionScope.placesOf("/a".repeat(5_000), null).size() < 100);
        }
    }

    @Test
    void shouldReadBackItsBinaryForm() {
        for (Subject subject : List.of(
                STORE, new Subject.Below("/s/a"), new Subject.OfOrganisation("RX1"), new Subject.WholeEstate())) {
            // Given
            Exemption exemption = new Exemption(
                    "EX-1",
                    "o",
                    "r",
                    "a",
                    BASIS,
                    "why",
                    new ExemptionScope(List.of("RES-001"), null, subject),
                    "control",
                    APPROVED,
                    APPROVED,
                    START,
                    Instant.parse("2026-04-01T00:00:00Z"));
            Encoder encoder = new Encoder(1);

            // When
            ExemptionRow.write(encoder, exemption);

            // Then
            assertEquals(exemption, ExemptionRow.read(new Decoder(encoder.toBytes(), 1)));
        }
    }
}
