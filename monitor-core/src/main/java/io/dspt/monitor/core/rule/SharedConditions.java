package io.dspt.monitor.core.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The conditions of rules that are asked of the same events. What several of them ask in the same words, as a whole or as
 * a part, is asked once an event; the view of the event remembers the answer.
 */
final class SharedConditions {
    private final Set<Question> asked = new HashSet<>();
    /** What is asked more than once, with its number. */
    private final Map<Question, Integer> numbers = new HashMap<>();

    /**
     * A condition, and when it is asked about.
     *
     * @param past whether all its facts are those before the event
     */
    private record Question(Condition condition, boolean past) {}

    /** Notes what is asked of an event, before anything is compiled. */
    void add(Condition condition) {
        if (!isNew(new Question(condition, false))) {
            return; // Its parts are asked with it.
        }
        if (condition instanceof Condition.AllOf all) {
            all.conditions().forEach(this::add);
        } else if (condition instanceof Condition.AnyOf any) {
            any.conditions().forEach(this::add);
        } else if (condition instanceof Condition.Not not) {
            add(not.condition());
        }
    }

    /** Notes what is asked of the facts before an event, before anything is compiled. */
    void addPast(Condition condition) {
        isNew(new Question(condition, true));
    }

    private boolean isNew(Question question) {
        boolean isNew = asked.add(question);
        if (!isNew) {
            numbers.putIfAbsent(question, numbers.size());
        }
        return isNew;
    }

    /** How many are shared. */
    int count() {
        return numbers.size();
    }

    /** The condition, asked of an event. */
    CompiledCondition compile(Condition condition) {
        return remembered(new Question(condition, false), ConditionCompiler.compile(condition, this::compile));
    }

    /** The condition, asked of the facts before an event. */
    CompiledCondition compilePast(Condition condition) {
        CompiledCondition before = ConditionCompiler.compile(condition);
        return remembered(new Question(condition, true), view -> before.test(FactView.of(view.before())));
    }

    private CompiledCondition remembered(Question question, CompiledCondition condition) {
        Integer number = numbers.get(question);
        return number == null ? condition : new Remembered(this, number, condition);
    }

    /** What fails is not remembered: it fails for each rule that asks it. */
    private record Remembered(SharedConditions shared, int number, CompiledCondition condition)
            implements CompiledCondition {
        @Override
        public Truth test(FactView view) {
            Truth known = view.answer(shared, number);
            if (known == null) {
                known = condition.test(view);
                view.remember(shared, number, known);
            }
            return known;
        }
    }
}
