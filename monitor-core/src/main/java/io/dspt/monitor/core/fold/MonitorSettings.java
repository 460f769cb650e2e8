package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.inventory.ReferenceData;

/**
 * What a monitor is made of. All of it is part of the engine: two monitors with equal settings give equal results.
 *
 * @param reader reads the bytes of one record
 * @param reference tables the engine decides by
 * @param trustedKeys whose control records count
 * @param observer sees verdicts, changes none
 * @param limits how much one step takes on
 */
public record MonitorSettings(
        RecordReader reader,
        ReferenceData reference,
        TrustedKeys trustedKeys,
        VerdictObserver observer,
        FoldLimits limits) {

    /** With the usual limits. */
    public MonitorSettings(
            RecordReader reader, ReferenceData reference, TrustedKeys trustedKeys, VerdictObserver observer) {
        this(reader, reference, trustedKeys, observer, FoldLimits.USUAL);
    }

    public MonitorSettings(RecordReader reader, ReferenceData reference, TrustedKeys trustedKeys) {
        this(reader, reference, trustedKeys, VerdictObserver.NONE);
    }

    /** The same with other limits. */
    public MonitorSettings with(FoldLimits other) {
        return new MonitorSettings(reader, reference, trustedKeys, observer, other);
    }
}
