package io.dspt.monitor.core.fold;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one step wants done. Nothing has happened yet: the host applies the writes and sends the outputs together, or
 * neither.
 *
 * @param sequence how many records of this estate's log have been stepped through, this one included: the same in every
 *     host, so that (sequence, index in {@code outputs}) names an output for ever
 * @param writes rows to put, or to delete where the value is {@code null}, in key order
 * @param outputs what to send, in order
 */
public record StepResult(long sequence, SortedMap<byte[], byte @Nullable []> writes, List<Output> outputs) {

    /** Most rows and outputs of one step together. */
    public static final int MOST_ROWS_AND_OUTPUTS = 1_000;

    public StepResult {
        outputs = List.copyOf(outputs);
        if (writes.size() + outputs.size() > MOST_ROWS_AND_OUTPUTS) {
            throw new IllegalStateException("a step wrote " + writes.size() + " rows and " + outputs.size()
                    + " outputs; the bound is " + MOST_ROWS_AND_OUTPUTS);
        }
    }
}
