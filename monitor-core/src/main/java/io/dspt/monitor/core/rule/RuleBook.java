package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.EventKind;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.register.RegisterDefinitions;
import io.dspt.monitor.core.standard.Standards;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rules in force, compiled and indexed: an event meets only the rules that could judge it. */
public final class RuleBook {
    private static final Comparator<CompiledRule> BY_ID =
            Comparator.comparing(rule -> rule.rule().id());

    /**
     * What came of loading a bundle.
     *
     * @param book the good rules
     * @param standards the good standards
     * @param refusals what was refused and why, in file order
     */
    public record Loaded(RuleBook book, Standards standards, List<RefusedException> refusals) {}

    /** The parameter that lists the Entra roles whose holders are privileged. */
    private static final String PRIVILEGED_ROLES = "privilegedEntraRoles";

    private final String digest;
    private final RegisterDefinitions registers;
    private final Set<String> privilegedRoles;
    private final SortedMap<String, CompiledRule> rules;
    private final RuleIndex<CompiledRule> events = new RuleIndex<>(BY_ID);
    private final RuleIndex<CompiledRule> obligations = new RuleIndex<>(BY_ID);
    private final RuleIndex<CompiledRule.CompiledResolver> resolvers = new RuleIndex<>(
            Comparator.comparing(resolver -> resolver.rule().rule().id()));

    private final List<CompiledRule> schedules = new ArrayList<>();

    private final @Nullable WorkingCalendar calendar;

    private RuleBook(
            String digest,
            Parameters parameters,
            @Nullable WorkingCalendar calendar,
            RegisterDefinitions registers,
            SortedMap<String, CompiledRule> rules) {
        this.calendar = calendar;
        this.digest = digest;
        this.registers = registers;
        this.privilegedRoles = lowerCase(parameters.values().get(PRIVILEGED_ROLES));
        this.rules = Collections.unmodifiableSortedMap(rules);
        rules.values().stream()
                .filter(rule -> rule.rule().status() != Rule.Status.RETIRED)
                .forEach(this::index);
    }

    /** A book without rules, before the first rule set is live. */
    public static RuleBook empty() {
        return new RuleBook("", Parameters.NONE, null, RegisterDefinitions.NONE, new TreeMap<>());
    }

    /** Loads a bundle; refused files are named, the others are in force. */
    public static Loaded load(RuleBundle bundle, FactCatalogue engineFacts) {
        List<RefusedException> refusals = new ArrayList<>();
        Parameters parameters = parameters(bundle, refusals);
        RegisterDefinitions registers = RegisterDefinitions.read(bundle.registers(), refusals);
        FactCatalogue facts = engineFacts.with(registers);
        Standards standards = Standards.read(bundle.standards(), refusals);
        SortedMap<String, CompiledRule> rules = new TreeMap<>();
        RuleLoader loader = new RuleLoader(facts, parameters);
        for (Map.Entry<String, byte[]> file : bundle.rules().entrySet()) {
            try {
                Rule rule = loader.load(file.getKey(), file.getValue());
                CompiledRule twin = rules.get(rule.id());
                if (twin != null) {
                    throw loader.twin(file.getKey(), file.getValue(), twin.rule());
                }
                rules.put(rule.id(), new CompiledRule(rule, standards.requirementsOf(rule.id())));
            } catch (RefusedException e) {
                refusals.add(e);
            }
        }
        return new Loaded(
                new RuleBook(bundle.digest(), parameters, calendar(bundle, refusals), registers, rules),
                standards,
                List.copyOf(refusals));
    }

    private static Parameters parameters(RuleBundle bundle, List<RefusedException> refusals) {
        byte[] bytes = bundle.files().get(RuleBundle.PARAMETERS);
        if (bytes == null) {
            return Parameters.NONE;
        }
        try {
            YamlNode root = YamlNode.parse(RuleBundle.PARAMETERS, new String(bytes, StandardCharsets.UTF_8));
            return Parameters.read(root);
        } catch (RefusedException e) {
            refusals.add(e);
            return Parameters.NONE;
        }
    }

    private static @Nullable WorkingCalendar calendar(RuleBundle bundle, List<RefusedException> refusals) {
        byte[] bytes = bundle.files().get(RuleBundle.CALENDAR);
        if (bytes == null) {
            return null;
        }
        try {
            return WorkingCalendar.read(
                    YamlNode.parse(RuleBundle.CALENDAR, new String(bytes, StandardCharsets.UTF_8)));
        } catch (RefusedException e) {
            refusals.add(e);
            return null;
        }
    }

    private void index(CompiledRule rule) {
        RuleKind kind = rule.rule().kind();
        if (kind instanceof RuleKind.Obligation obligation) {
            obligations.add(rule, IndexKeys.of(obligation.appliesTo(), Facts.RESOURCE_TYPE), null);
        } else if (kind instanceof RuleKind.Schedule) {
            schedules.add(rule);
        } else if (kind.remembers()) {
            CompiledRule.momentsOf(kind).forEach(moment -> index(rule, moment));
        } else {
            index(
                    rule,
                    kind instanceof RuleKind.Occurrence occurrence
                            ? occurrence.when()
                            : ((RuleKind.Change) kind).before());
        }
        for (Resolver resolver : rule.rule().resolvedBy()) {
            if (resolver instanceof Resolver.When when) {
                resolvers.add(
                        new CompiledRule.CompiledResolver(rule, ConditionCompiler.compile(when.condition())),
                        IndexKeys.of(when.condition(), Facts.EVENT_OPERATION),
                        IndexKeys.of(when.condition(), Facts.EVENT_KIND));
            }
        }
    }

    private void index(CompiledRule rule, Condition trigger) {
        events.add(rule, IndexKeys.of(trigger, Facts.EVENT_OPERATION), IndexKeys.of(trigger, Facts.EVENT_KIND));
    }

    /** Digest of the bundle this book was loaded from; empty for the empty book. */
    public String digest() {
        return digest;
    }

    /** All rules by id, retired ones too. */
    public SortedMap<String, CompiledRule> rules() {
        return rules;
    }

    /** The rule of this id. */
    public Optional<CompiledRule> rule(String id) {
        return Optional.ofNullable(rules.get(id));
    }

    /** The obligations a resource of this type may owe, in the order of their ids. */
    public List<CompiledRule> obligationsOf(String resourceType) {
        return obligations.find(resourceType, "");
    }

    /** The rules that look something through regularly, in the order of their ids. */
    public List<CompiledRule> schedules() {
        return Collections.unmodifiableList(schedules);
    }

    /** The rules that look at events and may have to do with this one, in the order of their ids. */
    public List<CompiledRule> rulesOn(EventKind kind, EventHeader header) {
        return events.find(header.operation(), kind.ruleName());
    }

    /** The rules whose findings this event ends for certain, in the order of their ids; each once. */
    public List<CompiledRule> resolvedBy(EventKind kind, EventHeader header, FactView view) {
        List<CompiledRule> resolved = new ArrayList<>();
        for (CompiledRule.CompiledResolver resolver : resolvers.find(header.operation(), kind.ruleName())) {
            if (!resolved.contains(resolver.rule()) && CompiledRule.holds(resolver.when(), view)) {
                resolved.add(resolver.rule());
            }
        }
        return resolved;
    }

    private static Set<String> lowerCase(@Nullable FactValue names) {
        Set<String> lower = new HashSet<>();
        if (names instanceof FactValue.Many many) {
            for (FactValue name : many.elements()) {
                lower.add(MessageTemplate.shown(name).toLowerCase(Locale.ROOT));
            }
        }
        return lower;
    }

    /** When people are at work; empty when the rule set does not say. */
    public Optional<WorkingCalendar> calendar() {
        return Optional.ofNullable(calendar);
    }

    /** The registers of the rule set. */
    public RegisterDefinitions registers() {
        return registers;
    }

    /** Whether holders of this Entra role count as privileged. */
    public boolean isPrivileged(String roleInLowerCase) {
        return privilegedRoles.contains(roleInLowerCase);
    }

    /** The ids of all rules, retired ones too, in order. */
    public Set<String> ids() {
        return rules.keySet();
    }
}
