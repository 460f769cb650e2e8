package io.dspt.monitor.core.exemption;

import io.dspt.monitor.core.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long exemptions may hold at most, counted from their approval: {@code reference/exemption-terms.yaml}.
 *
 * @param longest for every rule that is not named
 * @param byRule shorter ones, by rule id
 */
public record LongestTerms(Period longest, SortedMap<String, Period> byRule) {
    private static final String FILE = "reference/exemption-terms.yaml";
    private static final LongestTerms BUILT_IN = read();

    public LongestTerms {
        byRule = Collections.unmodifiableSortedMap(new TreeMap<>(byRule));
    }

    /** The terms of this version of the engine. */
    public static LongestTerms builtIn() {
        return BUILT_IN;
    }

    /** The longest term for a scope: the shortest of those of the rules in it. */
    public Period of(ExemptionScope scope) {
        Period shortest = longest;
        for (Map.Entry<String, Period> term : byRule.entrySet()) {
            if (scope.coversRule(term.getKey()) && term.getValue().toTotalMonths() < shortest.toTotalMonths()) {
                shortest = term.getValue();
            }
        }
        return shortest;
    }

    private static LongestTerms read() {
        try (InputStream in = LongestTerms.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the monitor lacks " + FILE);
            }
            YamlNode root = YamlNode.parse(FILE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Map<String, YamlNode> members = root.members(Set.of("version", "longest", "rules"));
            SortedMap<String, Period> byRule = new TreeMap<>();
            for (YamlNode entry : YamlNode.required(root, members, "rules").elements()) {
                Map<String, YamlNode> parts = entry.members(Set.of("rules", "longest", "source"));
                Period term = months(YamlNode.required(entry, parts, "longest"));
                YamlNode.required(entry, parts, "rules").elements().forEach(rule -> byRule.put(rule.text(), term));
            }
            return new LongestTerms(months(YamlNode.required(root, members, "longest")), byRule);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    private static Period months(YamlNode node) {
        try {
            Period period = Period.parse(node.text());
            if (period.getDays() != 0 || period.toTotalMonths() < 1) {
                throw node.refused("must be whole months, such as P12M");
            }
            return period;
        } catch (DateTimeParseException e) {
            throw node.refused("'" + node.text() + "' is no period such as P12M");
        }
    }
}
