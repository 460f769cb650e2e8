package io.dspt.monitor.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the tree leaves out was false, and whatever it leaves open is as true as the whole. */
final class RuleTreeTest {
    private static final List<Fact> FACTS = List.of(
            Facts.EVENT_KIND, Facts.EVENT_CATEGORY, Facts.SIGN_IN_CLIENT_APP, Facts.SIGN_IN_PROTOCOL, Facts.ACTOR_ID);
    private static final List<Operator> OPERATORS = List.of(
            Operator.EQUALS,
            Operator.NOT_EQUALS,
            Operator.IN,
            Operator.NOT_IN,
            Operator.EXISTS,
            Operator.LIKE,
            Operator.CONTAINS);

    /** A condition by itself, and what the tree has left of it. */
    private record Asked(String name, Condition condition) {}

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 200_000})
    void shouldFindWhateverMayHoldAndLeaveItsTruthAsItIs(int room) {
        // Given random conditions over a few facts and values, and a tree that may remember so much
        SplittableRandom random = new SplittableRandom(room);
        List<RuleTree.Entry<Asked>> entries = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Condition condition = condition(random, 0);
            entries.add(new RuleTree.Entry<>(new Asked("c" + i, condition), List.of(condition), false));
        }
        RuleTree<Asked> tree = new RuleTree<>(entries, RuleTreeTest::narrowed, room);

        for (int event = 0; event < 400; event++) {
            FactView view = FactView.of(event(random));

            // When
            List<Asked> found = tree.find(view);

            // Then
            Map<String, Truth> open = new HashMap<>();
            found.forEach(asked -> open.put(
                    asked.name(), ConditionCompiler.compile(asked.condition()).test(view)));
            for (RuleTree.Entry<Asked> entry : entries) {
                Asked asked = entry.element();
                Truth whole = ConditionCompiler.compile(asked.condition()).test(view);
                assertEquals(
                        whole, open.getOrDefault(asked.name(), Truth.FALSE), () -> asked.condition() + " of " + view);
            }
            assertEquals(found.stream().map(Asked::name).toList(), inOrder(found, entries));
        }
    }

    @Test
    void shouldSpareEventsWhatCannotHoldForThem() {
        // Given a hundred rules that each ask for a client of their own
        List<RuleTree.Entry<Asked>> entries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Condition condition = compare(Facts.SIGN_IN_CLIENT_APP, Operator.EQUALS, FactValue.text("client " + i));
            entries.add(new RuleTree.Entry<>(new Asked("c" + i, condition), List.of(condition), false));
        }
        RuleTree<Asked> tree = new RuleTree<>(entries, RuleTreeTest::narrowed, 200_000);

        // When, then
        assertEquals(1, tree.find(client(FactValue.text("CLIENT 7"))).size());
        assertEquals(0, tree.find(client(FactValue.text("another"))).size());
        assertEquals(0, tree.find(client(Missing.ABSENT)).size());
        assertEquals(100, tree.find(client(Missing.UNKNOWN)).size());
        assertTrue(
                tree.find(client(FactValue.text("client 7"))).get(0).condition().equals(ConditionFolding.TRUE));
    }

    private static List<Asked> narrowed(List<RuleTree.Entry<Asked>> left) {
        return left.stream()
                .map(entry ->
                        new Asked(entry.element().name(), entry.conditions().get(0)))
                .toList();
    }

    private static FactView client(FactValue client) {
        return FactView.of(fact -> fact.equals(Facts.SIGN_IN_CLIENT_APP) ? client : Missing.UNKNOWN);
    }

    private static List<String> inOrder(List<Asked> found, List<RuleTree.Entry<Asked>> entries) {
        TreeSet<String> names = new TreeSet<>(found.stream().map(Asked::name).toList());
        return entries.stream()
                .map(entry -> entry.element().name())
                .filter(names::contains)
                .toList();
    }

    private static FactSource event(SplittableRandom random) {
        Map<Fact, FactValue> values = new HashMap<>();
        for (Fact fact : FACTS) {
            values.put(
                    fact,
                    switch (random.nextInt(5)) {
                        case 0 -> fact.origin() == Fact.Origin.HEADER ? FactValue.text("a") : Missing.UNKNOWN;
                        case 1 -> fact.equals(Facts.EVENT_KIND) ? FactValue.text("b") : Missing.ABSENT;
                        default -> FactValue.text(text(random));
                    });
        }
        return fact -> values.getOrDefault(fact, Missing.UNKNOWN);
    }

    private static Condition condition(SplittableRandom random, int depth) {
        int kind = random.nextInt(depth > 2 ? 1 : 4);
        if (kind == 0) {
            Operator operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
            FactValue operand = switch (operator) {
                case EXISTS -> FactValue.flag(random.nextBoolean());
                case IN, NOT_IN -> FactValue.texts(List.of(text(random), text(random)));
                case LIKE -> FactValue.text(text(random) + "*");
                default -> FactValue.text(text(random));
            };
            return compare(FACTS.get(random.nextInt(FACTS.size())), operator, operand);
        } else if (kind == 1) {
            return new Condition.Not(condition(random, depth + 1));
        }
        List<Condition> parts = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            parts.add(condition(random, depth + 1));
        }
        return kind == 2 ? new Condition.AllOf(parts) : new Condition.AnyOf(parts);
    }

    private static Condition compare(Fact fact, Operator operator, FactValue operand) {
        return new Condition.Compare(
                new FieldReference(fact, false, null, false), operator, new Operand.Constant(operand));
    }

    private static String text(SplittableRandom random) {
        return List.of("a", "A", "b", "ab", "c").get(random.nextInt(5));
    }
}
