package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.fold.Output.ResourceCounts;
import io.dspt.monitor.core.fold.Output.ResourcesCounted;
import io.dspt.monitor.core.posture.MonthlySummary.RegionLine;
import io.dspt.monitor.core.posture.MonthlySummary.ResourcesPart;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where resources with patient data stand, by the last count of a month. */
final class ResourcesSection {
    private static final String ROW = "resources-";

    private final SortedMap<LocalDate, ResourcesCounted> counted;
    private final @Nullable String organisation;

    /** @param organisation ODS code; {@code null} for the whole estate */
    ResourcesSection(SortedMap<LocalDate, ResourcesCounted> counted, @Nullable String organisation) {
        this.counted = counted;
        this.organisation = organisation;
    }

    /** What the last count of a month tells; {@code null} when none of its days was counted. */
    @Nullable
    ResourcesPart part(Period period, FigureBook figures) {
        ResourcesCounted last = last(period);
        if (last == null) {
            return null;
        }
        ResourceCounts resources = resources(last);
        SortedSet<String> names = new TreeSet<>(resources.patientData().keySet());
        names.addAll(resources.copies().keySet());
        String at = " when " + last.day() + " was over";
        return new ResourcesPart(
                names.stream()
                        .map(region -> new RegionLine(
                                row(region),
                                region,
                                last.countries().get(region),
                                figures.telling(
                                        ROW + region,
                                        "resources with patient data in " + region + at,
                                        only(region, resources.patientData())),
                                figures.telling(
                                        ROW + "copies-" + region,
                                        "resources with patient data that keep a copy in " + region + at,
                                        only(region, resources.copies()))))
                        .toList(),
                figures.telling(ROW + "patient-data", "resources with patient data" + at, resources.patientData()),
                resources.tagsNotKnown(),
                resources.others(),
                PatientDataInUk.of(last, resources));
    }

    /** The share of a month; {@code null} when none of its days was counted. */
    @Nullable
    PatientDataInUk inUk(Period period) {
        ResourcesCounted last = last(period);
        return last == null ? null : PatientDataInUk.of(last, resources(last));
    }

    /** The name by which a report refers to a region. */
    static String row(String region) {
        return "region-" + region;
    }

    private static SortedMap<String, Long> only(String region, SortedMap<String, Long> counts) {
        SortedMap<String, Long> only = new TreeMap<>();
        only.put(region, counts.getOrDefault(region, 0L));
        return only;
    }

    private @Nullable ResourcesCounted last(Period period) {
        SortedMap<LocalDate, ResourcesCounted> ofMonth =
                counted.subMap(period.first(), period.last().plusDays(1));
        return ofMonth.isEmpty() ? null : ofMonth.get(ofMonth.lastKey());
    }

    private ResourceCounts resources(ResourcesCounted last) {
        return organisation == null ? last.all() : last.organisations().getOrDefault(organisation, ResourceCounts.NONE);
    }
}
