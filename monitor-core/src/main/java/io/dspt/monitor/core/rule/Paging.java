package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.event.EventKind;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When people are woken: a rule that pages is broken badly enough, it is news, nobody has exempted it and no change
 * window announced it. A page that is not sent takes nothing away: the finding stands.
 */
public final class Paging {
    /** Findings of one rule and one group page once in this time. */
    public static final Duration ONE_PAGE_PER_GROUP = Duration.ofDays(1);

    /** What is less bad can wait for the morning. */
    private static final Severity LEAST = Severity.HIGH;

    /**
     * A page that a finding calls for.
     *
     * @param rule id of the rule
     * @param group what findings of the rule are grouped by, compared as it stands
     * @param subject subject of the finding that calls
     */
    public record Page(String rule, String group, String subject) {

        /**
         * Whether another page has said it already.
         *
         * @param lastOfGroup when the last page of this rule and group was sent; {@code null} when there was none
         */
        public boolean isSaidAlready(@Nullable Instant lastOfGroup, Instant now) {
            return lastOfGroup != null && now.isBefore(lastOfGroup.plus(ONE_PAGE_PER_GROUP));
        }
    }

    private Paging() {}

    /**
     * The page that a change of a finding calls for.
     *
     * @param rule the finding's rule, as it is in force
     * @param finding as it is after the change
     * @param before severity before the change; {@code null} when the finding is new
     * @return empty when nobody is to be woken
     */
    public static Optional<Page> calledFor(
            Rule rule, Finding finding, Transition transition, @Nullable Severity before) {
        Severity severity = finding.latest().severity();
        boolean news = transition == Transition.OPENED
                || transition == Transition.REOPENED
                || (transition == Transition.RERATED && before != null && severity.compareTo(before) > 0);
        boolean open = finding.status() == FindingStatus.OPEN || finding.status() == FindingStatus.ACKNOWLEDGED;
        boolean pages = rule.noise().notifies() == Rule.Notify.PAGE
                && severity.compareTo(LEAST) >= 0
                && !finding.origin().equals(Finding.FROM_BASELINE)
                && news
                && open
                && !wasAnnounced(finding);
        return pages ? Optional.of(new Page(rule.id(), group(rule, finding), finding.subject())) : Optional.empty();
    }

    /**
     * Whether a change window covers what a rule that pages has found. Only changes of resources are announced: a
     * window explains neither who signs in nor what is read meanwhile.
     */
    static boolean isAnnouncedChange(Rule rule, FactSource source) {
        return rule.noise().notifies() == Rule.Notify.PAGE
                && read(Facts.EVENT_KIND, source).equals(FactValue.text(EventKind.RESOURCE_OPERATION.ruleName()))
                && isTrue(read(Facts.EVENT_IN_CHANGE_WINDOW, source));
    }

    private static FactValue read(Fact fact, FactSource source) {
        try {
            return source.read(fact);
        } catch (RuntimeException e) {
            return Missing.UNKNOWN; // A fault must hold back no page.
        }
    }

    private static boolean wasAnnounced(Finding finding) {
        return isTrue(finding.latest().facts().get(Facts.EVENT_IN_CHANGE_WINDOW.name()));
    }

    private static boolean isTrue(@Nullable FactValue value) {
        return value instanceof Flag flag && flag.value();
    }

    private static String group(Rule rule, Finding finding) {
        FieldReference groupBy = rule.noise().groupBy();
        FactValue value = null;
        if (groupBy != null) {
            String name = groupBy.fact().name();
            FactValue now = finding.latest().facts().get(name);
            value = groupBy.before() ? finding.latest().before().getOrDefault(name, now) : now;
        }
        String group = value == null || !value.isPresent() ? finding.subject() : MessageTemplate.shown(value);
        return group.toLowerCase(Locale.ROOT);
    }
}
