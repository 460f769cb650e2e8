package io.dspt.monitor.core.posture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.dspt.monitor.core.fold.Output.ResourceCounts;
import io.dspt.monitor.core.fold.Output.ResourcesCounted;
import io.dspt.monitor.core.posture.MonthlySummary.RegionLine;
import io.dspt.monitor.core.posture.MonthlySummary.ResourcesPart;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where resources with patient data stand, as a month tells it. */
final class ResourcesSectionTest {
    private static final Period OCTOBER = Period.of(YearMonth.of(2026, 10));

    private final SortedMap<LocalDate, ResourcesCounted> counted = new TreeMap<>();

    private void counted(String day, ResourceCounts all, Map<String, ResourceCounts> organisations) {
        LocalDate date = LocalDate.parse(day);
        counted.put(
                date,
                new ResourcesCounted(
                        date,
                        new TreeMap<>(Map.of("uksouth", "GB", "ukwest", "GB", "westeurope", "NL")),
                        all,
                        new TreeMap<>(organisations)));
    }

    private static ResourceCounts resources(Map<String, Long> patientData, long tagsNotKnown) {
        return new ResourceCounts(new TreeMap<>(patientData), new TreeMap<>(Map.of("ukwest", 1L)), tagsNotKnown, 7);
    }

    private @Nullable ResourcesPart part(@Nullable String organisation) {
        return new ResourcesSection(counted, organisation).part(OCTOBER, new FigureBook());
    }

    @Test
    void shouldGoByTheLastCountOfTheMonth() {
        // Given counts of two days of the month and of one after it
        counted("2026-10-30", resources(Map.of("uksouth", 5L), 0), Map.of());
        counted("2026-10-31", resources(Map.of("uksouth", 3L, "westeurope", 1L), 0), Map.of());
        counted("2026-11-01", resources(Map.of("uksouth", 9L), 0), Map.of());

        // When
        ResourcesPart part = part(null);

        // Then
        assertNotNull(part);
        assertEquals(LocalDate.of(2026, 10, 31), part.inUk().day());
        assertEquals(4, part.patientData().value());
        assertEquals(
                List.of("region-uksouth", "region-westeurope"),
                part.patientData().rows());
        assertEquals(
                List.of("uksouth", "ukwest", "westeurope"),
                part.regions().stream().map(RegionLine::region).toList());
        assertEquals("3 of 4 (75.0 %)", part.inUk().written());
        assertEquals(1, part.regions().get(1).copies().value());
        assertEquals(0, part.regions().get(1).resources().value());
    }

    @Test
    void shouldShowNoHundredPerCentWhileTagsAreNotKnown() {
        // Given
        counted("2026-10-31", resources(Map.of("uksouth", 3L), 2), Map.of());

        // When
        ResourcesPart part = part(null);

        // Then
        assertNotNull(part);
        assertEquals("3 of 3", part.inUk().written());
        assertEquals(2, part.tagsNotKnown());
    }

    @Test
    void shouldCountARegionThatIsNotKnownAsOutsideTheUk() {
        // Given
        counted("2026-10-31", resources(Map.of("uksouth", 1L, ResourceCounts.REGION_NOT_KNOWN, 1L), 0), Map.of());

        // When
        ResourcesPart part = part(null);

        // Then
        assertNotNull(part);
        assertEquals("1 of 2 (50.0 %)", part.inUk().written());
        assertEquals(
                List.of("uksouth", "ukwest", ResourceCounts.REGION_NOT_KNOWN),
                part.regions().stream().map(RegionLine::region).toList());
    }

    @Test
    void shouldTellAnOrganisationOfItsOwnAlone() {
        // Given
        counted(
                "2026-10-31",
                resources(Map.of("uksouth", 3L, "westeurope", 1L), 0),
                Map.of("RX1", resources(Map.of("westeurope", 1L), 0)));

        // When
        ResourcesPart part = part("RX1");

        // Then
        assertNotNull(part);
        assertEquals(1, part.patientData().value());
        assertEquals("0 of 1 (0.0 %)", part.inUk().written());
    }

    @Test
    void shouldTellNothingOfAMonthOfWhichNoDayWasCounted() {
        // Given
        counted("2026-11-01", resources(Map.of("uksouth", 9L), 0), Map.of());

        // Then
        assertNull(part(null));
    }
}
