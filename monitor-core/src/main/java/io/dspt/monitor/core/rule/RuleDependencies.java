package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.event.EventKind;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.Facts;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What has to be there before silence of a rule means anything: the sources whose records it looks at, and the registers
 * it looks through.
 *
 * <p>Sources are read from the rule's own words: the diagnostic categories it names; where it names none, those of the
 * kinds of events it names, or else those in which the operations it names are logged. A rule about the state of
 * resources depends on the activity log, which tells of every change of them. What cannot be told stays empty, and is
 * never taken for evidence.
 *
 * @param categories diagnostic categories; each of them tells something the rule looks for
 * @param registers names of registers that are looked through
 * @param ownKnowledge whether the monitor looks at what it knows itself, so that no source need speak
 * @param judgesState whether a verdict stands until the state changes, so that a day without one is no gap
 */
public record RuleDependencies(
        SortedSet<String> categories, SortedSet<String> registers, boolean ownKnowledge, boolean judgesState) {
    private static final String ACTIVITY_LOG = "Administrative";
    private static final List<String> VAULTS = List.of("AuditEvent");
    private static final List<String> DIRECTORY = List.of("AuditLogs");
    private static final List<String> RESOURCES = List.of(ACTIVITY_LOG);
    private static final List<String> SIGN_INS = List.of("NonInteractiveUserSignInLogs", "SignInLogs");
    private static final Pattern VAULT_OPERATION = Pattern.compile("(?:vault|key|secret|certificate)[a-z]+");
    private static final Map<String, List<String>> BY_KIND = Map.ofEntries(
            Map.entry(EventKind.RESOURCE_OPERATION.ruleName(), RESOURCES),
            Map.entry(EventKind.RESOURCE_SNAPSHOT.ruleName(), RESOURCES),
            Map.entry(EventKind.POLICY_EVALUATION.ruleName(), List.of("Policy")),
            Map.entry(EventKind.SIGN_IN.ruleName(), SIGN_INS),
            Map.entry(EventKind.DIRECTORY_CHANGE.ruleName(), DIRECTORY),
            Map.entry(EventKind.IDENTITY_RISK.ruleName(), List.of("RiskyUsers", "UserRiskEvents")),
            Map.entry(
                    EventKind.DATA_ACCESS.ruleName(),
                    List.of("AuditEvent", "SQLSecurityAuditEvents", "StorageDelete", "StorageRead", "StorageWrite")),
            Map.entry(EventKind.SECURITY_ALERT.ruleName(), List.of("SecurityAlert")),
            Map.entry(EventKind.SECURITY_ASSESSMENT.ruleName(), List.of("Microsoft.Security/assessments")),
            Map.entry(EventKind.OFFICE_ACTIVITY.ruleName(), List.of("PowerBI")),
            Map.entry(
                    EventKind.SERVICE_ACTIVITY.ruleName(),
                    List.of("ActivityRuns", "AddonAzureBackupJobs", "AzureBackupReport", "CoreAzureBackup")));

    public RuleDependencies {
        categories = Collections.unmodifiableSortedSet(new TreeSet<>(categories));
        registers = Collections.unmodifiableSortedSet(new TreeSet<>(registers));
    }

    /** What a rule depends on. */
    public static RuleDependencies of(Rule rule) {
        RuleKind kind = rule.kind();
        if (kind instanceof RuleKind.Schedule schedule) {
            return of(schedule.each());
        }
        if (kind instanceof RuleKind.Obligation) {
            return new RuleDependencies(new TreeSet<>(RESOURCES), new TreeSet<>(), false, true);
        }
        Named named = new Named();
        CompiledRule.eventsOf(kind).forEach(named::collect);
        if (kind instanceof RuleKind.Change change) {
            named.collect(change.after());
        }
        return new RuleDependencies(named.categories(), new TreeSet<>(), named.isOfTheMonitor(), false);
    }

    private static RuleDependencies of(RuleKind.Each each) {
        SortedSet<String> registers = new TreeSet<>();
        SortedSet<String> categories = new TreeSet<>();
        if (each.register() != null) {
            registers.add(each.register());
        }
        if (each.things() == RuleKind.Things.RESOURCE) {
            categories.addAll(RESOURCES);
        } else if (each.things() == RuleKind.Things.PRINCIPAL) {
            categories.addAll(DIRECTORY);
            categories.addAll(SIGN_INS);
        }
        return new RuleDependencies(categories, registers, categories.isEmpty() && registers.isEmpty(), true);
    }

    /** What the conditions of a rule name of the events they hold for. */
    private static final class Named {
        private final SortedSet<String> categories = new TreeSet<>();
        private final SortedSet<String> kinds = new TreeSet<>();
        private final SortedSet<String> operations = new TreeSet<>();

        void collect(Condition condition) {
            if (condition instanceof Condition.AllOf all) {
                all.conditions().forEach(this::collect);
            } else if (condition instanceof Condition.AnyOf any) {
                any.conditions().forEach(this::collect);
            } else if (condition instanceof Condition.Compare compare
                    && (compare.operator() == Operator.EQUALS
                            || compare.operator() == Operator.IN
                            || compare.operator() == Operator.LIKE)
                    && compare.operand() instanceof Operand.Constant constant) {
                note(compare.field().fact(), constant.value());
            }
        }

        private void note(Fact fact, FactValue value) {
            if (fact.equals(Facts.EVENT_CATEGORY)) {
                add(categories, value, false);
            } else if (fact.equals(Facts.EVENT_KIND)) {
                add(kinds, value, true);
            } else if (fact.equals(Facts.EVENT_OPERATION)) {
                add(operations, value, true);
            }
        }

        private static void add(SortedSet<String> names, FactValue value, boolean lower) {
            if (value instanceof FactValue.Many many) {
                many.elements().forEach(element -> add(names, element, lower));
            } else if (value instanceof FactValue.Text text) {
                names.add(lower ? text.value().toLowerCase(Locale.ROOT) : text.value());
            }
        }

        boolean isOfTheMonitor() {
            return categories.isEmpty()
                    && kinds.equals(new TreeSet<>(List.of(EventKind.MONITOR_OBSERVATION.ruleName())));
        }

        SortedSet<String> categories() {
            SortedSet<String> found = new TreeSet<>(categories);
            if (found.isEmpty()) {
                kinds.forEach(kind -> found.addAll(BY_KIND.getOrDefault(kind, List.of())));
            }
            if (found.isEmpty()) {
                operations.forEach(operation -> found.addAll(loggedIn(operation)));
            }
            return found;
        }

        private static List<String> loggedIn(String operation) {
            if (operation.contains("/")) {
                return RESOURCES;
            }
            return VAULT_OPERATION.matcher(operation).matches() ? VAULTS : DIRECTORY;
        }
    }
}
