package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.fold.Output.ExemptionState;
import io.dspt.monitor.core.fold.Output.ResourcesCounted;
import io.dspt.monitor.core.fold.Output.SourceCoverage;
import io.dspt.monitor.core.fold.Output.SourceSilence;
import io.dspt.monitor.core.fold.Output.SubscriptionCoverage;
import io.dspt.monitor.core.rule.RuleDependencies;
import io.dspt.monitor.core.standard.Standards;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything a report goes by: what an estate's ledger and coverage say, the rule set in force, and the toolkit's dates.
 *
 * @param ledger in order
 * @param ledgerState whether the ledger is whole
 * @param days by day
 * @param sources what was seen of each category until now
 * @param silences as they were told
 * @param exemptions by id
 * @param subscriptions how many there are and speak; {@code null} when no inventory has told
 * @param resources how many there were by region, by day
 * @param registers rows as they are now, in order of register and key
 * @param rulesDigest of the rule set in force; {@code null} when none is known
 * @param rules what each rule in force is
 * @param clock the log's clock; {@code null} when nothing has moved it
 */
public record PostureInputs(
        String estate,
        List<ReportedEvent> ledger,
        LedgerState ledgerState,
        SortedMap<LocalDate, ReceivedDay> days,
        List<SourceCoverage> sources,
        List<SourceSilence> silences,
        List<ExemptionState> exemptions,
        @Nullable SubscriptionCoverage subscriptions,
        SortedMap<LocalDate, ResourcesCounted> resources,
        List<RegisterCells> registers,
        @Nullable String rulesDigest,
        SortedMap<String, LiveRule> rules,
        Standards standards,
        ToolkitCalendar calendar,
        @Nullable Instant clock) {

    /**
     * A rule in force.
     *
     * @param title its name
     * @param dependsOn what must be there before its silence means anything
     */
    public record LiveRule(String id, String title, RuleDependencies dependsOn) {}

    public PostureInputs {
        ledger = List.copyOf(ledger);
        days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
        sources = List.copyOf(sources);
        silences = List.copyOf(silences);
        exemptions = List.copyOf(exemptions);
        resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
        registers = List.copyOf(registers);
        rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
    }

    /** The entries of one kind, in order. */
    <T extends ReportedEvent> List<T> entries(Class<T> kind) {
        return ledger.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The rows of one register, in order of their keys. */
    List<RegisterCells> rows(String register) {
        return registers.stream().filter(row -> row.register().equals(register)).toList();
    }
}
