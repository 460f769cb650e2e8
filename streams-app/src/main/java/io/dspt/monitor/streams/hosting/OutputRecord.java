package io.dspt.monitor.streams.hosting;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.Output.CheckpointReached;
import io.dspt.monitor.core.fold.Output.DayCounted;
import io.dspt.monitor.core.fold.Output.DeadLetter;
import io.dspt.monitor.core.fold.Output.EvidenceRecord;
import io.dspt.monitor.core.fold.Output.ExemptionState;
import io.dspt.monitor.core.fold.Output.FindingState;
import io.dspt.monitor.core.fold.Output.MicrosoftComparison;
import io.dspt.monitor.core.fold.Output.ReportedRow;
import io.dspt.monitor.core.fold.Output.ResourcesCounted;
import io.dspt.monitor.core.fold.Output.RuleSetPart;
import io.dspt.monitor.core.fold.Output.RulesLive;
import io.dspt.monitor.core.fold.Output.SourceCoverage;
import io.dspt.monitor.core.fold.Output.SourceSilence;
import io.dspt.monitor.core.fold.Output.SubscriptionCoverage;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.CheckpointJson;
import io.dspt.monitor.streams.output.CoverageJson;
import io.dspt.monitor.streams.output.DayJson;
import io.dspt.monitor.streams.output.ExemptionJson;
import io.dspt.monitor.streams.output.FindingJson;
import io.dspt.monitor.streams.output.MicrosoftJson;
import io.dspt.monitor.streams.output.ReportedRowJson;
import io.dspt.monitor.streams.output.ResourcesJson;
import io.dspt.monitor.streams.output.RuleSetPartForm;
import io.dspt.monitor.streams.output.RulesLiveJson;
import io.dspt.monitor.streams.output.SilenceJson;
import io.dspt.monitor.streams.output.SubscriptionsJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an output stands on its topic.
 *
 * @param topic where it goes
 * @param key its key there
 * @param headers what is said of it besides the value, by name
 * @param value its value there
 */
record OutputRecord(String topic, String key, SortedMap<String, String> headers, byte[] value) {

    /** A line of the ledger, which has been chained. */
    static OutputRecord ofLedger(String estate, byte[] line) {
        return new OutputRecord(Topics.LEDGER, estate, new TreeMap<>(), line);
    }

    /** Any output but an entry of the ledger. */
    static OutputRecord of(String estate, Output output) {
        SortedMap<String, String> headers = new TreeMap<>();
        if (output instanceof FindingState state) {
            headers.put(FindingJson.TRANSITION_HEADER, state.transition().name());
            String assignee = state.finding().assignee();
            if (assignee != null) {
                headers.put(FindingJson.ASSIGNEE_HEADER, assignee);
            }
            String id = state.finding().id().value();
            return new OutputRecord(Topics.FINDINGS, id, headers, FindingJson.of(state.finding()));
        } else if (output instanceof EvidenceRecord evidence) {
            headers.put("source", evidence.origin().source());
            headers.put("position", evidence.origin().position());
            headers.put("sha256", evidence.origin().sha256());
            headers.putAll(evidence.pointers());
            return new OutputRecord(Topics.EVIDENCE, Sha256.hex(evidence.bytes()), headers, evidence.bytes());
        } else if (output instanceof SourceCoverage coverage) {
            return new OutputRecord(
                    Topics.COVERAGE, CoverageJson.key(estate, coverage), headers, CoverageJson.of(estate, coverage));
        } else if (output instanceof CheckpointReached reached) {
            return new OutputRecord(
                    Topics.COVERAGE, CheckpointJson.key(estate), headers, CheckpointJson.of(estate, reached));
        }
        if (output instanceof MicrosoftComparison comparison) {
            return new OutputRecord(
                    Topics.COVERAGE,
                    MicrosoftJson.key(estate, comparison.rule()),
                    headers,
                    MicrosoftJson.of(estate, comparison));
        }
        if (output instanceof SourceSilence silence) {
            return new OutputRecord(
                    Topics.COVERAGE, SilenceJson.key(estate, silence), headers, SilenceJson.of(estate, silence));
        } else if (output instanceof SubscriptionCoverage subscriptions) {
            return new OutputRecord(
                    Topics.COVERAGE,
                    SubscriptionsJson.key(estate),
                    headers,
                    SubscriptionsJson.of(estate, subscriptions));
        }
        if (output instanceof ReportedRow row) {
            return new OutputRecord(
                    Topics.COVERAGE, ReportedRowJson.key(estate, row), headers, ReportedRowJson.of(estate, row));
        } else if (output instanceof DayCounted counted) {
            return new OutputRecord(
                    Topics.COVERAGE, DayJson.key(estate, counted.day()), headers, DayJson.of(estate, counted));
        } else if (output instanceof ResourcesCounted counted) {
            return new OutputRecord(
                    Topics.COVERAGE,
                    ResourcesJson.key(estate, counted.day()),
                    headers,
                    ResourcesJson.of(estate, counted));
        }
        if (output instanceof RulesLive live) {
            return new OutputRecord(
                    Topics.COVERAGE, RulesLiveJson.key(estate), headers, RulesLiveJson.of(estate, live));
        } else if (output instanceof RuleSetPart part) {
            return new OutputRecord(
                    Topics.COVERAGE, RuleSetPartForm.key(estate, part), RuleSetPartForm.headers(part), part.bytes());
        } else if (output instanceof ExemptionState exemption) {
            return new OutputRecord(
                    Topics.COVERAGE,
                    ExemptionJson.key(estate, exemption.exemption().id()),
                    headers,
                    ExemptionJson.of(estate, exemption));
        }
        return deadLetter(estate, (DeadLetter) output, headers);
    }

    private static OutputRecord deadLetter(String estate, DeadLetter letter, SortedMap<String, String> headers) {
        headers.put("reason", letter.reason());
        headers.put("source", letter.origin().source());
        headers.put("position", letter.origin().position());
        headers.put("sha256", letter.origin().sha256());
        headers.put("length", Integer.toString(letter.bytes().length));
        byte[] kept = letter.bytes().length > Topics.MOST_VALUE_BYTES
                ? Arrays.copyOf(letter.bytes(), Topics.MOST_VALUE_BYTES)
                : letter.bytes();
        return new OutputRecord(Topics.DEAD_LETTERS, estate, headers, kept);
    }

    byte[] keyBytes() {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
