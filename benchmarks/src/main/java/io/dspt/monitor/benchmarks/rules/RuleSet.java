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
import java.util.function.BiFunction;

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
        return copied(
                Integer.toString(rules),
                rules,
                (rule, id) -> new String(rule, StandardCharsets.UTF_8)
                        .replaceFirst("id: [A-Z]+-[0-9]{3}", "id: " + id)
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** The same, but no two rules ask the same of an event: each copy has a first condition of its own. */
    public static RuleSet unlikeOfSize(int rules) {
        return copied(rules + " unlike", rules, UnlikeCopies::of);
    }

    private static RuleSet copied(String name, int rules, BiFunction<byte[], String, byte[]> copy) {
        RuleBundle builtIn = RuleBundle.builtIn();
        SortedMap<String, byte[]> files = new TreeMap<>(builtIn.files());
        List<byte[]> originals = List.copyOf(builtIn.rules().values());
        if (rules < originals.size()) {
            throw new IllegalArgumentException(rules + " rules are fewer than the catalogue has");
        }
        for (int i = originals.size(); i < rules; i++) {
            String id = copyId(i);
            files.put("rules/copies/" + id + "-copy.rule.yaml", copy.apply(originals.get(i % originals.size()), id));
        }
        return new RuleSet(name, new RuleBundle(files));
    }

    /** The sets that growth is measured over: 20, the catalogue, 200 and 2,000 rules, these both alike and unlike. */
    public static List<RuleSet> growing() {
        return List.of(twenty(), catalogue(), ofSize(200), ofSize(2_000), unlikeOfSize(2_000));
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

    /** The ids of all rules of a set with copies, to the ids of the catalogue's rules whose copies they are. */
    public static SortedMap<String, String> originals(RuleSet copies) {
        List<String> originals = RuleBundle.builtIn().rules().keySet().stream()
                .map(path -> RuleBundle.ruleIn(path).orElseThrow())
                .toList();
        SortedMap<String, String> byId = new TreeMap<>();
        originals.forEach(id -> byId.put(id, id));
        for (int i = originals.size(); i < copies.bundle().rules().size(); i++) {
            byId.put(copyId(i), originals.get(i % originals.size()));
        }
        return byId;
    }

    private static String copyId(int number) {
        return "CP" + (char) ('A' + number / 900) + "-" + (100 + number % 900);
    }

    private static RuleBundle only(List<String> ids) {
        SortedMap<String, byte[]> files = new TreeMap<>(RuleBundle.builtIn().files());
        // Standards name rules that this set does not have.
        files.keySet().removeAll(RuleBundle.builtIn().standards().keySet());
        files.keySet()
                .removeIf(path ->
                        RuleBundle.ruleIn(path).filter(id -> !ids.contains(id)).isPresent());
        RuleBundle few = new RuleBundle(files);
        if (few.rules().size() != ids.size()) {
            throw new IllegalStateException("the catalogue has " + few.rules().size() + " of " + ids);
        }
        return few;
    }
}
