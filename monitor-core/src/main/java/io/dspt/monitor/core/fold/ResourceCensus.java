package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.fact.DateFacts;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.finding.Attribution;
import io.dspt.monitor.core.fold.Output.ResourceCounts;
import io.dspt.monitor.core.inventory.ReferenceData.RegionTable;
import io.dspt.monitor.core.inventory.ResourceFacts;
import io.dspt.monitor.core.inventory.ResourceRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Counts the resources of the inventory when a day is over, those with patient data by region. What a tag says of a
 * resource changes with the tags of what contains it, so all are looked at once a day rather than at each write.
 */
final class ResourceCensus {
    /** Stands for all organisations together; no ODS code is empty. */
    private static final String ALL = "";

    /** Of resources that are not counted by region. */
    private static final String NO_REGION = "";

    /** What is counted; the names stand in the state. */
    private enum What {
        PATIENT_DATA,
        COPY,
        TAGS_NOT_KNOWN,
        OTHER
    }

    /** The name of a count. */
    private record Name(What what, String region, String organisation) {
        private static final String DIVIDER = "/";

        static Name parse(String written) {
            String[] parts = written.split(DIVIDER, 3);
            return new Name(What.valueOf(parts[0]), parts[1], parts[2]);
        }

        String written() {
            return what + DIVIDER + region + DIVIDER + organisation;
        }
    }

    private final Step step;
    private final Instant end;
    private final SortedMap<String, Long> counts;

    private ResourceCensus(Step step, Work.CountResources work) {
        this.step = step;
        this.end = work.day().plusDays(1).atStartOfDay(DateFacts.ZONE).toInstant();
        this.counts = new TreeMap<>(work.counts());
    }

    /** Counts what there is at the end of a day; what is too much for one step goes on with those that follow. */
    static void take(Step step, LocalDate day) {
        WorkQueue.begin(step, Judge.goingOn(step, null), new Work.CountResources(day, "", new TreeMap<>()));
    }

    /** Counts as much as a step looks at, and tells when that was the last of it. */
    static Optional<Work> advance(Step step, Work.CountResources work) {
        ResourceCensus census = new ResourceCensus(step, work);
        List<ResourceRow> rows = WorkQueue.resources(step, "", work.from());
        rows.forEach(census::count);
        if (rows.size() == step.limits().rowsPerStep()) {
            String last = rows.get(rows.size() - 1).id().canonical();
            return Optional.of(new Work.CountResources(work.day(), WorkQueue.after(last), census.counts));
        }
        if (!census.counts.isEmpty()) {
            step.state().send(census.result(work.day()));
        }
        return Optional.empty();
    }

    private void count(ResourceRow row) {
        if (row.deleted() || !ResourceFacts.isTopLevel(row.id())) {
            return;
        }
        FactSource facts = LookedThrough.resource(step, row);
        FactValue patientData = facts.read(Facts.RESOURCE_PATIENT_DATA);
        SortedSet<String> concerned = concerned(row);
        if (patientData instanceof Flag flag && flag.value()) {
            add(What.PATIENT_DATA, region(facts.read(Facts.RESOURCE_REGION)), concerned);
            copies(facts.read(Facts.RESOURCE_REPLICA_REGIONS)).forEach(copy -> add(What.COPY, copy, concerned));
        } else {
            add(patientData instanceof Flag ? What.OTHER : What.TAGS_NOT_KNOWN, NO_REGION, concerned);
        }
    }

    private static SortedSet<String> regions(Many many) {
        SortedSet<String> regions = new TreeSet<>();
        many.elements().forEach(region -> regions.add(String.valueOf(region.textOrNull())));
        return regions;
    }

    private Stream<String> copies(FactValue replicas) {
        if (replicas instanceof Many many) {
            return regions(many).stream().map(this::listed);
        }
        return replicas == Missing.ABSENT ? Stream.of() : Stream.of(ResourceCounts.REGION_NOT_KNOWN);
    }

    private String region(FactValue region) {
        String written = region.textOrNull();
        return written == null ? ResourceCounts.REGION_NOT_KNOWN : listed(written);
    }

    /** Regions that are in no table count together: their names are whatever a record says. */
    private String listed(String written) {
        return country(written).isPresent() ? RegionTable.shortName(written) : ResourceCounts.REGION_NOT_LISTED;
    }

    private FactValue country(String region) {
        return step.reference().regions().countryOf(region);
    }

    private SortedSet<String> concerned(ResourceRow row) {
        Attribution attribution = FindingAttribution.of(step, row.id().display(), end);
        SortedSet<String> concerned = new TreeSet<>();
        concerned.add(ALL);
        Stream.of(attribution.operator(), attribution.controller(), attribution.processor())
                .filter(Objects::nonNull)
                .forEach(concerned::add);
        return concerned;
    }

    private void add(What what, String region, SortedSet<String> organisations) {
        organisations.forEach(
                organisation -> counts.merge(new Name(what, region, organisation).written(), 1L, Long::sum));
    }

    private Output.ResourcesCounted result(LocalDate day) {
        SortedMap<String, String> countries = new TreeMap<>();
        SortedSet<String> organisations = new TreeSet<>();
        counts.keySet().stream().map(Name::parse).forEach(name -> {
            organisations.add(name.organisation());
            String country = country(name.region()).textOrNull();
            if (country != null) {
                countries.put(name.region(), country);
            }
        });
        SortedMap<String, ResourceCounts> byOrganisation = new TreeMap<>();
        organisations.forEach(organisation -> byOrganisation.put(organisation, countsOf(organisation)));
        ResourceCounts all = byOrganisation.remove(ALL);
        return new Output.ResourcesCounted(day, countries, all == null ? ResourceCounts.NONE : all, byOrganisation);
    }

    private ResourceCounts countsOf(String organisation) {
        return new ResourceCounts(
                byRegion(What.PATIENT_DATA, organisation),
                byRegion(What.COPY, organisation),
                byRegion(What.TAGS_NOT_KNOWN, organisation).getOrDefault(NO_REGION, 0L),
                byRegion(What.OTHER, organisation).getOrDefault(NO_REGION, 0L));
    }

    private SortedMap<String, Long> byRegion(What what, String organisation) {
        SortedMap<String, Long> byRegion = new TreeMap<>();
        counts.forEach((written, count) -> {
            Name name = Name.parse(written);
            if (name.what() == what && name.organisation().equals(organisation)) {
                byRegion.put(name.region(), count);
            }
        });
        return byRegion;
    }
}
