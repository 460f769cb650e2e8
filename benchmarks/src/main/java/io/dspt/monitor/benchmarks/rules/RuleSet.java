package io.dspt.monitor.benchmarks.rules;

import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rule set that is measured with.
 *
 * @param name as tables show it
 * @param bundle its files
 */
public record RuleSet(String name, RuleBundle bundle) {
    private static final ReferenceData REFERENCE = ReferenceFiles.builtIn();

    /** The twenty rules that every engine can express. */
    public static RuleSet twenty() {
        return new RuleSet("20", only(TwentyRules.IDS));
    }

    /** The catalogue that ships. */
    public static RuleSet catalogue() {
        RuleBundle builtIn = RuleBundle.builtIn();
        return new RuleSet(Integer.toString(builtIn.rules().size()), builtIn);
    }

    /**
     * The catalogue, and copies of its rules of every kind under other ids until there are so many: a copy asks of every
     * event what its original asks, and finds the same.
     */
    public static RuleSet ofSize(int rules) {
        RuleBundle builtIn = RuleBundle.builtIn();
        SortedMap<String, byte[]> files = new TreeMap<>(builtIn.files());
        List<byte[]> originals = List.copyOf(builtIn.rules().values());
        if (rules < originals.size()) {
            throw new IllegalArgumentException(rules + " rules are fewer than the catalogue has");
        }
        for (int i = originals.size(); i < rules; i++) {
            String rule = new String(originals.get(i % originals.size()), StandardCharsets.UTF_8);
            String id = "CP" + (char) ('A' + i / 900) + "-" + (100 + i % 900);
            files.put(
                    "rules/copies/" + id + "-copy.rule.yaml",
                    rule.replaceFirst("id: [A-Z]+-[0-9]{3}", "id: " + id).getBytes(StandardCharsets.UTF_8));
        }
        return new RuleSet(Integer.toString(rules), new RuleBundle(files));
    }

    /** The sets that growth is measured over: 20, the catalogue, 200 and 2,000 rules. */
    public static List<RuleSet> growing() {
        return List.of(twenty(), catalogue(), ofSize(200), ofSize(2_000));
    }

    /**
     * The rules compiled and indexed, as the fold has them.
     *
     * @throws IllegalStateException when one of them is refused: what is measured would not be what the table says
     */
    public RuleBook book() {
        RuleBook.Loaded loaded = RuleBook.load(bundle, new FactCatalogue(REFERENCE.properties()));
        if (!loaded.refusals().isEmpty()) {
            throw new IllegalStateException(
                    name + " rules: " + loaded.refusals().get(0).getMessage());
        }
        return loaded.book();
    }

    private static RuleBundle only(List<String> ids) {
        SortedMap<String, byte[]> files = new TreeMap<>(RuleBundle.builtIn().files());
        // Standards name rules that this set does not have.
        files.keySet().removeAll(RuleBundle.builtIn().standards().keySet());
        files.keySet().removeIf(path -> RuleBundle.ruleIn(path).filter(id -> !ids.contains(id)).isPresent());
        RuleBundle few = new RuleBundle(files);
        if (few.rules().size() != ids.size()) {
            throw new IllegalStateException("the catalogue has " + few.rules().size() + " of " + ids);
        }
        return few;
    }
}
