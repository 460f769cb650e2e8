package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.FactType;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.rule.RuleKind.Measure;
import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.core.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads what a rule asks: the keys that only rules of its kind have. */
final class RuleKindReader {
    /** More would not fit into the state that is kept for each value of {@code by}, see docs/state.md. */
    static final int MOST_COUNTED = 1_000;

    private static final int MOST_WINDOWS = 4;
    private static final int MOST_STEPS = 8;
    private static final int MOST_TIMES = 100;
    private static final int MOST_DAYS_OF_A_WINDOW = 31;
    private static final int MOST_DAYS = 366;
    private static final Duration ONCE_A_DAY = Duration.ofDays(1);

    private static final Map<String, List<String>> KEYS = keys();

    private final YamlNode root;
    private final Map<String, YamlNode> members;
    private final ConditionReader conditions;
    private final Parameters parameters;

    RuleKindReader(YamlNode root, Map<String, YamlNode> members, ConditionReader conditions, Parameters parameters) {
        this.root = root;
        this.members = members;
        this.conditions = conditions;
        this.parameters = parameters;
    }

    private static Map<String, List<String>> keys() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("obligation", List.of("applies_to", "require"));
        keys.put("occurrence", List.of("when"));
        keys.put("change", List.of("before", "after"));
        keys.put("threshold", List.of("when", "count", "distinct", "sum", "over", "any", "by"));
        keys.put("sequence", List.of("steps", "within", "by"));
        keys.put("absence", List.of("after", "expect", "within", "by"));
        keys.put("baseline", List.of("when", "new", "by", "learn"));
        keys.put("schedule", List.of("each", "when", "every"));
        return keys;
    }

    /** The keys of all kinds. */
    static Set<String> allKeys() {
        Set<String> all = new TreeSet<>();
        KEYS.values().forEach(all::addAll);
        return all;
    }

    /** The kind a node names. */
    static String kind(YamlNode node) {
        String kind = node.text();
        if (!KEYS.containsKey(kind)) {
            throw node.refused("unknown kind '" + kind + "'" + NearestName.hint(KEYS.keySet(), kind));
        }
        return kind;
    }

    /** Refuses keys that only rules of other kinds have. */
    static void refuseKeysOfOtherKinds(Map<String, YamlNode> members, String kind) {
        for (String key : allKeys()) {
            YamlNode misplaced = members.get(key);
            if (misplaced != null && !KEYS.getOrDefault(kind, List.of()).contains(key)) {
                List<String> owners = KEYS.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(key))
                        .map(Map.Entry::getKey)
                        .toList();
                throw misplaced.refused(
                        "only rules of kind '" + String.join("', '", owners) + "' have this key, not '" + kind + "'");
            }
        }
    }

    RuleKind read(String kind) {
        return switch (kind) {
            case "obligation" -> {
                YamlNode appliesTo = members.get("applies_to");
                yield new RuleKind.Obligation(
                        appliesTo == null ? new Condition.AllOf(List.of()) : conditions.read(appliesTo),
                        condition("require"));
            }
            case "occurrence" -> new RuleKind.Occurrence(condition("when"));
            case "change" -> new RuleKind.Change(condition("before"), condition("after"));
            case "threshold" ->
                new RuleKind.Threshold(
                        condition("when"), windows(), members.containsKey("by") ? facts("by") : List.of());
            case "sequence" -> new RuleKind.Sequence(steps(), duration("within", MOST_DAYS), facts("by"));
            case "absence" ->
                new RuleKind.Absence(
                        condition("after"), condition("expect"), duration("within", MOST_DAYS), facts("by"));
            case "baseline" ->
                new RuleKind.Baseline(condition("when"), facts("new"), facts("by"), duration("learn", MOST_DAYS));
            default ->
                new RuleKind.Schedule(
                        each(required("each")),
                        condition("when"),
                        members.containsKey("every") ? duration("every", MOST_DAYS) : ONCE_A_DAY);
        };
    }

    private YamlNode required(String key) {
        return YamlNode.required(root, members, key);
    }

    private Condition condition(String key) {
        return conditions.read(required(key));
    }

    private Duration duration(String key, int mostDays) {
        return WrittenDuration.ofAtMostDays(required(key), mostDays);
    }

    /** One fact or several, of single values. */
    private List<FieldReference> facts(String key) {
        YamlNode node = required(key);
        List<FieldReference> facts = new ArrayList<>();
        for (YamlNode element : node.isList() ? node.elements() : List.of(node)) {
            facts.add(single(element));
        }
        if (facts.isEmpty()) {
            throw node.refused("needs at least one fact");
        }
        return facts;
    }

    private FieldReference single(YamlNode node) {
        FieldReference reference = conditions.field(node);
        if (reference.each() || reference.fact().type().isList()) {
            throw node.refused("needs a single fact, not a list");
        }
        return reference;
    }

    private List<RuleKind.Window> windows() {
        YamlNode any = members.get("any");
        if (any == null) {
            return List.of(window(root, members));
        }
        for (String key : List.of("count", "distinct", "sum", "over")) {
            YamlNode beside = members.get(key);
            if (beside != null) {
                throw beside.refused("stands inside 'any' when there are several limits");
            }
        }
        List<RuleKind.Window> windows = new ArrayList<>();
        for (YamlNode element : any.elements()) {
            windows.add(window(element, element.members(Set.of("count", "distinct", "sum", "over"))));
        }
        if (windows.isEmpty() || windows.size() > MOST_WINDOWS) {
            throw any.refused("needs one to " + MOST_WINDOWS + " limits");
        }
        return windows;
    }

    private RuleKind.Window window(YamlNode node, Map<String, YamlNode> keys) {
        YamlNode count = keys.get("count");
        YamlNode distinct = keys.get("distinct");
        YamlNode sum = keys.get("sum");
        if ((count == null ? 0 : 1) + (distinct == null ? 0 : 1) + (sum == null ? 0 : 1) != 1) {
            throw node.refused("a threshold has exactly one of count, distinct and sum, or several limits under 'any'");
        }
        Duration over = WrittenDuration.ofAtMostDays(YamlNode.required(node, keys, "over"), MOST_DAYS_OF_A_WINDOW);
        if (count != null) {
            Map<String, YamlNode> limit = count.members(Set.of("greater", "greaterOrEquals"));
            return new RuleKind.Window(new Measure.Count(), limit(count, limit, MOST_COUNTED), over);
        }
        YamlNode ofFact = distinct != null ? distinct : sum;
        if (ofFact == null) {
            throw new IllegalStateException("one of the three is there");
        }
        Map<String, YamlNode> limit = ofFact.members(Set.of("of", "greater", "greaterOrEquals"));
        YamlNode of = YamlNode.required(ofFact, limit, "of");
        FieldReference fact = single(of);
        if (distinct != null) {
            return new RuleKind.Window(new Measure.Distinct(fact), limit(ofFact, limit, MOST_COUNTED), over);
        }
        if (fact.fact().type() != FactType.WHOLE) {
            throw of.refused("only whole numbers add up, and '" + fact.written() + "' is none");
        }
        return new RuleKind.Window(new Measure.Sum(fact), limit(ofFact, limit, Long.MAX_VALUE), over);
    }

    private long limit(YamlNode node, Map<String, YamlNode> keys, long most) {
        YamlNode greater = keys.get("greater");
        YamlNode greaterOrEquals = keys.get("greaterOrEquals");
        if ((greater == null) == (greaterOrEquals == null)) {
            throw node.refused("needs either greater or greaterOrEquals");
        }
        YamlNode written = greater == null ? greaterOrEquals : greater;
        if (written == null) {
            throw new IllegalStateException("one of the two is there");
        }
        long value = whole(written);
        long atLeast = greater == null || value == Long.MAX_VALUE ? value : value + 1;
        if (atLeast < 1) {
            throw written.refused("every event would be too many");
        }
        if (atLeast > most) {
            throw written.refused("must be at most " + most);
        }
        return atLeast;
    }

    private long whole(YamlNode node) {
        if (!node.isMapping()) {
            return node.whole();
        }
        YamlNode name = YamlNode.required(node, node.members(Set.of("parameter")), "parameter");
        if (parameters.of(name) instanceof FactValue.Whole number) {
            return number.value();
        }
        throw name.refused("the parameter '" + name.text() + "' is no whole number");
    }

    private List<RuleKind.Step> steps() {
        YamlNode node = required("steps");
        List<RuleKind.Step> steps = new ArrayList<>();
        for (YamlNode element : node.elements()) {
            Map<String, YamlNode> step = element.members(Set.of("when", "times"));
            YamlNode times = step.get("times");
            long count = times == null ? 1 : times.whole();
            if (times != null && (count < 1 || count > MOST_TIMES)) {
                throw times.refused("must be from 1 to " + MOST_TIMES);
            }
            steps.add(new RuleKind.Step(
                    conditions.read(YamlNode.required(element, step, "when")), Math.toIntExact(count)));
        }
        if (steps.size() < 2 || steps.size() > MOST_STEPS) {
            throw node.refused("a sequence has two to " + MOST_STEPS + " steps");
        }
        return steps;
    }

    private static RuleKind.Each each(YamlNode node) {
        String written = node.text();
        if (written.matches("register\\.[a-z][A-Za-z0-9]*")) {
            return new RuleKind.Each(RuleKind.Things.REGISTER, written.substring("register.".length()));
        }
        List<String> known = List.of("resource", "principal", "source", "subscription", "finding", "register.NAME");
        if (written.contains(".") || !known.contains(written)) {
            throw node.refused(
                    "'" + written + "' is none of " + String.join(", ", known) + NearestName.hint(known, written));
        }
        return new RuleKind.Each(node.oneOf(RuleKind.Things.class), null);
    }
}
