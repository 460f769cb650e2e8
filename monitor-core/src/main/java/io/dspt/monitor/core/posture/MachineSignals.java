package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.posture.PostureInputs.LiveRule;
import io.dspt.monitor.core.posture.ReportedEvent.FindingChange;
import io.dspt.monitor.core.posture.ReportedEvent.RegisterChange;
import io.dspt.monitor.core.posture.ReportedEvent.RulesChange;
import io.dspt.monitor.core.posture.RequirementSignal.Gap;
import io.dspt.monitor.core.rule.RuleDependencies;
import io.dspt.monitor.core.standard.Requirement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says what telemetry says of a requirement: contradicted, supported, held elsewhere, or nothing. A function of what the
 * topics tell; nothing of it is kept.
 *
 * <p>Silence supports nothing. A requirement is supported only when each of its rules was in force all the time, each
 * day something of what the rule looks at was read (or, of what is looked through regularly, something was judged), no
 * source it depends on was silent for longer than is expected, every judgement could be made, and no finding at or above
 * the threshold was open.
 */
public final class MachineSignals {
    private static final String EXTERNAL_SOURCES = "externalSources";
    private static final String REQUIREMENT = "requirement:";
    private static final String ACTIVITY_LOG = "Administrative";

    private final PostureInputs inputs;
    private final SignalSettings settings;
    private final SortedMap<String, FindingHistory> histories;
    private final Map<String, List<FindingHistory>> byRule = new HashMap<>();
    private final Map<Period, CoverageOfPeriod> coverage = new HashMap<>();
    private final List<RulesChange> ruleSets;
    private final List<RegisterChange> loads;
    private final List<RegisterCells> externalSources;

    /** Signals of an estate. */
    public MachineSignals(PostureInputs inputs, SignalSettings settings) {
        this.inputs = inputs;
        this.settings = settings;
        this.histories = FindingHistory.of(inputs.entries(FindingChange.class));
        histories
                .values()
                .forEach(history -> byRule.computeIfAbsent(history.rule(), absent -> new ArrayList<>())
                        .add(history));
        this.ruleSets = inputs.entries(RulesChange.class);
        this.loads = inputs.entries(RegisterChange.class);
        this.externalSources = inputs.rows(EXTERNAL_SOURCES);
    }

    /** The lives of all findings, by id. */
    SortedMap<String, FindingHistory> histories() {
        return histories;
    }

    CoverageOfPeriod coverage(Period period) {
        return coverage.computeIfAbsent(period, one -> new CoverageOfPeriod(inputs, one));
    }

    /**
     * The signal of a requirement on one day in London.
     *
     * @param organisation ODS code; {@code null} for the whole estate
     */
    public RequirementSignal on(LocalDate day, Requirement requirement, @Nullable String organisation) {
        return in(Period.of(day), requirement, organisation);
    }

    /** The same for whole days. A finding that was open on any of them contradicts. */
    public RequirementSignal in(Period period, Requirement requirement, @Nullable String organisation) {
        Severity threshold = settings.of(requirement.name());
        List<String> open = new ArrayList<>();
        List<String> exempt = new ArrayList<>();
        for (String rule : new TreeSet<>(requirement.rules())) {
            for (FindingHistory history : byRule.getOrDefault(rule, List.of())) {
                if (history.concerns(organisation) && history.wasOpenIn(period, threshold)) {
                    open.add(history.id());
                } else if (history.concerns(organisation) && history.stoodIn(period, threshold)) {
                    exempt.add(history.id());
                }
            }
        }
        List<LiveRule> live = requirement.rules().stream()
                .distinct()
                .flatMap(id -> Optional.ofNullable(inputs.rules().get(id)).stream())
                .toList();
        List<Gap> gaps = new ArrayList<>();
        List<String> reasons = whyNotSupported(period, requirement, live, gaps);
        Optional<String> holder = heldBy(requirement, live);
        MachineSignal withoutFindings = holder.isPresent()
                ? MachineSignal.HELD_ELSEWHERE
                : reasons.isEmpty() ? MachineSignal.SUPPORTED : MachineSignal.NONE;
        MachineSignal net = open.isEmpty() ? withoutFindings : MachineSignal.CONTRADICTED;
        return new RequirementSignal(
                requirement.name(),
                net,
                exempt.isEmpty() ? net : MachineSignal.CONTRADICTED,
                net == MachineSignal.HELD_ELSEWHERE ? holder.orElseThrow() : null,
                reasons,
                open,
                exempt,
                CoverageOfPeriod.together(gaps.stream()),
                live.stream().map(LiveRule::id).toList());
    }

    private Optional<String> heldBy(Requirement requirement, Collection<LiveRule> live) {
        for (RegisterCells row : externalSources) {
            String named = row.text("category");
            boolean concerned = named.startsWith(REQUIREMENT)
                    ? named.substring(REQUIREMENT.length()).equals(requirement.name())
                    : live.stream()
                            .anyMatch(rule -> rule.dependsOn().categories().contains(named));
            if (concerned && !row.text("heldBy").isEmpty()) {
                return Optional.of(row.text("heldBy"));
            }
        }
        return Optional.empty();
    }

    private List<String> whyNotSupported(Period period, Requirement requirement, List<LiveRule> live, List<Gap> gaps) {
        List<String> reasons = new ArrayList<>();
        if (requirement.rules().isEmpty()) {
            reasons.add(
                    requirement.machine() == Requirement.Machine.HUMAN
                            ? "only people can say"
                            : "no rule speaks to it");
            return reasons;
        }
        requirement.rules().stream()
                .filter(id -> !inputs.rules().containsKey(id))
                .forEach(id -> reasons.add("rule " + id + " is not in force"));
        CoverageOfPeriod seen = coverage(period);
        if (seen.days().isEmpty()) {
            reasons.add("no day of the period is over");
            // What is silent today is not evidenced today, whatever comes.
            live.forEach(rule -> gaps.addAll(seen.silent(rule.dependsOn().categories())));
            return reasons;
        }
        for (LiveRule rule : live) {
            notInForceAllTheTime(period, rule.id()).ifPresent(reasons::add);
            notEvaluated(period, seen, rule, reasons, gaps);
        }
        return reasons;
    }

    private Optional<String> notInForceAllTheTime(Period period, String rule) {
        RulesChange before = null;
        for (RulesChange change : ruleSets) {
            if (change.at().isBefore(period.from()) || change.at().equals(period.from())) {
                before = change;
            } else if (change.at().isBefore(period.to()) && !change.rules().containsKey(rule)) {
                return Optional.of("rule " + rule + " was out of force in the period");
            }
        }
        return before != null && before.rules().containsKey(rule)
                ? Optional.empty()
                : Optional.of("rule " + rule + " was not in force when the period began, as far as the ledger tells");
    }

    private void notEvaluated(
            Period period, CoverageOfPeriod seen, LiveRule rule, List<String> reasons, List<Gap> gaps) {
        RuleDependencies needs = rule.dependsOn();
        int before = gaps.size();
        if (!needs.categories().isEmpty()) {
            gaps.addAll(seen.gaps(needs.categories()));
        } else if (needs.registers().isEmpty() && !needs.ownKnowledge()) {
            reasons.add("on which source rule " + rule.id() + " depends cannot be told");
        }
        boolean lookedThrough = needs.judgesState()
                && (needs.categories().isEmpty() || !needs.registers().isEmpty());
        if (lookedThrough) {
            gaps.addAll(seen.daysWithoutVerdict(rule.id()));
        } else if (needs.judgesState() && !wasEverJudged(period, rule.id())) {
            reasons.add("nothing that rule " + rule.id() + " is about was judged until the end of the period");
        }
        if (gaps.size() > before) {
            reasons.add("not evidenced all the time: rule " + rule.id());
        }
        for (String register : needs.registers()) {
            if (!wasLoaded(register, period)) {
                reasons.add("register " + register + ", which rule " + rule.id() + " looks through, was not loaded");
            }
        }
        if (seen.unjudged(rule.id()) > 0) {
            reasons.add("rule " + rule.id() + " could not judge " + seen.unjudged(rule.id()) + " of "
                    + seen.verdicts(rule.id()) + " times");
        }
        if (needs.categories().contains(ACTIVITY_LOG)
                && inputs.subscriptions() != null
                && inputs.subscriptions().neverHeard() > 0) {
            reasons.add("of the known subscriptions, " + inputs.subscriptions().neverHeard()
                    + " were never heard of: not the whole population of rule " + rule.id());
        }
    }

    private boolean wasEverJudged(Period period, String rule) {
        return inputs.days().headMap(period.last().plusDays(1)).values().stream()
                .anyMatch(day -> day.decidedOf(rule) > 0);
    }

    private boolean wasLoaded(String register, Period period) {
        return loads.stream()
                .anyMatch(change ->
                        change.register().equals(register) && change.at().isBefore(period.to()));
    }
}
