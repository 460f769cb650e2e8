package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.register.RegisterDefinitions;
import io.dspt.monitor.core.standard.Standards;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final SortedMap<String, Duration> expectedSilence;
    private final SortedMap<String, CompiledRule> rules;
    private final RuleTree<CompiledRule> events;
    private final RuleIndex<CompiledRule> obligations = new RuleIndex<>(BY_ID, CompiledRule::together);
    private final RuleTree<CompiledRule.CompiledResolver> resolvers;

    private final List<CompiledRule> schedules = new ArrayList<>();

    private final @Nullable WorkingCalendar calendar;
    /** What each rule comes from, by id. */
    private SortedMap<String, String> bases = new TreeMap<>();
    /** The same rules by what they come from. */
    private final Map<String, CompiledRule> byBasis = new HashMap<>();
    /** Ids of rules whose file was refused. */
    private final Set<String> refused = new HashSet<>();
    /** Digest of the registers' files, empty when any of them was refused. */
    private String registersDigest = "";
    /** Digest of the standards' files, empty when any of them was refused. */
    private String standardsDigest = "";

    private RuleBook(
            String digest,
            Parameters parameters,
            @Nullable WorkingCalendar calendar,
            RegisterDefinitions registers,
            SortedMap<String, CompiledRule> rules) {
        this.calendar = calendar;
        this.digest = digest;
        this.registers = registers;
        this.expectedSilence = ExpectedSilence.of(parameters);
        this.privilegedRoles = lowerCase(parameters.values().get(PRIVILEGED_ROLES));
        this.rules = Collections.unmodifiableSortedMap(rules);
        List<RuleTree.Entry<CompiledRule>> watching = new ArrayList<>();
        List<RuleTree.Entry<CompiledRule.CompiledResolver>> resolving = new ArrayList<>();
        rules.values().stream()
                .filter(rule -> rule.rule().status() != Rule.Status.RETIRED)
                .forEach(rule -> index(rule, watching, resolving));
        events = new RuleTree<>(watching, CompiledRule::narrowed, RuleTree.MOST_ENTRIES);
        resolvers = new RuleTree<>(resolving, CompiledRule.CompiledResolver::narrowed, RuleTree.MOST_ENTRIES);
    }

    /** A book without rules, before the first rule set is live. */
    public static RuleBook empty() {
        return new RuleBook("", Parameters.NONE, null, RegisterDefinitions.NONE, new TreeMap<>());
    }

    /** Loads a bundle; refused files are named, the others are in force. */
    public static Loaded load(RuleBundle bundle, FactCatalogue engineFacts) {
        return load(bundle, engineFacts, List.of());
    }

    /**
     * The same, without reading again what other bundles had already.
     *
     * @param earlier what was loaded before, with the same facts
     */
    public static Loaded load(RuleBundle bundle, FactCatalogue engineFacts, Collection<Loaded> earlier) {
        List<RefusedException> refusals = new ArrayList<>();
        Parameters parameters = parameters(bundle, refusals);
        String registersDigest = new RuleBundle(bundle.registers()).digest();
        RegisterDefinitions registers = earlier.stream()
                .map(Loaded::book)
                .filter(other -> other.registersDigest.equals(registersDigest))
                .map(RuleBook::registers)
                .findFirst()
                .orElseGet(() -> RegisterDefinitions.read(bundle.registers(), refusals));
        boolean registersAreGood =
                refusals.stream().noneMatch(refusal -> bundle.registers().containsKey(refusal.file()));
        FactCatalogue facts = engineFacts.with(registers);
        String standardsDigest = new RuleBundle(bundle.standards()).digest();
        int refusedBefore = refusals.size();
        Standards standards = earlier.stream()
                .filter(other -> other.book().standardsDigest.equals(standardsDigest))
                .map(Loaded::standards)
                .findFirst()
                .orElseGet(() -> Standards.read(bundle.standards(), refusals));
        boolean standardsAreGood = refusals.size() == refusedBefore;
        Map<String, List<String>> requirements = standards.requirementsByRule();
        SortedMap<String, CompiledRule> rules = new TreeMap<>();
        SortedMap<String, String> bases = new TreeMap<>();
        RuleBasis basis = new RuleBasis(bundle, parameters);
        RuleLoader loader = new RuleLoader(facts, parameters);
        for (Map.Entry<String, byte[]> file : bundle.rules().entrySet()) {
            try {
                String from = basis.of(file.getKey(), file.getValue());
                CompiledRule same = known(from, earlier);
                Rule rule = same == null ? loader.load(file.getKey(), file.getValue()) : same.rule();
                CompiledRule twin = rules.get(rule.id());
                if (twin != null) {
                    throw loader.twin(file.getKey(), file.getValue(), twin.rule());
                }
                List<String> evidenceFor = requirements.getOrDefault(rule.id(), List.of());
                rules.put(
                        rule.id(),
                        same != null && same.stamp().requirements().equals(evidenceFor)
                                ? same
                                : new CompiledRule(rule, evidenceFor));
                bases.put(rule.id(), from);
            } catch (RefusedException e) {
                refusals.add(e);
            }
        }
        RuleBook book = new RuleBook(bundle.digest(), parameters, calendar(bundle, refusals), registers, rules);
        book.bases = Collections.unmodifiableSortedMap(bases);
        bases.forEach((id, from) -> book.byBasis.put(from, rules.get(id)));
        refusals.forEach(refusal -> RuleBundle.ruleIn(refusal.file()).ifPresent(book.refused::add));
        book.registersDigest = registersAreGood ? registersDigest : "";
        book.standardsDigest = standardsAreGood ? standardsDigest : "";
        return new Loaded(book, standards, List.copyOf(refusals));
    }

    private static @Nullable CompiledRule known(String basis, Collection<Loaded> earlier) {
        for (Loaded other : earlier) {
            CompiledRule same = other.book().byBasis.get(basis);
            if (same != null) {
                return same;
            }
        }
        return null;
    }

    /**
     * The ids of rules that are not the same as in another book, in order: changed ones, those of which a requirement
     * or a parameter has changed, and those that only one of the books has.
     */
    public SortedSet<String> differentFrom(RuleBook other) {
        SortedSet<String> different = new TreeSet<>(bases.keySet());
        different.addAll(other.bases.keySet());
        different.removeIf(id -> Objects.equals(bases.get(id), other.bases.get(id))
                && Objects.equals(
                        rule(id).map(CompiledRule::stamp), other.rule(id).map(CompiledRule::stamp)));
        return different;
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
            return WorkingCalendar.read(YamlNode.parse(RuleBundle.CALENDAR, new String(bytes, StandardCharsets.UTF_8)));
        } catch (RefusedException e) {
            refusals.add(e);
            return null;
        }
    }

    private void index(
            CompiledRule rule,
            List<RuleTree.Entry<CompiledRule>> watching,
            List<RuleTree.Entry<CompiledRule.CompiledResolver>> resolving) {
        RuleKind kind = rule.rule().kind();
        if (kind instanceof RuleKind.Obligation obligation) {
            obligations.add(rule, IndexKeys.of(obligation.appliesTo(), Facts.RESOURCE_TYPE));
        } else if (kind instanceof RuleKind.Schedule) {
            schedules.add(rule);
        } else {
            watching.add(new RuleTree.Entry<>(rule, CompiledRule.eventsOf(kind), kind instanceof RuleKind.Change));
        }
        for (Resolver resolver : rule.rule().resolvedBy()) {
            if (resolver instanceof Resolver.When when) {
                resolving.add(new RuleTree.Entry<>(
                        new CompiledRule.CompiledResolver(rule, ConditionCompiler.compile(when.condition())),
                        List.of(when.condition()),
                        false));
            }
        }
    }

    /** Digest of the bundle this book was loaded from; empty for the empty book. */
    public String digest() {
        return digest;
    }

    /** All rules by id, retired ones too. */
    public SortedMap<String, CompiledRule> rules() {
        return rules;
    }

    /** Whether a file that should hold this rule was refused, so that nobody can say what it asks. */
    public boolean isRefused(String id) {
        return refused.contains(id) && !rules.containsKey(id);
    }

    /** The rule of this id. */
    public Optional<CompiledRule> rule(String id) {
        return Optional.ofNullable(rules.get(id));
    }

    /**
     * The obligations a resource of this type may owe, in the order of their ids, made to be asked together: they are
     * told by their ids from what {@link #rule} gives.
     */
    public List<CompiledRule> obligationsOf(String resourceType) {
        return obligations.find(resourceType);
    }

    /** Whether a rule, by its id, is among {@link #obligationsOf} a type. */
    public boolean isObligationOf(String resourceType, String ruleId) {
        return obligationsOf(resourceType).stream()
                .anyMatch(one -> one.rule().id().equals(ruleId));
    }

    /** The rules that look something through regularly, in the order of their ids. */
    public List<CompiledRule> schedules() {
        return Collections.unmodifiableList(schedules);
    }

    /**
     * The rules that look at events and may have to do with this one, in the order of their ids; each asks only what the
     * facts that led to it have left open.
     */
    public List<CompiledRule> rulesOn(FactView event) {
        return events.find(event);
    }

    /** The rules whose findings this event ends for certain, in the order of their ids; each once. */
    public List<CompiledRule> resolvedBy(FactView event) {
        List<CompiledRule.CompiledResolver> mayHold = resolvers.find(event);
        if (mayHold.isEmpty()) {
            return List.of();
        }
        List<CompiledRule> resolved = new ArrayList<>();
        for (CompiledRule.CompiledResolver resolver : mayHold) {
            if (!resolved.contains(resolver.rule()) && CompiledRule.holds(resolver.when(), event)) {
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

    /** Whether people work on a day; empty when the rule set does not say. */
    public Optional<Boolean> isWorkingDay(LocalDate day) {
        return calendar().flatMap(known -> known.isWorkingDay(day));
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

    /** How long a category may be silent in the ordinary way; empty for one of which nothing is expected. */
    public Optional<Duration> expectedSilence(String category) {
        return Optional.ofNullable(expectedSilence.get(category));
    }

    /** The ids of all rules, retired ones too, in order. */
    public Set<String> ids() {
        return rules.keySet();
    }
}
