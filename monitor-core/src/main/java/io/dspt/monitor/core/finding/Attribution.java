package io.dspt.monitor.core.finding;

import org.jspecify.annotations.Nullable;

/**
 * The organisations a finding concerns, by ODS code, where known.
 *
 * @param operator runs what is concerned: whose findings it is counted among
 * @param controller decides why the data is processed
 * @param processor processes it on the controller's behalf
 */
public record Attribution(
        @Nullable String operator,
        @Nullable String controller,
        @Nullable String processor) {

    /** Nobody is known. */
    public static final Attribution NOBODY = new Attribution(null, null, null);

    /** Only who runs it is known, if anybody. */
    public static Attribution operatedBy(@Nullable String odsCode) {
        return odsCode == null ? NOBODY : new Attribution(odsCode, null, null);
    }
}
