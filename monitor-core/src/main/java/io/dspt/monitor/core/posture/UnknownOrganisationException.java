package io.dspt.monitor.core.posture;

import java.util.SortedSet;

/** A report is asked for of an organisation that neither a register nor a finding names. */
public final class UnknownOrganisationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownOrganisationException(String organisation, SortedSet<String> known) {
        super("there is no organisation " + organisation + "; known are "
                + (known.isEmpty() ? "none: load the register organisations" : String.join(", ", known)));
    }
}
