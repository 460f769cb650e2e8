package io.dspt.monitor.core.cases;

import io.dspt.monitor.core.cases.RuleCase.Expected;
import io.dspt.monitor.core.cases.RuleCase.Given;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactType;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.Verdict;
import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a cases file; what fits no fact is refused where it stands. */
final class RuleCasesReader {
    private static final Set<String> KEYS =
            Set.of("name", "given", "before", "registers", "raw", "steps", "expect", "severity", "status", "count");

    private final FactCatalogue facts;
    private final CaseRegisterRows registerRows;

    RuleCasesReader(FactCatalogue facts) {
        this.facts = facts;
        this.registerRows = new CaseRegisterRows(facts.registers());
    }

    /**
     * Reads the cases of one file, whose name begins with the rule's id.
     *
     * @throws io.dspt.monitor.core.yaml.RefusedException when it is refused
     */
    List<RuleCase> read(String file, byte[] bytes) {
        YamlNode root = YamlNode.parse(file, new String(bytes, StandardCharsets.UTF_8));
        Map<String, YamlNode> members = root.members(Set.of("cases", "records"));
        CaseStepsReader steps = new CaseStepsReader(members.get("records"), registerRows);
        String name = file.substring(file.lastIndexOf('/') + 1);
        String rule = name.replaceFirst("^([A-Z]+-[0-9]+).*$", "$1");
        List<RuleCase> cases = new ArrayList<>();
        for (YamlNode node : YamlNode.required(root, members, "cases").elements()) {
            cases.add(one(rule, file, node, steps));
        }
        return cases;
    }

    private RuleCase one(String rule, String file, YamlNode node, CaseStepsReader steps) {
        Map<String, YamlNode> members = node.members(KEYS);
        YamlNode severity = members.get("severity");
        YamlNode status = members.get("status");
        YamlNode count = members.get("count");
        YamlNode expect = members.get("expect");
        if (expect == null && status == null) {
            throw node.refused("a case says what it expects: a verdict, a status or both");
        }
        if (members.containsKey("given")) {
            refuse(status, "facts alone open no finding, so it has no status");
            refuse(count, "facts alone open no finding, so it has no count");
            boolean violated = expect != null && expect.textOrEmpty().equals(Verdict.VIOLATED.printed());
            refuse(violated ? null : severity, "only a violation has a severity");
        } else {
            refuse(members.get("before"), "only facts are given as they were before; a record carries its own past");
        }
        return new RuleCase(
                rule,
                YamlNode.required(node, members, "name").text(),
                file,
                node.line(),
                given(node, members, steps),
                new Expected(
                        expect == null ? null : verdict(expect),
                        severity == null ? null : severity.oneOf(Severity.class),
                        status == null ? null : status.oneOf(FindingStatus.class),
                        count == null ? null : count.whole()));
    }

    private static void refuse(@Nullable YamlNode node, String why) {
        if (node != null) {
            throw node.refused(why);
        }
    }

    private static Verdict verdict(YamlNode node) {
        List<String> known = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            if (verdict.printed().equals(node.text())) {
                return verdict;
            }
            known.add(verdict.printed());
        }
        throw node.refused("'" + node.text() + "' is no verdict" + NearestName.hint(known, node.text()));
    }

    private Given given(YamlNode node, Map<String, YamlNode> members, CaseStepsReader stepsReader) {
        YamlNode given = members.get("given");
        YamlNode raw = members.get("raw");
        YamlNode steps = members.get("steps");
        if ((given == null ? 0 : 1) + (raw == null ? 0 : 1) + (steps == null ? 0 : 1) != 1) {
            throw node.refused("a case has exactly one of given, raw and steps");
        }
        if (given != null) {
            YamlNode before = members.get("before");
            YamlNode registers = members.get("registers");
            return new Given.OfFacts(
                    factValues(given),
                    before == null ? null : factValues(before),
                    registers == null ? new TreeMap<>() : registerRows.ofAll(registers));
        }
        refuse(members.get("registers"), "a step loads a register where records are read");
        if (raw != null) {
            return new Given.OfSteps(stepsReader.records(raw));
        }
        return new Given.OfSteps(stepsReader.steps(YamlNode.required(node, members, "steps")));
    }

    private SortedMap<String, FactValue> factValues(YamlNode node) {
        SortedMap<String, FactValue> values = new TreeMap<>();
        for (Map.Entry<String, YamlNode> member : node.members().entrySet()) {
            Fact fact = facts.named(member.getKey(), member.getValue());
            values.put(fact.name(), value(member.getValue(), fact.type(), fact.members()));
        }
        return values;
    }

    private static FactValue value(YamlNode node, FactType type, SortedMap<String, FactType> members) {
        if (node.isNull()) {
            return Missing.ABSENT;
        }
        return switch (type) {
            case TEXT, DATE, TIME -> FactValue.text(node.textOrEmpty());
            case FLAG -> FactValue.flag(node.flag());
            case WHOLE -> FactValue.whole(node.whole());
            case TEXTS ->
                FactValue.texts(
                        node.elements().stream().map(YamlNode::textOrEmpty).toList());
            case STRUCTURES ->
                new FactValue.Many(node.elements().stream()
                        .<FactValue>map(element -> structure(element, members))
                        .toList());
            case TAGS -> throw node.refused("name single tags instead");
        };
    }

    private static FactValue structure(YamlNode node, SortedMap<String, FactType> types) {
        SortedMap<String, FactValue> values = new TreeMap<>();
        for (Map.Entry<String, YamlNode> member : node.members().entrySet()) {
            @Nullable FactType type = types.get(member.getKey());
            if (type == null) {
                throw member.getValue().refused("no such member" + NearestName.hint(types.keySet(), member.getKey()));
            }
            values.put(member.getKey(), value(member.getValue(), type, new TreeMap<>()));
        }
        return new FactValue.Structure(values);
    }
}
