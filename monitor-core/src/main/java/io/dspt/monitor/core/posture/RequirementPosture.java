package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.posture.MonthlySummary.SelfAssessment;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one requirement on one day in London: what telemetry says, and what people say beside it.
 *
 * @param organisation ODS code; {@code null} for the whole estate
 * @param isOver whether the log's clock has passed the end of the day; until then more may come
 * @param signal what telemetry says of the day, and of which requirement
 * @param answer what people had answered by the end of it; {@code null} when nothing
 * @param differs where the two differ, in words; {@code null} where they do not, or cannot be compared
 */
public record RequirementPosture(
        @Nullable String organisation,
        LocalDate day,
        boolean isOver,
        RequirementSignal signal,
        @Nullable SelfAssessment answer,
        @Nullable String differs) {

    /** The full name of the requirement. */
    public String requirement() {
        return signal.requirement();
    }
}
