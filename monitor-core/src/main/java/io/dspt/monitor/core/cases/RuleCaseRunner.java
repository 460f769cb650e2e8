package io.dspt.monitor.core.cases;

import io.dspt.monitor.core.cases.RuleCase.Given;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.register.RegisterBook;
import io.dspt.monitor.core.register.RegisterDefinitions;
import io.dspt.monitor.core.register.RegisterTables;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.FactView;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.rule.Verdict;
import io.dspt.monitor.core.yaml.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs the cases of a rule set: the same parser and the same fold as in production, with explicit times. */
public final class RuleCaseRunner {
    private final CaseFold fold;
    private final RuleBook book;

    /**
     * What came of a case.
     *
     * @param failure what differs from what was expected; {@code null} when nothing does
     */
    public record Result(RuleCase ruleCase, @Nullable String failure) {}

    /**
     * What came of a rule set's cases.
     *
     * @param results in file order
     * @param refusals rules and cases files that were refused
     * @param notRun how many cases there are of each rule that is not in force
     */
    public record Report(List<Result> results, List<RefusedException> refusals, SortedMap<String, Integer> notRun) {
        /** The cases that failed. */
        public List<Result> failures() {
            return results.stream().filter(result -> result.failure() != null).toList();
        }
    }

    private RuleCaseRunner(CaseFold fold, RuleBook book) {
        this.fold = fold;
        this.book = book;
    }

    /** Runs all cases of a rule set. */
    public static Report run(
            RecordReader reader, ReferenceData reference, RuleBundle bundle, SortedMap<String, byte[]> cases) {
        FactCatalogue facts = new FactCatalogue(reference.properties());
        RuleBook.Loaded loaded = RuleBook.load(bundle, facts);
        List<RefusedException> refusals = new ArrayList<>(loaded.refusals());
        RuleCaseRunner runner = new RuleCaseRunner(new CaseFold(reader, reference, bundle), loaded.book());
        RuleCasesReader casesReader =
                new RuleCasesReader(facts.with(loaded.book().registers()));
        List<Result> results = new ArrayList<>();
        SortedMap<String, Integer> notRun = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : cases.entrySet()) {
            try {
                for (RuleCase ruleCase : casesReader.read(file.getKey(), file.getValue())) {
                    Optional<CompiledRule> rule = loaded.book().rule(ruleCase.rule());
                    if (rule.isPresent()) {
                        results.add(new Result(ruleCase, runner.failure(rule.get(), ruleCase)));
                    } else {
                        notRun.merge(ruleCase.rule(), 1, Integer::sum);
                    }
                }
            } catch (RefusedException e) {
                refusals.add(e);
            }
        }
        return new Report(List.copyOf(results), List.copyOf(refusals), notRun);
    }

    private @Nullable String failure(CompiledRule rule, RuleCase ruleCase) {
        return ruleCase.given() instanceof Given.OfFacts ofFacts
                ? failure(rule, ofFacts, ruleCase.expected())
                : failure(fold.run(ruleCase.rule(), ((Given.OfSteps) ruleCase.given()).steps()), ruleCase.expected());
    }

    private @Nullable String failure(CompiledRule rule, Given.OfFacts given, RuleCase.Expected expected) {
        RegisterDefinitions definitions = book.registers();
        RegisterBook registers = new RegisterBook(definitions, new RegisterTables(definitions, given.registers()));
        FactSource after = new GivenFacts(rule.rule().kind(), given.after(), registers, book::isWorkingDay);
        FactView view = new FactView(
                after,
                given.before() == null
                        ? after
                        : past(
                                new GivenFacts(rule.rule().kind(), given.before(), registers, book::isWorkingDay),
                                after));
        Verdict verdict = rule.judge(view);
        @Nullable Verdict wanted = expected.verdict();
        if (wanted != null && verdict != wanted) {
            return "expected " + wanted.printed() + ", got " + verdict.printed();
        }
        return expected.severity() == null ? null : differs("severity", expected.severity(), rule.severity(view));
    }

    /** The header says the same before and after; everything else is as it was. */
    private static FactSource past(GivenFacts was, FactSource after) {
        return new FactSource() {
            @Override
            public FactValue read(Fact fact) {
                return fact.origin() == Fact.Origin.HEADER ? after.read(fact) : was.read(fact);
            }

            @Override
            public FactValue inRegister(String register, String column, FactValue value) {
                return after.inRegister(register, column, value);
            }
        };
    }

    /** A case may say how the finding ended instead of, or besides, what the rule said last. */
    private static @Nullable String failure(CaseFold.Outcome outcome, RuleCase.Expected expected) {
        if (outcome.unread() != null) {
            return outcome.unread();
        }
        @Nullable Verdict verdict = expected.verdict();
        @Nullable FindingStatus status = expected.status();
        boolean raisedOnly = verdict == Verdict.VIOLATED && status != null;
        if (verdict != null && !raisedOnly && outcome.last() != verdict) {
            return "expected " + verdict.printed() + ", got " + outcome.last().printed();
        }
        @Nullable Finding finding = outcome.latest();
        if (finding == null) {
            return verdict == Verdict.VIOLATED || expected.asksForFinding()
                    ? "expected a finding, got the verdict " + outcome.last().printed() + " and none"
                    : null;
        }
        @Nullable Severity severity = expected.severity();
        @Nullable Long count = expected.count();
        String failure = severity == null
                ? null
                : differs("severity", severity, finding.latest().severity());
        if (failure == null && status != null) {
            failure = differs("status", status, finding.status());
        }
        if (failure == null && count != null) {
            failure = differs("count", count, finding.count());
        }
        return failure;
    }

    private static @Nullable String differs(String what, Object expected, Object got) {
        return expected.equals(got)
                ? null
                : "expected " + what + " " + expected.toString().toLowerCase(Locale.ROOT) + ", got "
                        + got.toString().toLowerCase(Locale.ROOT);
    }
}
