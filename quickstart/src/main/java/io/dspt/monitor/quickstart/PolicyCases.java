package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactType;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Text;
import io.dspt.monitor.core.fact.FactValue.Whole;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.Condition;
import io.dspt.monitor.core.rule.FactView;
import io.dspt.monitor.core.rule.Operand;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.rule.RuleKind;
import io.dspt.monitor.core.rule.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of the cases of an imported rule: facts for which it gives each of its verdicts, found by trying the values
 * that its conditions name. A person looks whether that is what the policy means.
 *
 * @param yaml the cases file
 * @param missing verdicts for which no facts were found
 */
record PolicyCases(String yaml, List<String> missing) {
    private static final int MOST_TRIES = 20_000;

    /**
     * Finds cases for a rule.
     *
     * @param stem name of its file without ending
     * @throws CommandFailedException when the rule would be refused
     */
    static PolicyCases of(String stem, byte[] rule) {
        CompiledRule compiled = compiled(stem, rule);
        RuleKind.Obligation obligation = (RuleKind.Obligation) compiled.rule().kind();
        Map<Fact, Set<FactValue>> candidates = new LinkedHashMap<>();
        candidates.put(Facts.RESOURCE_TYPE, new LinkedHashSet<>());
        collect(obligation.appliesTo(), candidates);
        collect(obligation.require(), candidates);
        candidates.get(Facts.RESOURCE_TYPE).add(FactValue.text("microsoft.example/others"));
        candidates.get(Facts.RESOURCE_TYPE).remove(Missing.ABSENT);
        StringBuilder yaml = new StringBuilder(
                "# Found by trying the values that the rule names: look whether each is what the policy means, and add\n"
                        + "# records as Azure sends them.\ncases:\n");
        List<String> missing = new ArrayList<>();
        for (Verdict verdict :
                List.of(Verdict.VIOLATED, Verdict.COMPLIANT, Verdict.NOT_APPLICABLE, Verdict.UNEVALUABLE)) {
            SortedMap<String, FactValue> facts = find(compiled, candidates, verdict);
            if (facts == null) {
                missing.add(verdict.printed());
            } else {
                write(verdict, facts, yaml);
            }
        }
        return new PolicyCases(yaml.toString(), List.copyOf(missing));
    }

    private static CompiledRule compiled(String stem, byte[] rule) {
        SortedMap<String, byte[]> files = new TreeMap<>(RuleBundle.builtIn().files());
        files.keySet().removeIf(path -> path.endsWith(".rule.yaml") || path.startsWith("standards/"));
        files.put("rules/" + stem + ".rule.yaml", rule);
        RuleBook.Loaded loaded = Engine.load(new RuleBundle(files));
        if (!loaded.refusals().isEmpty()) {
            throw CommandFailedException.failed(
                    "the rule would be refused: " + loaded.refusals().get(0).getMessage());
        }
        return loaded.book().rules().values().iterator().next();
    }

    /** Values worth trying: what a condition names, something else, and nothing. */
    private static void collect(Condition condition, Map<Fact, Set<FactValue>> candidates) {
        if (condition instanceof Condition.AllOf all) {
            all.conditions().forEach(part -> collect(part, candidates));
        } else if (condition instanceof Condition.AnyOf any) {
            any.conditions().forEach(part -> collect(part, candidates));
        } else if (condition instanceof Condition.Not not) {
            collect(not.condition(), candidates);
        } else if (condition instanceof Condition.Count count) {
            Fact fact = count.field().fact();
            Set<FactValue> values = candidates.computeIfAbsent(fact, any -> new LinkedHashSet<>());
            values.add(new Many(List.of()));
            if (fact.type() == FactType.TEXTS && count.where() != null) {
                texts(count.where()).forEach(text -> values.add(new Many(List.of(text))));
                values.add(FactValue.texts(List.of("something-else")));
            }
        } else if (condition instanceof Condition.Compare compare
                && !compare.field().each()) {
            Fact fact = compare.field().fact();
            Set<FactValue> values = candidates.computeIfAbsent(fact, any -> new LinkedHashSet<>());
            if (compare.operand() instanceof Operand.Constant constant) {
                near(fact.type(), constant.value(), values);
            }
            values.add(Missing.ABSENT);
        }
    }

    private static Collection<FactValue> texts(Condition where) {
        Map<Fact, Set<FactValue>> found = new LinkedHashMap<>();
        texts(where, found);
        return found.values().stream()
                .flatMap(Set::stream)
                .filter(Text.class::isInstance)
                .toList();
    }

    private static void texts(Condition condition, Map<Fact, Set<FactValue>> found) {
        if (condition instanceof Condition.Not not) {
            texts(not.condition(), found);
        } else if (condition instanceof Condition.Compare compare
                && compare.operand() instanceof Operand.Constant constant) {
            near(
                    FactType.TEXT,
                    constant.value(),
                    found.computeIfAbsent(compare.field().fact(), any -> new LinkedHashSet<>()));
        }
    }

    private static void near(FactType type, FactValue operand, Set<FactValue> values) {
        if (operand instanceof Many many) {
            many.elements().stream().limit(3).forEach(values::add);
        } else if (operand instanceof Text text) {
            if (type == FactType.TEXT) {
                values.add(FactValue.text(text.value().replace("*", "a")));
            }
        } else if (type == FactType.WHOLE && operand instanceof Whole whole) {
            values.add(whole);
            values.add(FactValue.whole(whole.value() - 1));
            values.add(FactValue.whole(whole.value() + 1));
        }
        switch (type) {
            case TEXT -> values.add(FactValue.text("something-else"));
            case FLAG -> {
                values.add(FactValue.flag(true));
                values.add(FactValue.flag(false));
            }
            default -> {
                // Nothing else to try.
            }
        }
    }

    /** The first combination that gives the verdict; where something is unknown all the rest is, too. */
    private static @Nullable SortedMap<String, FactValue> find(
            CompiledRule rule, Map<Fact, Set<FactValue>> candidates, Verdict verdict) {
        List<Fact> facts = List.copyOf(candidates.keySet());
        List<List<FactValue>> values = new ArrayList<>();
        for (Fact fact : facts) {
            List<FactValue> tried = new ArrayList<>(candidates.get(fact));
            if (verdict == Verdict.UNEVALUABLE && fact.origin() != Fact.Origin.HEADER) {
                tried.add(0, Missing.UNKNOWN);
            }
            values.add(tried);
        }
        int[] chosen = new int[facts.size()];
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            SortedMap<String, FactValue> given = new TreeMap<>();
            for (int i = 0; i < chosen.length; i++) {
                given.put(facts.get(i).name(), values.get(i).get(chosen[i]));
            }
            FactSource source = fact -> given.getOrDefault(
                    fact.name(), fact.origin() == Fact.Origin.HEADER ? Missing.ABSENT : Missing.UNKNOWN);
            if (rule.judge(FactView.of(source)) == verdict) {
                given.values().removeIf(value -> value == Missing.UNKNOWN);
                return given;
            }
            int turn = chosen.length - 1;
            while (turn >= 0 && ++chosen[turn] == values.get(turn).size()) {
                chosen[turn--] = 0;
            }
            if (turn < 0) {
                return null;
            }
        }
        return null;
    }

    private static void write(Verdict verdict, SortedMap<String, FactValue> facts, StringBuilder yaml) {
        yaml.append("  - name: ").append(verdict.printed().replace('_', ' ')).append('\n');
        yaml.append("    given:\n");
        facts.forEach((name, value) -> yaml.append("      ")
                .append(name)
                .append(": ")
                .append(written(value))
                .append('\n'));
        yaml.append("    expect: ").append(verdict.printed()).append('\n');
    }

    private static String written(FactValue value) {
        if (value instanceof Flag flag) {
            return String.valueOf(flag.value());
        } else if (value instanceof Whole whole) {
            return String.valueOf(whole.value());
        } else if (value instanceof Text text) {
            return "\"" + text.value().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        } else if (value instanceof Many many) {
            return "["
                    + String.join(
                            ", ",
                            many.elements().stream().map(PolicyCases::written).toList()) + "]";
        }
        return "null";
    }
}
