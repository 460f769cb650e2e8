package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionStatus;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.ledger.LedgerEvent;
import io.dspt.monitor.core.rule.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a step sends out; each kind has one topic. */
public sealed interface Output {

    /**
     * The current state of a finding, for {@code dspt.findings}.
     *
     * @param transition what has just happened to it
     */
    record FindingState(Finding finding, Transition transition) implements Output {}

    /** What becomes a line of {@code dspt.ledger}; the host chains it to the line before. */
    record LedgerEntry(LedgerEvent event) implements Output {}

    /**
     * What has become of an exemption, for {@code dspt.coverage}.
     *
     * @param at since when
     * @param by who revoked it
     * @param reason why it was revoked
     */
    record ExemptionState(
            Exemption exemption,
            ExemptionStatus status,
            Instant at,
            @Nullable String by,
            @Nullable String reason) implements Output {}

    /**
     * The masked bytes that decided a transition, for {@code dspt.evidence}.
     *
     * @param pointers how to find the record in Azure again, by name: ids, and under {@code kql} a query for the
     *     workspace it may also be in
     */
    record EvidenceRecord(Origin origin, byte[] bytes, SortedMap<String, String> pointers) implements Output {
        public EvidenceRecord {
            pointers = Collections.unmodifiableSortedMap(new TreeMap<>(pointers));
        }
    }

    /**
     * How often Microsoft's own verdicts agreed with a rule's when they arrived, for {@code dspt.coverage}.
     *
     * @param rule id of the rule
     * @param agree both said that the resource is wrong, or both that it is well
     * @param oursOnly the rule was broken, and Microsoft said that all is well
     * @param microsoftOnly Microsoft said that it is wrong, and the rule was kept
     * @param notJudged the rule could not be judged
     * @param lastTold event time of the latest verdict that counted
     * @param lastDisagreement event time of the latest of {@code oursOnly} and {@code microsoftOnly}
     */
    record MicrosoftComparison(
            String rule,
            long agree,
            long oursOnly,
            long microsoftOnly,
            long notJudged,
            Instant lastTold,
            @Nullable Instant lastDisagreement)
            implements Output {

        /** With one more verdict of Microsoft's. */
        MicrosoftComparison with(Verdict ours, boolean wrong, Instant at) {
            boolean judged = ours == Verdict.VIOLATED || ours == Verdict.COMPLIANT;
            boolean agreed = judged && (ours == Verdict.VIOLATED) == wrong;
            boolean disagreed = judged && !agreed;
            return new MicrosoftComparison(
                    rule,
                    agree + (agreed ? 1 : 0),
                    oursOnly + (disagreed && !wrong ? 1 : 0),
                    microsoftOnly + (disagreed && wrong ? 1 : 0),
                    notJudged + (judged ? 0 : 1),
                    later(lastTold, at),
                    disagreed ? later(lastDisagreement == null ? at : lastDisagreement, at) : lastDisagreement);
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    /** What could not be used, for {@code dspt.dead-letters}. */
    record DeadLetter(Origin origin, String reason, byte[] bytes) implements Output {}

    /**
     * What was seen of one category, for {@code dspt.coverage}.
     *
     * @param category diagnostic category
     * @param events events read
     * @param firstEvent earliest event time
     * @param lastEvent latest event time that moved the clock
     * @param lastArrival when its latest record arrived
     * @param lag from what that record tells of to its arrival
     * @param usualSilence longest time between arrivals in its first seven days
     */
    record SourceCoverage(
            String category,
            long events,
            Instant firstEvent,
            Instant lastEvent,
            Instant lastArrival,
            Duration lag,
            Duration usualSilence)
            implements Output {}

    /**
     * A category from which nothing arrived for longer than is expected of it, for {@code dspt.coverage}: for that time
     * there is no evidence. It is told when the expectation is exceeded, in a live log, and again when the silence ends.
     *
     * @param category diagnostic category
     * @param from when its latest record before arrived
     * @param to when the next record arrived; {@code null} while none has
     * @param expected the longest silence that is none
     */
    record SourceSilence(
            String category, Instant from, @Nullable Instant to, Duration expected) implements Output {
        public SourceSilence {
            if (to != null && !to.isAfter(from.plus(expected))) {
                throw new IllegalArgumentException("as short a silence is expected of " + category);
            }
        }
    }

    /**
     * A row of a register that reports show, for {@code dspt.coverage}: told when it comes, changes or goes.
     *
     * @param register its register
     * @param key what tells it from the register's other rows
     * @param cells as written, by column; {@code null} when the row is gone
     */
    record ReportedRow(
            String register, String key, @Nullable SortedMap<String, String> cells) implements Output {
        public ReportedRow {
            cells = cells == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(cells));
        }
    }

    /**
     * How many subscriptions inventories have told of, by when their activity log was last heard, for {@code
     * dspt.coverage}. Which are silent, findings say.
     *
     * @param heardLastDay something has arrived in the last 24 hours
     * @param heardEarlier something has arrived since they are known, but not in the last 24 hours
     * @param neverHeard nothing has arrived since they are known
     * @param at the log's clock
     */
    record SubscriptionCoverage(long heardLastDay, long heardEarlier, long neverHeard, Instant at) implements Output {}

    /**
     * What became of everything that arrived on one day of Europe/London, by the log's clock, for {@code dspt.coverage}:
     * told when the day is over, and before that from time to time, the later word counting. What the host gave up is not in
     * it.
     *
     * @param isOver whether the day is over; of one that is not more may be told
     * @param received elements that came: as many as {@code elements} has fates
     */
    record DayCounted(LocalDate day, boolean isOver, long received, ElementCounts elements, VerdictCounts verdicts)
            implements Output {}

    /**
     * Elements by their fate, each counted once.
     *
     * @param judged those on which at least one rule gave a verdict, by category
     * @param notApplicable those that no rule is about, by category
     * @param unevaluable those on which every rule that is about them could not be judged, by category
     * @param ignored those of a category nobody knows, by category
     * @param deadLettered those that could not be used, by reason
     */
    record ElementCounts(
            SortedMap<String, Long> judged,
            SortedMap<String, Long> notApplicable,
            SortedMap<String, Long> unevaluable,
            SortedMap<String, Long> ignored,
            SortedMap<String, Long> deadLettered) {
        public ElementCounts {
            judged = copied(judged);
            notApplicable = copied(notApplicable);
            unevaluable = copied(unevaluable);
            ignored = copied(ignored);
            deadLettered = copied(deadLettered);
        }

        /** How many elements these are. */
        public long sum() {
            return Stream.of(judged, notApplicable, unevaluable, ignored, deadLettered)
                    .flatMap(counts -> counts.values().stream())
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** Verdicts by rule; of rules that do not apply nothing is counted. */
    record VerdictCounts(
            SortedMap<String, Long> violated, SortedMap<String, Long> compliant, SortedMap<String, Long> unevaluable) {
        public VerdictCounts {
            violated = copied(violated);
            compliant = copied(compliant);
            unevaluable = copied(unevaluable);
        }
    }

    /**
     * How many resources there were when a day of Europe/London was over, by what their tags say and by where they stand,
     * for {@code dspt.coverage}. A resource is what stands in a resource group and has a region of its own: what it
     * contains is not counted beside it. Of an estate in which nothing has told of any, nothing is told.
     *
     * @param countries the country of each region that is counted, as a two-letter code (ISO 3166-1)
     * @param all resources of the estate
     * @param organisations those for which an organisation answers, by ODS code; one may stand under several
     */
    record ResourcesCounted(
            LocalDate day,
            SortedMap<String, String> countries,
            ResourceCounts all,
            SortedMap<String, ResourceCounts> organisations)
            implements Output {
        public ResourcesCounted {
            countries = Collections.unmodifiableSortedMap(new TreeMap<>(countries));
            organisations = Collections.unmodifiableSortedMap(new TreeMap<>(organisations));
        }
    }

    /**
     * Resources, each counted once but for its copies.
     *
     * @param patientData those whose tags, or tags of what contains them, say patient data, by region
     * @param copies how many of these keep a copy in another region, by that region
     * @param tagsNotKnown those whose tags nobody has told
     * @param others those whose tags say nothing of patient data
     */
    record ResourceCounts(
            SortedMap<String, Long> patientData, SortedMap<String, Long> copies, long tagsNotKnown, long others) {
        /** Stands for a region that nobody has told. */
        public static final String REGION_NOT_KNOWN = "unknown";
        /** Stands for regions that are in no table. */
        public static final String REGION_NOT_LISTED = "unlisted";
        /** Nothing was counted. */
        public static final ResourceCounts NONE = new ResourceCounts(new TreeMap<>(), new TreeMap<>(), 0, 0);

        public ResourceCounts {
            patientData = copied(patientData);
            copies = copied(copies);
        }
    }

    private static SortedMap<String, Long> copied(SortedMap<String, Long> counts) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /**
     * Everything up to a checkpoint control record has been worked off.
     *
     * @param checkpoint the checkpoint's own name
     * @param rules digest of the live rule set, empty before the first
     * @param clock the log's clock; {@code null} while nothing has moved it
     */
    record CheckpointReached(
            String checkpoint,
            Counts counts,
            String rules,
            @Nullable Instant clock) implements Output {}

    /**
     * A rule set is live, for {@code dspt.coverage}.
     *
     * @param digest of the whole set
     * @param rules the digests of the rules in force by their ids, retired ones left out
     * @param refused how many files were refused
     * @param at the log's clock
     */
    record RulesLive(String digest, SortedMap<String, String> rules, int refused, Instant at) implements Output {
        public RulesLive {
            rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
        }
    }

    /**
     * A part of the rule set that has gone live, as it travelled, for {@code dspt.coverage}: whoever explains a finding
     * has the words of its rule from there. All parts of a set follow each other in one step.
     *
     * @param digest of the whole set
     * @param index place of this part, from 0
     * @param count how many parts there are
     */
    record RuleSetPart(String digest, int index, int count, byte[] bytes) implements Output {}

    /**
     * What became of the elements of this log so far: {@code read = parsed + ignored + deadLettered}.
     *
     * @param ignored by category
     * @param deadLettered by reason
     * @param unevaluable judgements that could not be made, by rule
     * @param findings by status, in lower case
     */
    record Counts(
            long read,
            long parsed,
            SortedMap<String, Long> ignored,
            SortedMap<String, Long> deadLettered,
            SortedMap<String, Long> unevaluable,
            SortedMap<String, Long> findings) {}
}
