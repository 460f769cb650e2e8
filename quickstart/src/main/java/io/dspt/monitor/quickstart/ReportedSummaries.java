package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.posture.DueReports;
import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.NotFinalException;
import io.dspt.monitor.core.posture.PostureInputs;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import io.dspt.monitor.core.posture.UnknownOrganisationException;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.rule.WorkingCalendar;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import io.dspt.monitor.streams.report.TopicContents;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Summaries of what stands on the topics of a running monitor, read once. */
final class ReportedSummaries {
    private final SummaryMaker maker;
    private final DueReports dueReports;
    private final Optional<WorkingCalendar> calendar;

    private ReportedSummaries(PostureInputs inputs, Optional<WorkingCalendar> calendar) {
        this.maker = new SummaryMaker(inputs, SignalSettings.DEFAULT);
        this.dueReports = DueReports.of(inputs);
        this.calendar = calendar;
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
            RuleBook.Loaded loaded = Engine.load(rules);
            return new ReportedSummaries(
                    contents.inputs(loaded, ToolkitCalendar.builtIn()),
                    loaded.book().calendar());
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.failed("the topics hold what is of another form: " + e.getMessage());
        }
    }

    /** ODS codes that a register or a finding names, in order. */
    SortedSet<String> organisations() {
        return maker.organisations();
    }

    /** The first day of a month on which people work; empty when the live rule set does not know its holidays. */
    Optional<LocalDate> firstWorkingDay(YearMonth month) {
        return calendar.flatMap(days -> DueReports.firstWorkingDay(month, days));
    }

    /** Whether a summary has still to be handed over, as far as the ledger tells. */
    boolean isDue(YearMonth month, @Nullable String organisation, boolean canBeFinal) {
        return dueReports.isDue(month, organisation, canBeFinal);
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
