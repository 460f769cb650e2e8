package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            "microsoft",
            "references",
            "parameters",
            "unverified");
    private static final Set<String> ALL_KEYS = Stream.concat(COMMON_KEYS.stream(), RuleKindReader.allKeys().stream())
            .collect(Collectors.toCollection(TreeSet::new));

    private static final Duration SHORTEST_PERIOD = Duration.ofMinutes(1);

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
        root.members(ALL_KEYS);
        RuleKindReader.refuseKeysOfOtherKinds(members, kind);

        YamlNode local = members.get("parameters");
        Parameters parameters = local == null ? shared : shared.with(Parameters.read(local));
        ConditionReader conditions = new ConditionReader(facts, parameters);
        String id = identifier(file, YamlNode.required(root, members, "id"));
        Rule.Status status = YamlNode.required(root, members, "status").oneOf(Rule.Status.class);
        Rule rule = new Rule(
                id,
                YamlNode.required(root, members, "title").text(),
                status,
                YamlNode.required(root, members, "severity").oneOf(Severity.class),
                raise(members.get("raise"), conditions),
                new RuleKindReader(root, members, conditions, parameters).read(kind),
                subject(YamlNode.required(root, members, "subject"), conditions),
                template(YamlNode.required(root, members, "finding"), conditions),
                resolvers(members.get("resolved_by"), conditions),
                explanation(root, members, status),
                NoiseReader.read(members.get("noise"), kind, conditions),
                microsoft(members.get("microsoft")),
                file,
                Sha256.hex(bytes));
        refuseWhatNobodyCanAnswer(rule, root, members);
        return rule;
    }

    private void refuseWhatNobodyCanAnswer(Rule rule, YamlNode root, Map<String, YamlNode> members) {
        if (rule.kind() instanceof RuleKind.Schedule schedule) {
            String register = schedule.each().register();
            YamlNode each = YamlNode.required(root, members, "each");
            if (register != null) {
                facts.registers().named(register, each);
            }
            YamlNode every = members.get("every");
            if (every != null && schedule.every().compareTo(SHORTEST_PERIOD) < 0) {
                throw every.refused("must be at least a minute");
            }
        }
        for (Fact fact : RuleReferences.of(rule).facts()) {
            ScheduledFacts.problem(fact, rule.kind(), facts.registers()).ifPresent(problem -> {
                throw root.refused(problem);
            });
        }
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

    private static String kind(YamlNode root, Map<String, YamlNode> members) {
        if (!members.containsKey("kind")) {
            root.members(ALL_KEYS); // a misspelt key is better told than a missing one
        }
        return RuleKindReader.kind(YamlNode.required(root, members, "kind"));
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

    private static Rule.Microsoft microsoft(@Nullable YamlNode node) {
        if (node == null) {
            return Rule.Microsoft.NONE;
        }
        Map<String, YamlNode> members = node.members(Set.of("policies", "assessments"));
        return new Rule.Microsoft(published(members.get("policies")), published(members.get("assessments")));
    }

    /** Ids under which Microsoft publishes a check, the same in every tenant. */
    private static Set<String> published(@Nullable YamlNode list) {
        Set<String> ids = new TreeSet<>();
        for (YamlNode element : list == null ? List.<YamlNode>of() : list.elements()) {
            String id = element.text().toLowerCase(Locale.ROOT);
            if (!id.matches("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
                throw element.refused("'" + element.text() + "' is no id of a definition or assessment");
            }
            ids.add(id);
        }
        return ids;
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
}
