package io.dspt.monitor.streams.alert;

import io.dspt.monitor.core.rule.Paging;
import io.dspt.monitor.core.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which alerts there have to be of one finding: nothing but its state, the alerts there are of it, and the time
 * go in, and nothing is sent.
 *
 * <ul>
 *   <li>An alert keeps its labels for its life; another severity is another alert, which fires before the old one ends.
 *   <li>What is exempt, at an end or gone has no alert that fires.
 *   <li>An acknowledgement keeps an alert silent for a time, once. Its successor of a higher severity is not silent.
 *   <li>Findings of one rule and one group page once a day; the others are tickets.
 * </ul>
 */
final class AlertPlan {
    private final Duration acknowledgedFor;
    private final EarlierPages earlierPages;

    /** What has been paged of late. */
    @FunctionalInterface
    interface EarlierPages {
        /**
         * When a group was paged last.
         *
         * @param group the label
         * @param findingId a finding whose own pages do not count
         */
        Optional<Instant> last(String group, String findingId);
    }

    /**
     * A plan.
     *
     * @param acknowledgedFor how long an acknowledgement keeps an alert silent
     * @param earlierPages what has been paged of late
     */
    AlertPlan(Duration acknowledgedFor, EarlierPages earlierPages) {
        this.acknowledgedFor = acknowledgedFor;
        this.earlierPages = earlierPages;
    }

    /**
     * The alerts that have to change.
     *
     * @param finding as it is now; {@code null} when it is gone
     * @param called what it calls for; empty when for nothing, {@link Notify#DIGEST} when for no alert of its own
     * @param rows the alerts there are of it
     */
    List<AlertRow> changed(
            @Nullable AlertedFinding finding,
            Optional<Notify> called,
            Optional<Rule> rule,
            Collection<AlertRow> rows,
            Instant now) {
        List<AlertRow> changed = new ArrayList<>();
        String wanted = "";
        if (finding != null && called.isPresent()) {
            String key = AlertRow.key(finding.id(), finding.printed().severity());
            Optional<AlertRow> row =
                    rows.stream().filter(one -> one.key().equals(key)).findFirst();
            // What was an alert of its own stays one, whatever it would be if it began today.
            boolean hasOwn =
                    called.get() != Notify.DIGEST || row.map(AlertRow::fires).orElse(false);
            if (hasOwn) {
                wanted = key;
                AlertRow is = row.map(one -> fires(one, finding, now))
                        .orElseGet(() -> raised(key, finding, called.get(), rule, now));
                boolean successor =
                        rows.stream().anyMatch(one -> one.fires() && !one.key().equals(key));
                AlertRow after = acknowledge(is, finding.isAcknowledged(), successor && row.isEmpty(), now);
                if (row.isEmpty() || !row.get().equals(after)) {
                    changed.add(after);
                }
            }
        }
        Instant end = finding == null || finding.printed().resolvedAt() == null
                ? now
                : finding.printed().resolvedAt();
        for (AlertRow row : rows) {
            if (row.fires() && !row.key().equals(wanted)) {
                changed.add(row.ended(end, now));
            }
        }
        return List.copyOf(changed);
    }

    private static AlertRow fires(AlertRow row, AlertedFinding finding, Instant now) {
        return row.fires() ? row : row.again(finding.printed().openedAt(), now);
    }

    private AlertRow raised(String key, AlertedFinding finding, Notify called, Optional<Rule> rule, Instant now) {
        Notify notify = called;
        if (notify == Notify.PAGE) {
            boolean saidAlready = earlierPages
                    .last(AlertLabels.group(finding, rule), finding.id())
                    .map(last -> now.isBefore(last.plus(Paging.ONE_PAGE_PER_GROUP)))
                    .orElse(false);
            notify = saidAlready ? Notify.TICKET : Notify.PAGE;
        }
        return AlertRow.raised(
                key, AlertLabels.of(finding, rule, notify), finding.printed().openedAt(), now);
    }

    /** Silent when somebody has just acknowledged it; what is worse than what was acknowledged is told all the same. */
    private AlertRow acknowledge(AlertRow row, boolean acknowledged, boolean worse, Instant now) {
        if (acknowledged == row.acknowledged()) {
            return row;
        }
        boolean silent = acknowledged && !worse;
        return row.acknowledged(acknowledged, silent ? now.plus(acknowledgedFor) : null);
    }
}
