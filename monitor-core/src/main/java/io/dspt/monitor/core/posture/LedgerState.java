package io.dspt.monitor.core.posture;

import org.jspecify.annotations.Nullable;

/**
 * Whether the ledger that a report goes by is whole.
 *
 * @param entries entries read
 * @param lastHash hash of the last that holds; {@code null} when none does
 * @param problem what is wrong with it, naming the first broken link; {@code null} when each entry follows the one before
 */
public record LedgerState(
        long entries, @Nullable String lastHash, @Nullable String problem) {
    /** Whether each entry follows the one before. */
    public boolean verifies() {
        return problem == null;
    }
}
