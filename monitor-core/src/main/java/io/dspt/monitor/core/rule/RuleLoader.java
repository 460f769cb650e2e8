package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one rule file. Whatever is not exactly a rule is refused with file, line, path and the nearest valid name. */
public final class RuleLoader {
    private static final Set<String> COMMON_KEYS = Set.of(
            "id",
            "title",
            "status",
            "severity",
            "raise",
            "kind",
            "why",
            "subject",
            "finding",
            "resolved_by",
            "triage",
            "remedy",
            "noise",
            "references",
            "parameters",
            "unverified");
    private static final Map<String, List<String>> KEYS_OF_KIND = Map.of(
            "obligation", List.of("applies_to", "require"),
            "occurrence", List.of("when"),
            "change", List.of("before", "after"));
    private static final Set<String> ALL_KEYS = Stream.concat(
                    COMMON_KEYS.stream(), KEYS_OF_KIND.values().stream().flatMap(List::stream))
            .collect(Collectors.toCollection(TreeSet::new));
    private static final List<String> KINDS = List.of("obligation", "occurrence", "change");
    private static final List<String> KINDS_TO_COME =
            List.of("threshold", "sequence", "absence", "baseline", "schedule");
    private static final Duration USUAL_QUIET_TIME = Duration.ofDays(1);
    private static final Duration LONGEST_QUIET_TIME = Duration.ofDays(3_660);

    private final FactCatalogue facts;
    private final Parameters shared;

    public RuleLoader(FactCatalogue facts, Parameters shared) {
        this.facts = facts;
        this.shared = shared;
    }

    /**
     * Reads a rule.
     *
     * @param file name for messages
     * @throws RefusedException when it is refused
     */
    public Rule load(String file, byte[] bytes) {
        YamlNode root = parse(file, bytes);
        Map<String, YamlNode> members = root.members();
        String kind = kind(root, members);
        checkKeys(root, members, kind);

        YamlNode local = members.get("parameters");
        Parameters parameters = local == null ? shared : shared.with(Parameters.read(local));
        ConditionReader conditions = new ConditionReader(facts, parameters);
        String id = identifier(file, YamlNode.required(root, members, "id"));
        Rule.Status status = YamlNode.required(root, members, "status").oneOf(Rule.Status.class);
        return new Rule(
                id,
                YamlNode.required(root, members, "title").text(),
                status,
                YamlNode.required(root, members, "severity").oneOf(Severity.class),
                raise(members.get("raise"), conditions),
                kind(kind, root, members, conditions),
                subject(YamlNode.required(root, members, "subject"), conditions),
                template(YamlNode.required(root, members, "finding"), conditions),
                resolvers(members.get("resolved_by"), conditions),
                explanation(root, members, status),
                noise(members.get("noise"), conditions),
                file,
                Sha256.hex(bytes));
    }

    /** The refusal of a file whose rule another file has already. */
    RefusedException twin(String file, byte[] bytes, Rule first) {
        YamlNode root = parse(file, bytes);
        return YamlNode.required(root, root.members(), "id")
                .refused("rule " + first.id() + " stands in " + first.file() + " already");
    }

    private static YamlNode parse(String file, byte[] bytes) {
        return YamlNode.parse(file, new String(bytes, StandardCharsets.UTF_8));
    }

    private static void checkKeys(YamlNode root, Map<String, YamlNode> members, String kind) {
        root.members(ALL_KEYS);
        for (String other : KINDS) {
            for (String key : KEYS_OF_KIND.getOrDefault(other, List.of())) {
                YamlNode misplaced = members.get(key);
                if (misplaced != null && !other.equals(kind)) {
                    throw misplaced.refused("only rules of kind '" + other + "' have this key, not '" + kind + "'");
                }
            }
        }
    }

    private static String kind(YamlNode root, Map<String, YamlNode> members) {
        if (!members.containsKey("kind")) {
            root.members(ALL_KEYS); // a misspelt key is better told than a missing one
        }
        YamlNode node = YamlNode.required(root, members, "kind");
        String kind = node.text();
        if (KINDS_TO_COME.contains(kind)) {
            throw node.refused(
                    "rules of kind '" + kind + "' are in the grammar, but this engine does not judge them yet");
        }
        if (!KINDS.contains(kind)) {
            throw node.refused("unknown kind '" + kind + "'" + NearestName.hint(KINDS, kind));
        }
        return kind;
    }

    private static RuleKind kind(
            String kind, YamlNode root, Map<String, YamlNode> members, ConditionReader conditions) {
        return switch (kind) {
            case "obligation" -> {
                YamlNode appliesTo = members.get("applies_to");
                yield new RuleKind.Obligation(
                        appliesTo == null ? new Condition.AllOf(List.of()) : conditions.read(appliesTo),
                        conditions.read(YamlNode.required(root, members, "require")));
            }
            case "occurrence" -> new RuleKind.Occurrence(conditions.read(YamlNode.required(root, members, "when")));
            default ->
                new RuleKind.Change(
                        conditions.read(YamlNode.required(root, members, "before")),
                        conditions.read(YamlNode.required(root, members, "after")));
        };
    }

    private static String identifier(String file, YamlNode node) {
        String id = node.text();
        if (!id.matches("[A-Z]{2,8}-[0-9]{3}")) {
            throw node.refused("'" + id + "' is no rule id such as RES-001");
        }
        String name = file.substring(file.lastIndexOf('/') + 1);
        if (!name.startsWith(id + "-")) {
            throw node.refused("the file of rule " + id + " must be named " + id + "-….rule.yaml");
        }
        return id;
    }

    private static List<Rule.Raise> raise(@Nullable YamlNode node, ConditionReader conditions) {
        List<Rule.Raise> raise = new ArrayList<>();
        if (node != null) {
            for (YamlNode element : node.elements()) {
                Map<String, YamlNode> members = element.members(Set.of("when", "to"));
                raise.add(new Rule.Raise(
                        conditions.read(YamlNode.required(element, members, "when")),
                        YamlNode.required(element, members, "to").oneOf(Severity.class)));
            }
        }
        return raise;
    }

    private static List<FieldReference> subject(YamlNode node, ConditionReader conditions) {
        List<FieldReference> subject = new ArrayList<>();
        for (YamlNode element : node.isList() ? node.elements() : List.of(node)) {
            FieldReference reference = conditions.field(element);
            if (reference.each() || reference.fact().type().isList()) {
                throw element.refused("a subject is named by single facts");
            }
            subject.add(reference);
        }
        if (subject.isEmpty()) {
            throw node.refused("needs at least one fact");
        }
        return subject;
    }

    private static MessageTemplate template(YamlNode node, ConditionReader conditions) {
        String text = node.text().strip();
        List<MessageTemplate.Part> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int open = text.indexOf('{', from);
            if (open < 0) {
                parts.add(new MessageTemplate.Part.Words(text.substring(from)));
                break;
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw node.refused("the brace before '" + text.substring(open + 1) + "' is not closed");
            }
            FieldReference slot = conditions.field(node, text.substring(open + 1, close));
            if (slot.each()) {
                throw node.refused("a sentence shows lists whole, '" + slot.written() + "' as '{"
                        + slot.fact().name() + "}'");
            }
            parts.add(new MessageTemplate.Part.Words(text.substring(from, open)));
            parts.add(new MessageTemplate.Part.Slot(slot));
            from = close + 1;
        }
        return new MessageTemplate(parts);
    }

    private static List<Resolver> resolvers(@Nullable YamlNode node, ConditionReader conditions) {
        List<Resolver> resolvers = new ArrayList<>();
        if (node != null) {
            for (YamlNode element : node.elements()) {
                resolvers.add(resolver(element, conditions));
            }
        }
        return resolvers;
    }

    private static Resolver resolver(YamlNode node, ConditionReader conditions) {
        if (node.isMapping()) {
            Map<String, YamlNode> members = node.members(Set.of("when"));
            return new Resolver.When(conditions.read(YamlNode.required(node, members, "when")));
        }
        String word = node.text();
        return switch (word) {
            case "resource-deleted" -> new Resolver.ResourceDeleted();
            case "quiet" -> new Resolver.Quiet();
            default ->
                throw node.refused("unknown event kind '" + word + "'"
                        + NearestName.hint(List.of("resource-deleted", "quiet"), word));
        };
    }

    private static Rule.Explanation explanation(YamlNode root, Map<String, YamlNode> members, Rule.Status status) {
        YamlNode unverified = members.get("unverified");
        if (status == Rule.Status.INCUBATING && unverified == null) {
            throw root.refused("an incubating rule says under 'unverified' what has not been verified");
        }
        if (status == Rule.Status.STABLE && unverified != null) {
            throw unverified.refused("in a stable rule nothing is unverified");
        }
        return new Rule.Explanation(
                YamlNode.required(root, members, "why").text().strip(),
                texts(members.get("triage")),
                YamlNode.required(root, members, "remedy").text().strip(),
                texts(members.get("references")),
                unverified == null ? null : unverified.text().strip());
    }

    private static List<String> texts(@Nullable YamlNode node) {
        return node == null
                ? List.of()
                : node.elements().stream()
                        .map(YamlNode::text)
                        .map(String::strip)
                        .toList();
    }

    private static Rule.Noise noise(@Nullable YamlNode node, ConditionReader conditions) {
        if (node == null) {
            return new Rule.Noise(null, USUAL_QUIET_TIME, Rule.Notify.TICKET, null);
        }
        Map<String, YamlNode> members = node.members(Set.of("group_by", "quiet_for", "notify", "expected"));
        YamlNode groupBy = members.get("group_by");
        YamlNode quietFor = members.get("quiet_for");
        YamlNode notify = members.get("notify");
        YamlNode expected = members.get("expected");
        return new Rule.Noise(
                groupBy == null ? null : conditions.field(groupBy).written(),
                quietFor == null ? USUAL_QUIET_TIME : duration(quietFor),
                notify == null ? Rule.Notify.TICKET : notify.oneOf(Rule.Notify.class),
                expected == null ? null : expected.text());
    }

    private static Duration duration(YamlNode node) {
        try {
            Duration duration = Duration.parse(node.text());
            if (duration.isNegative() || duration.isZero()) {
                throw node.refused("must be longer than nothing");
            }
            if (duration.compareTo(LONGEST_QUIET_TIME) > 0) {
                throw node.refused("must be at most ten years, " + LONGEST_QUIET_TIME.toDays() + " days");
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw node.refused("'" + node.text() + "' is no ISO 8601 duration such as P1D or PT30M");
        }
    }
}
