package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.posture.ReportedEvent.ReportMade;
import io.dspt.monitor.core.rule.WorkingCalendar;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which summaries have to be handed over: that of a month from the first working day after it, once, and once more as final. */
public final class DueReports {
    private static final String FINAL = "final";

    private final List<ReportMade> handedOver;

    /** @param handedOver what the ledger tells of */
    public DueReports(List<ReportMade> handedOver) {
        this.handedOver = List.copyOf(handedOver);
    }

    /** What an estate's ledger tells of. */
    public static DueReports of(PostureInputs inputs) {
        return new DueReports(inputs.entries(ReportMade.class));
    }

    /** The first working day of a month; empty when the calendar does not know enough days of it. */
    public static Optional<LocalDate> firstWorkingDay(YearMonth month, WorkingCalendar calendar) {
        for (LocalDate day = month.atDay(1); !day.isAfter(month.atEndOfMonth()); day = day.plusDays(1)) {
            Optional<Boolean> works = calendar.isWorkingDay(day);
            if (works.isEmpty()) {
                return Optional.empty();
            } else if (works.get()) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a summary has still to be handed over.
     *
     * @param organisation ODS code; {@code null} for the whole estate
     * @param canBeFinal a draft is followed by what can be relied on, and by no other draft
     */
    public boolean isDue(YearMonth month, @Nullable String organisation, boolean canBeFinal) {
        List<ReportMade> before = handedOver.stream()
                .filter(made -> made.month().equals(month) && Objects.equals(made.organisation(), organisation))
                .toList();
        boolean wasFinal = before.stream().anyMatch(made -> made.state().equals(FINAL));
        return !wasFinal && (before.isEmpty() || canBeFinal);
    }
}
