package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.register.RegisterDefinitions;
import io.dspt.monitor.core.register.RegisterRow;
import io.dspt.monitor.core.rule.RuleBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows of the registers that ship, and loads of them, for tests. */
final class RegisterRowsOf {
    private static final RegisterDefinitions SHIPPED =
            RegisterDefinitions.read(RuleBundle.builtIn().registers(), new ArrayList<>());
    private static int loads;

    private RegisterRowsOf() {}

    static RegisterDefinition definition(String register) {
        return SHIPPED.find(register).orElseThrow();
    }

    /** A row, its cells as {@code column=value}. */
    static RegisterRow row(String register, String... cells) {
        Map<String, String> written = new TreeMap<>();
        for (String cell : cells) {
            int equals = cell.indexOf('=');
            written.put(cell.substring(0, equals), cell.substring(equals + 1));
        }
        return definition(register).row(written);
    }

    /** Loads rows that take the place of all a register held. */
    static void replaceAll(EstateLogRunner log, String register, RegisterRow... rows) {
        replaceAll(log, register, List.of(rows));
    }

    static void replaceAll(EstateLogRunner log, String register, List<RegisterRow> rows) {
        RegisterTransfer.parts("load-" + ++loads, register, true, rows, List.of())
                .forEach(log::control);
    }

    /** Loads rows beside those a register holds, and removes some. */
    static void merge(EstateLogRunner log, String register, List<RegisterRow> rows, List<RegisterRow> removed) {
        List<String> keys = removed.stream().map(definition(register)::keyOf).toList();
        RegisterTransfer.parts("load-" + ++loads, register, false, rows, keys).forEach(log::control);
    }
}
