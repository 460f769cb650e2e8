package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.ledger.LedgerEvent;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.rule.RuleKind;
import io.dspt.monitor.core.yaml.RefusedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The rule set in force, kept in the state as it travelled, so that a host that takes over has it. Compiled books are
 * remembered by digest: that is speed, not state.
 */
final class LiveRules {
    private static final int BOOKS_REMEMBERED = 8;
    /** Whoever sends a rule set sees all its refusals; the log keeps the first. */
    private static final int MOST_REFUSALS_SENT = 100;
    /** Beyond this many changed rules all are judged by again, so that the work's row stays small. */
    private static final int MOST_RULES_NAMED = 200;
    /** As many as one record may tell of. */
    private static final int MOST_RULES_TOLD = 10_000;

    private final FactCatalogue facts;
    private final Map<String, RuleBook.Loaded> books = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RuleBook.Loaded> eldest) {
            return size() > BOOKS_REMEMBERED;
        }
    };

    LiveRules(FactCatalogue facts) {
        this.facts = facts;
    }

    /** The book of the rule set that is live for this estate. */
    RuleBook book(String estateName, EstateRow estate, StepState state) {
        if (estate.ruleSet.isEmpty()) {
            return RuleBook.empty();
        }
        RuleBook.Loaded loaded = books.get(estate.ruleSet);
        if (loaded == null) {
            loaded = load(RuleSetTransfer.unpack(joined(parts(estateName, StateKeys.Kind.RULE_SET, "", state))));
        }
        return loaded.book();
    }

    /**
     * Takes one part of a rule set; at the last one its rules go live and everything known is judged again.
     *
     * @throws io.dspt.monitor.core.codec.MalformedRowException when the parts make no rule set, or not the one announced
     */
    void receive(Step step, ControlRecord.RuleSetChunk chunk) {
        String estateName = step.estateName();
        StepState state = step.state();
        state.put(partKey(estateName, StateKeys.Kind.RULE_SET_PART, chunk.digest(), chunk.index()), chunk.bytes());
        List<byte[]> parts = parts(estateName, StateKeys.Kind.RULE_SET_PART, chunk.digest(), state);
        if (parts.size() < chunk.count()) {
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            state.delete(partKey(estateName, StateKeys.Kind.RULE_SET_PART, chunk.digest(), i));
        }
        RuleBundle bundle = RuleSetTransfer.unpack(joined(parts));
        if (!bundle.digest().equals(chunk.digest())) {
            throw new io.dspt.monitor.core.codec.MalformedRowException("the rule set is not the one announced");
        }
        RuleBook.Loaded loaded = books.containsKey(chunk.digest()) ? books.get(chunk.digest()) : load(bundle);
        int kept = parts(estateName, StateKeys.Kind.RULE_SET, "", state).size();
        for (int i = 0; i < Math.max(kept, parts.size()); i++) {
            byte[] key = partKey(estateName, StateKeys.Kind.RULE_SET, "", i);
            if (i < parts.size()) {
                state.put(key, parts.get(i));
            } else {
                state.delete(key);
            }
        }
        boolean isAnother = !bundle.digest().equals(step.estate().ruleSet);
        step.estate().ruleSet = bundle.digest();
        for (RefusedException refusal :
                loaded.refusals().stream().limit(MOST_REFUSALS_SENT).toList()) {
            state.send(new Output.DeadLetter(
                    Monitor.controlOrigin(chunk.bytes()),
                    "rule-refused",
                    String.valueOf(refusal.getMessage()).getBytes(StandardCharsets.UTF_8)));
        }
        SortedMap<String, String> inForce = new TreeMap<>();
        loaded.book().rules().values().stream()
                .filter(rule -> rule.rule().status() != Rule.Status.RETIRED)
                .limit(MOST_RULES_TOLD)
                .forEach(rule -> inForce.put(rule.rule().id(), rule.rule().digest()));
        for (int i = 0; i < parts.size(); i++) {
            state.send(new Output.RuleSetPart(bundle.digest(), i, parts.size(), parts.get(i)));
        }
        int refused = loaded.refusals().size();
        state.send(new Output.RulesLive(bundle.digest(), inForce, refused, step.clock()));
        if (isAnother) {
            state.send(new Output.LedgerEntry(
                    new LedgerEvent.RulesChanged(bundle.digest(), refused, inForce, step.clock(), step.clock())));
        }
        judgeAgain(step, step.book(), loaded);
    }

    /** Findings and resources are judged again by the rules that are not what they were. */
    private static void judgeAgain(Step step, RuleBook before, RuleBook.Loaded loaded) {
        SortedSet<String> different = loaded.book().differentFrom(before);
        if (different.isEmpty()) {
            return;
        }
        Judge judge = Judge.goingOn(step, null);
        List<String> rules = listed(different);
        WorkQueue.begin(step.with(loaded.book()), judge, new Work.PlanSchedules(rules, ""));
        WorkQueue.queue(step, judge, new Work.SweepRules(rules, ""));
        List<String> obligations = different.stream()
                .filter(id -> loaded.book()
                        .rule(id)
                        .filter(rule -> rule.rule().kind() instanceof RuleKind.Obligation)
                        .isPresent())
                .toList();
        if (!obligations.isEmpty()) {
            WorkQueue.queue(step, judge, new Work.JudgeResources(null, "", "", "", listed(obligations)));
        }
    }

    /** The rules by name while they are few; none stands for all. */
    private static List<String> listed(Collection<String> rules) {
        return rules.size() > MOST_RULES_NAMED ? List.of() : List.copyOf(rules);
    }

    private RuleBook.Loaded load(RuleBundle bundle) {
        RuleBook.Loaded loaded = RuleBook.load(bundle, facts, List.copyOf(books.values()));
        books.put(bundle.digest(), loaded);
        return loaded;
    }

    private static List<byte[]> parts(String estate, StateKeys.Kind kind, String digest, StepState state) {
        byte[] prefix = StateKeys.key(estate, kind, digest, "");
        return new ArrayList<>(state.scan(prefix, StateKeys.after(prefix), StepResult.MOST_ROWS_AND_OUTPUTS)
                .values());
    }

    private static byte[] partKey(String estate, StateKeys.Kind kind, String digest, int index) {
        return StateKeys.key(estate, kind, digest, String.format(java.util.Locale.ROOT, "%04d", index));
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
