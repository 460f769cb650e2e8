package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.NotFinalException;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import io.dspt.monitor.core.posture.UnknownOrganisationException;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import io.dspt.monitor.streams.report.TopicContents;

/** Summaries of what stands on the topics of a running monitor, read once. */
final class ReportedSummaries {
    private final SummaryMaker maker;

    private ReportedSummaries(SummaryMaker maker) {
        this.maker = maker;
    }

    /** Reads the topics; nothing is written. */
    static ReportedSummaries read(ConnectionOptions connection, Terminal terminal) {
        try (ControlSender sender = connection.open()) {
            terminal.say("reading the ledger and the coverage of estate " + sender.estate());
            TopicContents contents = sender.snapshot().reported();
            RuleBundle rules = contents.ruleSet().orElseGet(() -> {
                terminal.say("no rule set has been told: texts and standards are those of the built-in one");
                return RuleBundle.builtIn();
            });
            return new ReportedSummaries(new SummaryMaker(
                    contents.inputs(Engine.load(rules), ToolkitCalendar.builtIn()), SignalSettings.DEFAULT));
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.failed("the topics hold what is of another form: " + e.getMessage());
        }
    }

    /** The summary of a month. */
    MonthlySummary summary(SummaryRequest request) {
        try {
            return maker.make(request);
        } catch (UnknownOrganisationException e) {
            throw CommandFailedException.wrongUsage("--organisation: " + e.getMessage());
        } catch (NotFinalException e) {
            throw CommandFailedException.failed(String.valueOf(e.getMessage()));
        }
    }
}
