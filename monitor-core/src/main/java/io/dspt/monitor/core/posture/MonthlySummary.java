package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.fold.Output.ExemptionState;
import io.dspt.monitor.core.fold.Output.SubscriptionCoverage;
import io.dspt.monitor.core.posture.RequirementSignal.Gap;
import io.dspt.monitor.core.standard.Requirement;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The posture of a month, for the people who sign it: every figure with the rows it counts, and what no topic tells named
 * as not measured.
 *
 * @param resources where resources with patient data stand; {@code null} when no day of the month was counted
 * @param families findings by family of rules, in sections of the report
 * @param evidence requirements in the order of the toolkit
 * @param trend thirteen months, the last of them this one
 * @param ruleSets changes of the rule set in these months
 * @param humanEvidence what has been filed for requirements, and when it is due again
 * @param figures every figure of all sections, each once
 * @param findings every finding that a figure counts, by id
 */
public record MonthlySummary(
        Cover cover,
        Statement statement,
        CoveragePart coverage,
        @Nullable ResourcesPart resources,
        List<FamilyPart> families,
        List<EvidenceLine> evidence,
        FindingsPart activity,
        List<ExemptionLine> exemptions,
        List<TrendMonth> trend,
        List<RuleSetChange> ruleSets,
        List<EvidenceItem> humanEvidence,
        List<NotMeasured> notMeasured,
        List<Figure> figures,
        List<FindingLine> findings) {
    public MonthlySummary {
        families = List.copyOf(families);
        evidence = List.copyOf(evidence);
        exemptions = List.copyOf(exemptions);
        trend = List.copyOf(trend);
        ruleSets = List.copyOf(ruleSets);
        humanEvidence = List.copyOf(humanEvidence);
        notMeasured = List.copyOf(notMeasured);
        figures = List.copyOf(figures);
        findings = List.copyOf(findings);
    }

    /**
     * What the summary is about and what it rests on.
     *
     * @param organisation ODS code; {@code null} for the whole estate
     * @param organisationName its name, as far as a register gives it
     * @param organisations all that are known
     * @param standards whose requirements it answers
     * @param from first instant of the month
     * @param to first instant after it
     * @param generatedAt the log's clock; no other clock is read. {@code null} when nothing has moved it
     * @param rulesAtEnd digest of the rule set that was live at the end of the month; {@code null} when the ledger tells of
     *     none
     * @param rulesNow digest of the rule set whose texts the summary uses
     * @param revision number of this summary among those of its month, from 1
     * @param notFinalBecause why it cannot be final; empty when it can
     * @param notices what must be read first
     * @param unattributed findings that stood in the month and are attributed to no organisation
     */
    public record Cover(
            String estate,
            @Nullable String organisation,
            @Nullable String organisationName,
            List<String> organisations,
            List<StandardName> standards,
            YearMonth month,
            Instant from,
            Instant to,
            @Nullable Instant generatedAt,
            @Nullable String rulesAtEnd,
            @Nullable String rulesNow,
            boolean isFinal,
            int revision,
            List<String> notFinalBecause,
            List<String> notices,
            LedgerState ledger,
            @Nullable SubscriptionCoverage subscriptions,
            Figure unattributed) {}

    /** A standard whose requirements are answered. */
    public record StandardName(String name, String year, boolean confirmed) {}

    /**
     * The page that is read when no other is.
     *
     * @param groups signals by standard or objective
     * @param decisions at most five things to decide, the gravest first
     * @param changes requirements whose signal is another than in the month before
     * @param version the assessment that runs; {@code null} when the calendar has none
     * @param daysToInterim days from the end of the month; {@code null} when the day is not known
     * @param daysToDeadline days from the end of the month; {@code null} when the calendar has none
     */
    public record Statement(
            List<SignalGroup> groups,
            List<Decision> decisions,
            List<SignalChange> changes,
            ToolkitCalendar.@Nullable Version version,
            @Nullable Long daysToInterim,
            @Nullable Long daysToDeadline) {}

    /** How many requirements of a group have which signal; the four add up to all of them. */
    public record SignalGroup(
            String title, Figure all, Figure contradicted, Figure supported, Figure heldElsewhere, Figure none) {}

    /** Something to decide. */
    public record Decision(String text, Figure about) {}

    /** Another signal than before. */
    public record SignalChange(String requirement, String before, String now) {}

    /**
     * What was seen and what not.
     *
     * @param daysTold days of the month that are over and of which the log tells
     * @param reconciliation every day that is told of
     * @param silences times in which a source was silent for longer than is expected, in order
     * @param refusedRules files that the rule set live at the end refused; {@code null} when the ledger tells of none
     */
    public record CoveragePart(
            Share daysTold,
            List<SourceLine> sources,
            List<ReceivedDay> reconciliation,
            Figure received,
            Figure judged,
            Figure notApplicable,
            Figure unevaluable,
            Figure ignored,
            Figure deadLettered,
            List<Gap> silences,
            int rulesInForce,
            @Nullable Integer refusedRules) {}

    /**
     * One category.
     *
     * @param elements read in the month
     * @param daysHeard days on which any were and into which no silence reaches
     * @param silentSeconds time of silences together
     */
    public record SourceLine(
            String category, Figure elements, Share daysHeard, List<Gap> silences, long silentSeconds) {}

    /**
     * Resources with patient data by the last count of the month. A resource is one that stands in a resource group itself.
     *
     * @param regions in which any stands or keeps a copy, by name
     * @param patientData all of them
     * @param tagsNotKnown resources whose tags nobody has told: whether they hold patient data is not known
     * @param others resources whose tags say nothing of patient data
     * @param inUk those that stand in the United Kingdom
     */
    public record ResourcesPart(
            List<RegionLine> regions, Figure patientData, long tagsNotKnown, long others, PatientDataInUk inUk) {}

    /**
     * A region.
     *
     * @param row the name by which figures refer to it
     * @param region short name, or {@code unknown} or {@code unlisted}
     * @param country two-letter code (ISO 3166-1); {@code null} when the region is in no table
     * @param resources those with patient data that stand there
     * @param copies those that stand elsewhere and keep a copy there
     */
    public record RegionLine(
            String row, String region, @Nullable String country, Figure resources, Figure copies) {}

    /** A section of findings by family of rules. */
    public record FamilyPart(String title, List<FamilyLine> lines, List<Gap> notEvidenced) {}

    /** One family: letters that ids of its rules begin with. */
    public record FamilyLine(String family, Balance balance) {}

    /**
     * Findings that stood at the beginning, what happened, and findings that stand at the end: the first plus opened plus
     * reopened, less closed and disposed, is the last.
     *
     * @param exemptAtEnd those of the last that an exemption covers
     */
    public record Balance(
            Figure opening,
            Figure opened,
            Figure reopened,
            Figure closed,
            Figure disposed,
            Figure closing,
            Figure exemptAtEnd) {}

    /**
     * A requirement and everything that speaks for or against it.
     *
     * @param answer what people have answered, until the end of the month; {@code null} when nothing
     * @param openAtEnd findings that still speak against it when the month ends
     * @param items what has been filed for it
     * @param nextRefresh when the first of these is due again; {@code null} when none says
     * @param disagreement where people and telemetry differ; {@code null} where they do not, or cannot be compared
     */
    public record EvidenceLine(
            Requirement requirement,
            String standard,
            @Nullable SelfAssessment answer,
            RequirementSignal signal,
            Figure contradictedBy,
            Figure exempt,
            Figure openAtEnd,
            List<String> items,
            @Nullable LocalDate nextRefresh,
            @Nullable String disagreement) {
        /** The name by which the report refers to the line. */
        public String row() {
            return row(requirement.name());
        }

        /** The name by which the report refers to the line of a requirement. */
        public static String row(String requirement) {
            return "requirement-" + requirement;
        }
    }

    /** What people have answered themselves. */
    public record SelfAssessment(
            String answer, String by, @Nullable LocalDate on, String link) {}

    /**
     * What happened to findings.
     *
     * @param open those that are open or acknowledged at the end, by severity and age
     * @param toNotice from opening to the first acknowledgement, of those acknowledged in the month
     * @param toClose from opening to the end, of those closed in the month by an event; baseline left out
     * @param closedByQuiet closed because nothing more was seen for the rule's time: no response time
     * @param toldLate entries of the month that the log told only after it
     */
    public record FindingsPart(
            Balance balance,
            List<OpenBySeverity> open,
            ResponseTime toNotice,
            ResponseTime toClose,
            Figure closedByQuiet,
            List<RepeatRule> topRules,
            Figure toldLate) {}

    /** Open findings of one severity by their age at the end of the month. */
    public record OpenBySeverity(Severity severity, Figure all, List<Figure> byAge) {}

    /**
     * How long something took.
     *
     * @param of what was measured
     * @param meanSeconds cut off to whole seconds; {@code null} when nothing was measured
     * @param medianSeconds the lower of the two in the middle; {@code null} when nothing was measured
     */
    public record ResponseTime(
            Figure of, @Nullable Long meanSeconds, @Nullable Long medianSeconds) {}

    /** A rule that was broken again and again. */
    public record RepeatRule(String rule, String title, Figure times) {}

    /**
     * An exemption as it is at the end of the month.
     *
     * @param status not yet begun, in force, expired or revoked
     * @param used findings that it made exempt in the month
     * @param covers findings it covers at the end of it
     */
    public record ExemptionLine(ExemptionState state, String status, Figure used, Figure covers) {}

    /**
     * A month of the trend.
     *
     * @param openGrave critical and high findings open at its end
     * @param daysTold days of it that are over and of which the log tells
     * @param patientDataInUk by the last count of the month; {@code null} when there is none
     */
    public record TrendMonth(
            YearMonth month,
            Figure openGrave,
            Figure opened,
            Figure closed,
            Share daysTold,
            long silentSeconds,
            Figure contradicted,
            Figure supported,
            @Nullable PatientDataInUk patientDataInUk) {}

    /** A rule set went live. */
    public record RuleSetChange(
            Instant at, String digest, int refused, List<String> added, List<String> removed, List<String> changed) {}

    /**
     * Something people keep.
     *
     * @param dueOn the earlier of when it must be renewed and when it expires; {@code null} when neither is said
     * @param state overdue, due within 31 days, in date, or without a date
     */
    public record EvidenceItem(
            String row,
            String requirement,
            String item,
            String owner,
            @Nullable LocalDate lastRefreshed,
            @Nullable LocalDate dueOn,
            String state) {}

    /** A figure that people expect here and that no topic tells. */
    public record NotMeasured(String section, String what, String why) {}

    /**
     * A finding, as far as it can be told without naming a person.
     *
     * @param status at the end of the month; {@code null} when it is known only from later
     * @param happenedAt when it was opened
     * @param judgedAt the log's clock when it was
     * @param endedAt when it ended, if it had by the end of the month
     */
    public record FindingLine(
            String id,
            String rule,
            String title,
            Severity severity,
            @Nullable String status,
            List<String> organisations,
            String origin,
            Instant happenedAt,
            Instant judgedAt,
            @Nullable Instant endedAt,
            @Nullable String endedBy) {
        /** The name by which figures refer to it. */
        public String row() {
            return FindingHistory.row(id);
        }
    }
}
