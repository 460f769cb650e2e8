package io.dspt.monitor.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SharedConditionsTest {
    private static final Condition CLIENT = asks(Facts.SIGN_IN_CLIENT_APP, "browser");
    private static final Condition PROTOCOL = asks(Facts.SIGN_IN_PROTOCOL, "ropc");

    private int read;

    @Test
    void shouldAskOnceWhatSeveralAskAsAWholeOrAsAPart() {
        // Given three conditions with a common part
        Condition both = new Condition.AllOf(List.of(CLIENT, PROTOCOL));
        Condition neither = new Condition.Not(CLIENT);
        SharedConditions shared = new SharedConditions();
        List.of(CLIENT, both, neither).forEach(shared::add);
        FactView view = FactView.of(counted(FactValue.text("Browser")));

        // When
        List<Truth> answers = List.of(CLIENT, both, neither).stream()
                .map(condition -> shared.compile(condition).test(view))
                .toList();

        // Then
        assertEquals(List.of(Truth.TRUE, Truth.UNKNOWN, Truth.FALSE), answers);
        assertEquals(1, read);
    }

    @Test
    void shouldKeepTheAnswersOfTwoEventsAndOfTwoGroupsOfRulesApart() {
        // Given two groups that share different conditions under the same number
        SharedConditions one = twice(CLIENT);
        SharedConditions other = twice(new Condition.Not(CLIENT));
        FactView browser = FactView.of(counted(FactValue.text("browser")));
        FactView unknown = FactView.of(counted(Missing.UNKNOWN));

        // Then
        assertEquals(Truth.TRUE, one.compile(CLIENT).test(browser));
        assertEquals(Truth.UNKNOWN, one.compile(CLIENT).test(unknown));
        assertEquals(Truth.FALSE, other.compile(new Condition.Not(CLIENT)).test(browser));
        assertEquals(Truth.TRUE, one.compile(CLIENT).test(browser));
    }

    @Test
    void shouldNotTakeWhatIsSoForWhatWasSo() {
        // Given a condition that is asked of the facts before and after an event, by two rules each
        SharedConditions shared = twice(CLIENT);
        shared.addPast(CLIENT);
        shared.addPast(CLIENT);
        FactView view = new FactView(counted(FactValue.text("browser")), counted(FactValue.text("another")));

        // Then
        assertEquals(Truth.TRUE, shared.compile(CLIENT).test(view));
        assertEquals(Truth.FALSE, shared.compilePast(CLIENT).test(view));
        assertEquals(Truth.TRUE, shared.compile(CLIENT).test(view));
    }

    @Test
    void shouldFailForEachWhoAsksWhatFails() {
        // Given
        CompiledCondition condition = twice(CLIENT).compile(CLIENT);
        FactView view = FactView.of(fact -> {
            throw new IllegalStateException("a fact fails");
        });

        // Then
        assertThrows(IllegalStateException.class, () -> condition.test(view));
        assertThrows(IllegalStateException.class, () -> condition.test(view));
    }

    private static SharedConditions twice(Condition condition) {
        SharedConditions shared = new SharedConditions();
        shared.add(condition);
        shared.add(condition);
        return shared;
    }

    private FactSource counted(FactValue client) {
        return fact -> {
            boolean asked = fact.equals(Facts.SIGN_IN_CLIENT_APP);
            read += asked ? 1 : 0;
            return asked ? client : Missing.UNKNOWN;
        };
    }

    private static Condition asks(Fact fact, String text) {
        return new Condition.Compare(
                new FieldReference(fact, false, null, false),
                Operator.EQUALS,
                new Operand.Constant(FactValue.text(text)));
    }
}
