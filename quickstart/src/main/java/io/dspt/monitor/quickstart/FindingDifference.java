package io.dspt.monitor.quickstart;

import io.dspt.monitor.streams.output.PrintedFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a finding differs between two rule sets over the same records.
 *
 * @param before as the live rules have it; {@code null} when they find nothing
 * @param after as the candidate rules have it; {@code null} when they find nothing
 */
record FindingDifference(
        @Nullable PrintedFinding before, @Nullable PrintedFinding after) {

    /** What is different. */
    enum Kind {
        /** Only the candidate rules find it. */
        ADDED,
        /** Only the live rules find it. */
        REMOVED,
        /** Both find it, with another severity, status, count, sentence or ending. */
        CHANGED
    }

    FindingDifference {
        if (before == null && after == null) {
            throw new IllegalArgumentException("what neither side finds is no difference");
        }
    }

    /** All differences, in the order in which the findings opened. */
    static List<FindingDifference> between(List<PrintedFinding> live, List<PrintedFinding> candidate) {
        Map<String, PrintedFinding> unmatched = new LinkedHashMap<>();
        candidate.forEach(finding -> unmatched.put(finding.id(), finding));
        List<FindingDifference> differences = new ArrayList<>();
        for (PrintedFinding before : live) {
            PrintedFinding after = unmatched.remove(before.id());
            if (after == null || !same(before, after)) {
                differences.add(new FindingDifference(before, after));
            }
        }
        unmatched.values().forEach(after -> differences.add(new FindingDifference(null, after)));
        differences.sort(Comparator.comparing(FindingDifference::shown, PrintedFinding.AS_OPENED));
        return List.copyOf(differences);
    }

    Kind kind() {
        if (before == null) {
            return Kind.ADDED;
        }
        return after == null ? Kind.REMOVED : Kind.CHANGED;
    }

    /** The finding as it would be, or as it was when it would be no more. */
    PrintedFinding shown() {
        if (after != null) {
            return after;
        }
        if (before == null) {
            throw new IllegalStateException("one side is there");
        }
        return before;
    }

    /** What is different about it, in words. */
    String inWords() {
        if (before == null || after == null) {
            return before == null ? "would be raised" : "would not be raised";
        }
        List<String> words = new ArrayList<>();
        compare(words, "severity", before.severity().printed(), after.severity().printed());
        compare(words, "status", before.status().printed(), after.status().printed());
        compare(words, "count", Long.toString(before.count()), Long.toString(after.count()));
        compare(words, "ended by", String.valueOf(before.resolvedBy()), String.valueOf(after.resolvedBy()));
        compare(words, "sentence", before.message(), after.message());
        return words.isEmpty() ? "times differ" : String.join("; ", words);
    }

    private static void compare(List<String> words, String what, String before, String after) {
        if (!before.equals(after)) {
            words.add(what + " " + before + " -> " + after);
        }
    }

    /** The same but for the digest of the rule, which differs with every edit, and what an auditor reads. */
    private static boolean same(PrintedFinding before, PrintedFinding after) {
        return before.severity() == after.severity()
                && before.status() == after.status()
                && before.count() == after.count()
                && before.message().equals(after.message())
                && before.openedAt().equals(after.openedAt())
                && before.lastSeenAt().equals(after.lastSeenAt())
                && java.util.Objects.equals(before.resolvedAt(), after.resolvedAt())
                && java.util.Objects.equals(before.resolvedBy(), after.resolvedBy());
    }
}
