package io.dspt.monitor.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is known of a resource, by the time at which it was so. */
class ResourceRowTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant TEN = NINE.plusSeconds(3_600);
    private static final Instant ELEVEN = TEN.plusSeconds(3_600);
    private static final ResourceId SERVICE = ResourceId.parse("/subscriptions/s/resourceGroups/g/providers/"
                    + "Microsoft.Storage/storageAccounts/a/blobServices/default")
            .orElseThrow();
    private static final String REGION = "resource.region";
    private static final String SKU = "resource.sku";

    private final ResourceRow unknown = ResourceRow.unknown(SERVICE);

    private static ResourceUpdate says(String fact, String value) {
        return new ResourceUpdate(true, false, new TreeMap<>(Map.of(fact, FactValue.text(value))), new TreeMap<>());
    }

    @Test
    void shouldKnowNothingAtFirst() {
        assertEquals(Missing.UNKNOWN, unknown.read(REGION));
        assertFalse(unknown.deleted());
        assertThrows(IllegalArgumentException.class, () -> new KnownFact(Missing.UNKNOWN, NINE));
    }

    @Test
    void shouldLetTheLatestWriterWinForEachProperty() {
        // Given
        ResourceRow row = unknown.written(says(REGION, "uksouth"), TEN);

        // When an older record tells another region and something new
        row = row.written(says(REGION, "westeurope"), NINE).written(says(SKU, "Standard_LRS"), NINE);

        // Then
        assertEquals(FactValue.text("uksouth"), row.read(REGION));
        assertEquals(FactValue.text("Standard_LRS"), row.read(SKU));
        assertEquals(TEN, row.changedAt());
    }

    @Test
    void shouldLetTheLaterToldWinAtTheSameTime() {
        ResourceRow row = unknown.written(says(REGION, "uksouth"), TEN).written(says(REGION, "ukwest"), TEN);
        assertEquals(FactValue.text("ukwest"), row.read(REGION));
    }

    @Test
    void shouldForgetWhatWasKnownBeforeItsDeletion() {
        // Given
        ResourceRow row = unknown.written(says(REGION, "uksouth"), NINE).deleted(TEN);

        // Then
        assertTrue(row.deleted());
        assertEquals(Missing.UNKNOWN, row.read(REGION));

        // When it is written again
        ResourceRow again = row.written(says(SKU, "Standard_LRS"), ELEVEN);

        // Then
        assertFalse(again.deleted());
        assertEquals(Missing.UNKNOWN, again.read(REGION));
    }

    @Test
    void shouldIgnoreWhatIsOlderThanItsDeletion() {
        ResourceRow row = unknown.deleted(TEN);
        assertEquals(row, row.written(says(REGION, "uksouth"), NINE));
        assertEquals(row, row.deleted(NINE));
    }

    @Test
    void shouldKeepWhatIsYoungerThanADeletionToldLate() {
        // Given
        ResourceRow row = unknown.written(says(REGION, "uksouth"), NINE).written(says(SKU, "Standard_LRS"), ELEVEN);

        // When
        ResourceRow after = row.deleted(TEN);

        // Then
        assertFalse(after.deleted());
        assertEquals(Missing.UNKNOWN, after.read(REGION));
        assertEquals(FactValue.text("Standard_LRS"), after.read(SKU));
    }

    @Test
    void shouldReadBackItsRowForm() {
        for (ResourceRow row : new ResourceRow[] {
            unknown,
            unknown.written(says(REGION, "uksouth"), NINE),
            unknown.written(says(REGION, "uksouth"), NINE).deleted(TEN).written(says(SKU, "x"), ELEVEN)
        }) {
            ResourceRow read = ResourceRow.decoded(row.encoded());
            assertEquals(row, read);
            assertEquals(row.id().display(), read.id().display());
        }
    }

    @Nested
    class Updates {
        private final ResourcePropertyTable table = ResourcePropertyTable.builtIn();

        private FactSource record(boolean body, FactValue created, Map<String, FactValue> facts) {
            return fact -> {
                if (fact.equals(Facts.EVENT_BODY)) {
                    return FactValue.flag(body);
                } else if (fact.equals(Facts.EVENT_CREATED)) {
                    return created;
                }
                return facts.getOrDefault(fact.name(), Missing.ABSENT);
            };
        }

        @Test
        void shouldLeaveUnchangedWhatAPatchLeavesOut() {
            // When
            ResourceUpdate update = ResourceUpdate.of(
                    SERVICE,
                    record(true, FactValue.flag(false), Map.of("storage.versioning", FactValue.flag(true))),
                    table);

            // Then
            assertEquals(Map.of("storage.versioning", FactValue.flag(true)), update.facts());
        }

        @Test
        void shouldGoByTheProvidersDefaultsAtAProvenCreation() {
            // When
            ResourceUpdate update = ResourceUpdate.of(SERVICE, record(true, FactValue.flag(true), Map.of()), table);

            // Then
            assertEquals(FactValue.flag(false), update.facts().get("storage.versioning"));
            assertEquals(Missing.ABSENT, update.facts().get("storage.blobSoftDelete.days"));
        }

        @Test
        void shouldNotGuessWhatABodyHides() {
            // When
            ResourceUpdate update = ResourceUpdate.of(
                    SERVICE, record(true, FactValue.flag(true), Map.of("storage.versioning", Missing.UNKNOWN)), table);

            // Then
            assertFalse(update.facts().containsKey("storage.versioning"));
        }

        @Test
        void shouldSayNothingWithoutABody() {
            // When
            ResourceUpdate update = ResourceUpdate.of(
                    SERVICE,
                    record(false, FactValue.flag(true), Map.of("storage.versioning", FactValue.flag(true))),
                    table);

            // Then
            assertEquals(Map.of(), update.facts());
            assertTrue(update.created());
        }

        @Test
        void shouldLetTheAnswerSpeakWhereItSaysSomething() {
            // Given a request, and an answer that proves the creation and names one property
            ResourceUpdate request = ResourceUpdate.of(
                    SERVICE,
                    record(
                            true,
                            Missing.UNKNOWN,
                            Map.of(
                                    "storage.versioning",
                                    FactValue.flag(true),
                                    "storage.blobSoftDelete.enabled",
                                    FactValue.flag(true))),
                    table);
            ResourceUpdate answer = ResourceUpdate.of(
                    SERVICE,
                    record(true, FactValue.flag(true), Map.of("storage.blobSoftDelete.enabled", FactValue.flag(false))),
                    table);

            // When
            ResourceUpdate both = request.answeredBy(answer);

            // Then no default of the answer's covers what the request asked for
            assertEquals(FactValue.flag(true), both.facts().get("storage.versioning"));
            assertEquals(FactValue.flag(false), both.facts().get("storage.blobSoftDelete.enabled"));
            assertEquals(FactValue.flag(false), both.facts().get("storage.containerSoftDelete.enabled"));
            assertEquals(both, ResourceUpdate.decoded(both.encoded()));
        }
    }

    @Nested
    class Principals {
        @Test
        void shouldLetTheLatestWriterWinForEachRole() {
            // Given
            PrincipalRow row = PrincipalRow.unknown("p").with("Global Reader", true, TEN);

            // When an older record takes the role away
            row = row.with("global reader", false, NINE).with("User Administrator", true, NINE);

            // Then
            assertTrue(row.roles().get("global reader").held());
            assertTrue(row.roles().get("user administrator").held());
            assertEquals(row, PrincipalRow.decoded(row.encoded()));
        }

        @Test
        void shouldKeepWhetherAnAccountCanBeUsedByEventTime() {
            // Given an account disabled at ten
            PrincipalRow row = PrincipalRow.unknown("P").with(PrincipalRow.Account.DISABLED, TEN);

            // When an older record says that it was enabled
            PrincipalRow after = row.with(PrincipalRow.Account.ENABLED, NINE)
                    .asGuest(true, TEN)
                    .asGuest(false, NINE);

            // Then
            assertTrue(after.wasDisabled(TEN));
            assertFalse(after.wasDisabled(NINE), "it was not yet");
            assertEquals(true, after.guest());
            assertEquals(after, PrincipalRow.decoded(after.encoded()));
            assertFalse(after.with(PrincipalRow.Account.ENABLED, TEN).wasDisabled(TEN));
        }

        @Test
        void shouldNoteSignInsAtMostOnceAnHour() {
            PrincipalRow row = PrincipalRow.unknown("p").signedIn(NINE);

            assertSame(row, row.signedIn(NINE.plusSeconds(3_599)));
            assertSame(row, row.signedIn(NINE.minusSeconds(86_400)));
            assertEquals(TEN, row.signedIn(TEN).lastSignIn());
        }

        @Test
        void shouldHoldNothingOnceDeleted() {
            PrincipalRow row = PrincipalRow.unknown("p").with("Global Reader", true, NINE);

            assertTrue(row.holds("global reader"));
            assertFalse(row.with(PrincipalRow.Account.DELETED, TEN).holds("global reader"));
        }
    }
}
