package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.NotFinalException;
import io.dspt.monitor.core.posture.PostureInputs;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import io.dspt.monitor.core.posture.UnknownOrganisationException;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import java.util.Optional;
import java.util.function.Function;

/** Summaries of what topics hold when somebody asks; nothing is kept from one to the next. */
public final class TopicSummaries {
    private final Function<String, TopicContents> topics;
    private final FactCatalogue facts;

    /**
     * Summaries of what is read from there.
     *
     * @param topics reads what topics hold of an estate; called for every summary
     * @param facts what rules may ask for
     */
    public TopicSummaries(Function<String, TopicContents> topics, FactCatalogue facts) {
        this.topics = topics;
        this.facts = facts;
    }

    /**
     * The summary of a month, by the live rule set, or by the built-in one while none has been told; empty when topics do not
     * tell of the estate.
     *
     * @throws UnknownOrganisationException when nobody knows the organisation
     * @throws NotFinalException when it is to be final and cannot be
     * @throws IllegalArgumentException when topics hold what is of another form
     */
    public Optional<MonthlySummary> summary(String estate, SummaryRequest request) {
        TopicContents contents = topics.apply(estate);
        if (contents.isEmpty()) {
            return Optional.empty();
        }
        RuleBundle rules = contents.ruleSet().orElseGet(RuleBundle::builtIn);
        PostureInputs inputs = contents.inputs(RuleBook.load(rules, facts), ToolkitCalendar.builtIn());
        return Optional.of(new SummaryMaker(inputs, SignalSettings.DEFAULT).make(request));
    }
}
