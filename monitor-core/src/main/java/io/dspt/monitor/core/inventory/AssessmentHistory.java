package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Whole;
import io.dspt.monitor.core.fact.Facts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of Defender's states beyond their last value.
 *
 * <p>Continuous export sends every change once, and the whole picture again in periodic snapshots. A snapshot may be
 * older than it looks, so that it never reopens what has been settled: once a state has been seen to change between well
 * and bad, or to be deleted, only a change makes it bad again.
 */
public final class AssessmentHistory {
    private static final List<String> STATES =
            List.of("assessment.state", "subAssessment.state", "complianceControl.state");
    private static final Set<String> BAD = Set.of("unhealthy", "failed");
    private static final String CHANGED = "assessment.hasChanged";

    private static final String SINCE = Facts.UNHEALTHY_SINCE.name();

    private static final String PERCENTAGE = "score.percentage";
    /** The highest score of each of the latest days, each {@code <day since 1970>:<per cent>}, oldest first. */
    private static final String DAILY = "score.daily";

    private static final long DAYS = 7;

    private AssessmentHistory() {}

    /** Whether what a snapshot says of a resource would make bad again what has been settled. */
    public static boolean wouldReopen(ResourceRow row, ResourceUpdate snapshot) {
        boolean settled = row.deletedAt() != null || row.read(CHANGED).equals(new Flag(true));
        boolean bad = Boolean.TRUE.equals(isBad(snapshot));
        return settled && bad && !Boolean.TRUE.equals(isBad(row));
    }

    /**
     * What a record says, and what is remembered because of it.
     *
     * @param row the resource before it
     * @param at event time of the record
     */
    public static ResourceUpdate remembering(ResourceRow row, ResourceUpdate update, Instant at) {
        Boolean was = isBad(row);
        Boolean is = isBad(update);
        ResourceUpdate more =
                was != null && is != null && !was.equals(is) ? update.with(CHANGED, FactValue.flag(true)) : update;
        if (Boolean.TRUE.equals(is)
                && !(Boolean.TRUE.equals(was) && row.read(SINCE).isPresent())) {
            more = more.with(SINCE, FactValue.text(at.toString()));
        } else if (Boolean.FALSE.equals(is)) {
            more = more.with(SINCE, Missing.ABSENT);
        }
        return update.facts().get(PERCENTAGE) instanceof Whole percentage
                ? more.with(DAILY, daily(row, percentage.value(), at))
                : more;
    }

    /** Since when a state has been bad without a break, as far as the records say. */
    static FactValue unhealthySince(ResourceRow row) {
        return row.id().type().startsWith("microsoft.security/assessments") ? row.read(SINCE) : Missing.ABSENT;
    }

    /** Percentage points by which a secure score is below the highest of the latest seven days and its own. */
    static FactValue scoreFall(ResourceRow row) {
        if (!row.id().type().equals("microsoft.security/securescores")) {
            return Missing.ABSENT;
        }
        if (!(row.read(PERCENTAGE) instanceof Whole now) || !(row.read(DAILY) instanceof Many daily)) {
            return Missing.UNKNOWN;
        }
        long highest = daily.elements().stream()
                .mapToLong(day -> Day.read(day).percentage())
                .max()
                .orElse(now.value());
        return FactValue.whole(Math.max(0, highest - now.value()));
    }

    private static @Nullable Boolean isBad(ResourceRow row) {
        return STATES.stream()
                .map(row::read)
                .filter(FactValue::isPresent)
                .findFirst()
                .map(AssessmentHistory::isBad)
                .orElse(null);
    }

    private static @Nullable Boolean isBad(ResourceUpdate update) {
        return STATES.stream()
                .map(state -> update.facts().getOrDefault(state, Missing.UNKNOWN))
                .filter(FactValue::isPresent)
                .findFirst()
                .map(AssessmentHistory::isBad)
                .orElse(null);
    }

    private static boolean isBad(FactValue state) {
        return BAD.contains(String.valueOf(state.textOrNull()).toLowerCase(Locale.ROOT));
    }

    private static FactValue daily(ResourceRow row, long percentage, Instant at) {
        long today = Math.floorDiv(at.getEpochSecond(), 86_400L);
        long highest = percentage;
        List<FactValue> days = new ArrayList<>();
        if (row.read(DAILY) instanceof Many known) {
            for (FactValue written : known.elements()) {
                Day day = Day.read(written);
                if (day.number() == today) {
                    highest = Math.max(highest, day.percentage());
                } else if (day.number() >= today - DAYS && day.number() < today) {
                    days.add(written);
                }
            }
        }
        days.add(FactValue.text(today + ":" + highest));
        return new Many(days);
    }

    /** The highest score of one day. */
    private record Day(long number, long percentage) {
        static Day read(FactValue written) {
            String text = String.valueOf(written.textOrNull());
            int colon = text.indexOf(':');
            return new Day(Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
        }
    }
}
