package io.dspt.monitor.core.posture;

import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The organisations of an estate, as a register or a finding names them. */
final class Organisations {
    private static final String REGISTER = "organisations";

    private final PostureInputs inputs;
    private final MachineSignals signals;

    Organisations(PostureInputs inputs, MachineSignals signals) {
        this.inputs = inputs;
        this.signals = signals;
    }

    /** ODS codes that a register or a finding names, in order. */
    SortedSet<String> known() {
        SortedSet<String> known = new TreeSet<>();
        inputs.rows(REGISTER).forEach(row -> known.add(row.text("odsCode")));
        signals.histories()
                .values()
                .forEach(history -> history.steps()
                        .forEach(step -> known.addAll(step.change().organisations())));
        known.remove("");
        return known;
    }

    /** The number of its category; {@code null} where no register gives it, and for the whole estate. */
    @Nullable
    String category(@Nullable String organisation) {
        return cell(organisation, "category");
    }

    /** Its name; {@code null} where no register gives it, and for the whole estate. */
    @Nullable
    String name(@Nullable String organisation) {
        return cell(organisation, "name");
    }

    private @Nullable String cell(@Nullable String organisation, String column) {
        return inputs.rows(REGISTER).stream()
                .filter(row -> row.text("odsCode").equals(organisation))
                .map(row -> row.text(column))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
