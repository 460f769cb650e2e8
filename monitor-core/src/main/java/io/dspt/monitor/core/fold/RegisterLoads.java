package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.MalformedRowException;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.ledger.LedgerEvent;
import io.dspt.monitor.core.register.BadCellException;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.register.RegisterRow;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.RuleKind;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Takes rows of registers out of the log, and applies a load when its last part has come. */
final class RegisterLoads {
    /** A row writes itself and its cells anew, and the old ones away, and may be told. */
    private static final int ROOM_FOR_A_ROW = 2 * RegisterDefinition.MOST_COLUMNS + 5;

    private final Step step;
    private final RegisterStore store;
    private final Schedules schedules;

    RegisterLoads(Step step) {
        this.step = step;
        this.store = RegisterStore.of(step);
        this.schedules = new Schedules(step);
    }

    /** Takes one part; gives why it does not count. Nothing of a load is applied before all of it is there. */
    Optional<String> receive(ControlRecord.RegisterRows part) {
        Optional<RegisterDefinition> register = step.book().registers().find(part.register());
        if (register.isEmpty()) {
            return Optional.of("register-unknown");
        }
        try {
            RegisterTransfer.Part.decoded(part.rows()).put().forEach(register.get()::checked);
        } catch (MalformedRowException e) {
            return Optional.of("register-unreadable");
        } catch (BadCellException e) {
            return Optional.of("register-row-refused");
        }
        step.state().put(partKey(part.load(), part.index()), part.rows());
        if (part.index() < part.count() - 1) {
            return Optional.empty();
        }
        Optional<RegisterLoad> load = whole(part);
        if (load.isEmpty()) {
            return Optional.of("register-load-incomplete");
        }
        WorkQueue.queue(
                step,
                Judge.goingOn(step, null),
                new Work.LoadRegister(
                        load.get(), part.register(), part.replaceAll(), step.estate().sequence, 0, 0, ""));
        return Optional.empty();
    }

    /** What all parts together bring; empty while one is missing. */
    private Optional<RegisterLoad> whole(ControlRecord.RegisterRows last) {
        MessageDigest digest = Sha256.digest();
        long rows = 0;
        for (int i = 0; i < last.count(); i++) {
            byte[] bytes = step.state().get(partKey(last.load(), i));
            if (bytes == null) {
                return Optional.empty();
            }
            digest.update(bytes);
            rows += RegisterTransfer.Part.rowsIn(bytes);
        }
        return Optional.of(new RegisterLoad(last.load(), rows, HexFormat.of().formatHex(digest.digest())));
    }

    /** Applies as much of a load as there is room for. */
    Optional<Work> advance(Work.LoadRegister work) {
        Optional<RegisterDefinition> register = step.book().registers().find(work.register());
        int looked = 0;
        int row = work.row();
        String fromRule = work.fromRule();
        for (int index = work.part(); ; index++) {
            byte[] bytes = step.state().get(partKey(work.load().name(), index));
            if (bytes == null) {
                break;
            }
            RegisterTransfer.Part part = RegisterTransfer.Part.decoded(bytes);
            for (; row < part.size() && register.isPresent(); row++) {
                if (looked++ == step.limits().rowsPerStep() || !hasRoom()) {
                    return Optional.of(work.goingOn(index, row, fromRule));
                }
                Optional<String> next = apply(register.get(), part, row, work.sequence(), fromRule);
                if (next.isPresent()) {
                    return Optional.of(work.goingOn(index, row, next.get()));
                }
                fromRule = "";
            }
            row = 0;
            step.state().delete(partKey(work.load().name(), index));
        }
        if (register.isEmpty()) {
            return Optional.empty();
        }
        return work.replaceAll()
                ? advance(new Work.SweepRegister(work.load(), work.register(), work.sequence(), ""))
                : done(work.register(), work.load());
    }

    private Optional<String> apply(
            RegisterDefinition register, RegisterTransfer.Part part, int index, long load, String fromRule) {
        if (index >= part.put().size()) {
            String key = part.removed().get(index - part.put().size());
            store.remove(register, key).ifPresent(row -> schedules.rowRemoved(register, row));
            return Optional.empty();
        }
        RegisterRow row = part.put().get(index);
        if (!isRowOf(register, row)) {
            return Optional.empty(); // The definition has changed since the load was sent.
        }
        if (!fromRule.isEmpty()) {
            return schedules.rowChanged(register, row, fromRule);
        }
        Optional<RegisterRow> before = store.put(register, row, load);
        return before.equals(Optional.of(row)) ? Optional.empty() : schedules.rowChanged(register, row, "");
    }

    private static boolean isRowOf(RegisterDefinition register, RegisterRow row) {
        try {
            register.checked(row);
            return true;
        } catch (BadCellException e) {
            return false;
        }
    }

    /** Removes as many rows as there is room for that an earlier load left. */
    Optional<Work> advance(Work.SweepRegister work) {
        Optional<RegisterDefinition> register = step.book().registers().find(work.register());
        if (register.isEmpty()) {
            return Optional.empty();
        }
        int looked = 0;
        for (Map.Entry<String, RegisterStore.Kept> row : store.scan(
                        work.register(), work.from(), step.limits().rowsPerStep())
                .entrySet()) {
            if (!hasRoom()) {
                return Optional.of(work.goingOn(row.getKey()));
            }
            if (row.getValue().load() < work.sequence()) {
                store.remove(register.get(), row.getKey());
                schedules.rowRemoved(register.get(), row.getValue().row());
            }
            if (++looked == step.limits().rowsPerStep()) {
                return Optional.of(work.goingOn(row.getKey() + "\u0000"));
            }
        }
        return done(work.register(), work.load());
    }

    /** It is written down, and what resources owe by what the register says is judged again. */
    private Optional<Work> done(String register, RegisterLoad load) {
        store.markLoaded(register);
        if (load.isTold()) {
            step.state()
                    .send(new Output.LedgerEntry(new LedgerEvent.RegisterLoaded(
                            register, load.name(), load.rows(), load.digest(), step.clock(), step.clock())));
        }
        List<String> rules = step.book().rules().values().stream()
                .filter(rule -> rule.rule().kind() instanceof RuleKind.Obligation && JoinedFacts.asks(rule, register))
                .map(CompiledRule::rule)
                .map(rule -> rule.id())
                .toList();
        return rules.isEmpty() || step.estate().clock == null
                ? Optional.empty()
                : Optional.of(new Work.JudgeResources(null, "", "", "", rules));
    }

    private boolean hasRoom() {
        return step.state().room() > Judge.ROOM_TO_KEEP + ROOM_FOR_A_ROW;
    }

    private byte[] partKey(String load, int index) {
        return step.key(StateKeys.Kind.REGISTER_PART, load, String.format(Locale.ROOT, "%04d", index));
    }
}
