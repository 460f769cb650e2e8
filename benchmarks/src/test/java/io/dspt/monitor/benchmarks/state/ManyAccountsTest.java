package io.dspt.monitor.benchmarks.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.benchmarks.records.AccountWrite;
import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.fold.InMemoryStore;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.StateKeys;
import io.dspt.monitor.core.fold.StepResult;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManyAccountsTest {
    private static final Instant LATER = GeneratedRecords.FIRST.plusSeconds(60);

    private final EstateFold fold = new EstateFold("northmoor");

    private static SortedMap<byte[], byte[]> rowsOf(ManyAccounts many, long account) {
        SortedMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
        many.rows(account, rows::put);
        return rows;
    }

    private InMemoryStore stateWith(ManyAccounts many, long accounts) {
        InMemoryStore state = fold.opened();
        for (long account = 0; account < accounts; account++) {
            state.apply(new StepResult(0, rowsOf(many, account), List.of()));
        }
        SortedMap<byte[], byte[]> tally = new TreeMap<>(Arrays::compareUnsigned);
        tally.put(many.tally(accounts).getKey(), many.tally(accounts).getValue());
        state.apply(new StepResult(0, tally, List.of()));
        fold.forgetWhatItRemembers();
        return state;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGiveTheRowsThatTheFoldWrites(boolean broken) {
        // Given
        ManyAccounts many = new ManyAccounts(fold, broken);
        String region = broken ? AccountWrite.FORBIDDEN_REGION : AccountWrite.PERMITTED_REGION;

        for (long account : new long[] {0, 1, 999_999, 31_415_926}) {
            // When
            fold.forgetWhatItRemembers();
            StepResult real =
                    fold.step(account, ManyAccounts.written(account, region, GeneratedRecords.FIRST), fold.opened());

            // Then
            SortedMap<byte[], byte[]> copied = rowsOf(many, account);
            real.writes().forEach((key, row) -> {
                if (!StateKeys.isPerRecord(key)) {
                    assertArrayEquals(row, copied.remove(key));
                }
            });
            assertTrue(copied.isEmpty());
        }
    }

    @Test
    void shouldHoldFindingsThatAFixingRecordEnds() {
        // Given twenty accounts, each with an open finding
        InMemoryStore state = stateWith(new ManyAccounts(fold, true), 20);

        // When one is written as it should be
        StepResult result = fold.step(21, ManyAccounts.written(7, AccountWrite.PERMITTED_REGION, LATER), state);

        // Then its finding is over, and nineteen are left
        List<Transition> transitions = result.outputs().stream()
                .filter(Output.FindingState.class::isInstance)
                .map(output -> ((Output.FindingState) output).transition())
                .toList();
        assertEquals(List.of(Transition.RESOLVED), transitions);
    }

    @Test
    void shouldHoldResourcesThatTheFoldKnows() {
        // Given
        InMemoryStore state = stateWith(new ManyAccounts(fold, false), 20);
        int rows = state.size();

        // When one of them is written again, and one that is none of them
        state.apply(fold.step(21, ManyAccounts.written(7, AccountWrite.PERMITTED_REGION, LATER), state));
        int afterTheKnown = state.size();
        StepResult unknown = fold.step(22, ManyAccounts.written(20, AccountWrite.PERMITTED_REGION, LATER), state);
        state.apply(unknown);

        // Then only the other one is new
        int perRecord = (int) unknown.writes().keySet().stream()
                .filter(StateKeys::isPerRecord)
                .count();
        assertTrue(afterTheKnown - rows <= perRecord);
        assertFalse(state.size() == afterTheKnown);
    }
}
