package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.posture.MonthlySummary.EvidenceLine;
import io.dspt.monitor.core.posture.MonthlySummary.FindingLine;
import io.dspt.monitor.core.posture.MonthlySummary.ResourcesPart;
import io.dspt.monitor.core.posture.MonthlySummary.RuleSetChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two summaries: of two months, or of one month when more of it has come to be known.
 *
 * @param opened findings that stand at the end of the later and not of the earlier
 * @param closed findings that stand at the end of the earlier and not of the later
 * @param changed findings that stand at both ends, in another state or of another severity
 * @param regions where another number of resources with patient data stands or keeps a copy, by name; {@code null} when
 *     resources were not counted in one of the months
 * @param signals requirements with another signal
 * @param ruleSets rule sets that went live after the earlier and until the later
 */
public record SummaryDifference(
        List<FindingLine> opened,
        List<FindingLine> closed,
        List<FindingLine> changed,
        @Nullable List<RegionDifference> regions,
        List<SignalDifference> signals,
        List<RuleSetChange> ruleSets) {

    /**
     * A region with another number of resources with patient data, by the last count of each month.
     *
     * @param region short name, or {@code unknown} or {@code unlisted}
     */
    public record RegionDifference(String region, RegionCount before, RegionCount now) {}

    /**
     * Resources with patient data.
     *
     * @param resources those that stand in the region
     * @param copies those that stand elsewhere and keep a copy there
     */
    public record RegionCount(long resources, long copies) {
        /** Of a region that a summary does not name. */
        static final RegionCount NONE = new RegionCount(0, 0);
    }

    /**
     * A requirement with another signal.
     *
     * @param before how it was; {@code no requirement} when the earlier did not answer it
     * @param changedRules rules of it that a rule set added, removed or changed meanwhile: the signal may differ by that
     *     alone
     */
    public record SignalDifference(String requirement, String before, String now, List<String> changedRules) {
        public SignalDifference {
            changedRules = List.copyOf(changedRules);
        }
    }

    public SummaryDifference {
        opened = List.copyOf(opened);
        closed = List.copyOf(closed);
        changed = List.copyOf(changed);
        regions = regions == null ? null : List.copyOf(regions);
        signals = List.copyOf(signals);
        ruleSets = List.copyOf(ruleSets);
    }

    /**
     * Compares two summaries of one estate and organisation.
     *
     * @throws IllegalArgumentException when they are of different ones, or in the wrong order
     */
    public static SummaryDifference between(MonthlySummary earlier, MonthlySummary later) {
        if (!earlier.cover().estate().equals(later.cover().estate())
                || !Objects.equals(earlier.cover().organisation(), later.cover().organisation())) {
            throw new IllegalArgumentException("summaries of different estates or organisations are not compared");
        }
        if (later.cover().month().isBefore(earlier.cover().month())) {
            throw new IllegalArgumentException("the later month comes second");
        }
        SortedMap<String, FindingLine> before = standing(earlier);
        SortedMap<String, FindingLine> now = standing(later);
        List<RuleSetChange> ruleSets = between(later.ruleSets(), earlier.cover().to());
        return new SummaryDifference(
                only(now, before),
                only(before, now),
                now.values().stream()
                        .filter(line -> before.containsKey(line.id()) && differs(line, before.get(line.id())))
                        .toList(),
                regions(earlier.resources(), later.resources()),
                signals(earlier, later, touched(ruleSets)),
                ruleSets);
    }

    private static List<FindingLine> only(SortedMap<String, FindingLine> these, SortedMap<String, FindingLine> others) {
        return these.values().stream()
                .filter(line -> !others.containsKey(line.id()))
                .toList();
    }

    private static boolean differs(FindingLine line, FindingLine other) {
        return line.severity() != other.severity() || !Objects.equals(line.status(), other.status());
    }

    /** The findings that the closing balance counts, by id. */
    private static SortedMap<String, FindingLine> standing(MonthlySummary summary) {
        SortedSet<String> rows =
                new TreeSet<>(summary.activity().balance().closing().rows());
        SortedMap<String, FindingLine> standing = new TreeMap<>();
        summary.findings().stream()
                .filter(line -> rows.contains(line.row()))
                .forEach(line -> standing.put(line.id(), line));
        return standing;
    }

    private static @Nullable List<RegionDifference> regions(
            @Nullable ResourcesPart earlier, @Nullable ResourcesPart later) {
        if (earlier == null || later == null) {
            return null;
        }
        SortedMap<String, RegionCount> before = counts(earlier);
        SortedMap<String, RegionCount> now = counts(later);
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        return names.stream()
                .map(region -> new RegionDifference(
                        region,
                        before.getOrDefault(region, RegionCount.NONE),
                        now.getOrDefault(region, RegionCount.NONE)))
                .filter(difference -> !difference.before().equals(difference.now()))
                .toList();
    }

    private static SortedMap<String, RegionCount> counts(ResourcesPart resources) {
        SortedMap<String, RegionCount> counts = new TreeMap<>();
        resources
                .regions()
                .forEach(line -> counts.put(
                        line.region(),
                        new RegionCount(line.resources().value(), line.copies().value())));
        return counts;
    }

    private static List<RuleSetChange> between(List<RuleSetChange> changes, Instant after) {
        return changes.stream().filter(change -> !change.at().isBefore(after)).toList();
    }

    private static SortedSet<String> touched(List<RuleSetChange> changes) {
        SortedSet<String> rules = new TreeSet<>();
        for (RuleSetChange change : changes) {
            rules.addAll(change.added());
            rules.addAll(change.removed());
            rules.addAll(change.changed());
        }
        return rules;
    }

    private static List<SignalDifference> signals(
            MonthlySummary earlier, MonthlySummary later, SortedSet<String> touched) {
        SortedMap<String, String> before = new TreeMap<>();
        earlier.evidence()
                .forEach(line ->
                        before.put(line.requirement().name(), line.signal().written()));
        List<SignalDifference> differences = new ArrayList<>();
        for (EvidenceLine line : later.evidence()) {
            String name = line.requirement().name();
            String then = before.getOrDefault(name, "no requirement");
            if (!then.equals(line.signal().written())) {
                differences.add(new SignalDifference(
                        name,
                        then,
                        line.signal().written(),
                        line.requirement().rules().stream()
                                .filter(rule -> touched.contains(rule))
                                .toList()));
            }
        }
        return differences;
    }
}
