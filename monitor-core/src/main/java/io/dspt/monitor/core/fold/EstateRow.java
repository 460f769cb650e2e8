package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the fold knows of an estate as a whole: its clock, what is live, and what became of the elements so far. */
final class EstateRow {
    /** Rows that an estate's own part of a step may write: itself and its tallies. */
    static final int MOST_ROWS = 5 + DayCounts.MOST_ROWS;

    private static final int FORMAT = 2;

    long sequence;

    @Nullable
    LogMode mode;

    @Nullable
    Instant notAfter;

    @Nullable
    String organisation;
    /** Arrival clock; {@code null} until something has moved it. */
    @Nullable
    Instant clock;
    /** Digest of the live rule set; empty before the first. */
    String ruleSet = "";
    /** How many pieces of work have been queued, ever: their order. */
    long workQueued;
    /** How many pieces of work have not been finished. */
    long workWaiting;
    /** How many categories have been seen. */
    long categories;
    /** Whether more was due than there was room for. */
    boolean behind;
    /** The checkpoints that wait for an answer. */
    final List<String> checkpoints = new ArrayList<>();

    long read;
    long parsed;
    /** The same of the present day, by category and rule. */
    final DayCounts days;

    final Tally ignored;
    final Tally deadLettered;
    final Tally unevaluable;
    final Tally findings;
    /** What was seen of each category, as far as it was looked at since the row was read: memory, not state. */
    final Map<String, Coverage.Kept> coverage = new HashMap<>();

    /** Where timers and states that are still to be sent begin, likewise. */
    final FirstTimedRow firstTimer = new FirstTimedRow(StateKeys.Kind.TIMER);

    final FirstTimedRow firstRefresh = new FirstTimedRow(StateKeys.Kind.REFRESH);
    /** Other rows, likewise. */
    final DecodedRows decoded = new DecodedRows();

    private final byte[] key;
    private final List<byte[]> tallyKeys = new ArrayList<>();

    private EstateRow(String estate, StepState state) {
        key = StateKeys.key(estate, StateKeys.Kind.ESTATE);
        ignored = tally(estate, "ignored", state);
        deadLettered = tally(estate, "dead-lettered", state);
        unevaluable = tally(estate, "unevaluable", state);
        findings = tally(estate, "findings", state);
        days = DayCounts.load(estate, state);
    }

    private Tally tally(String estate, String name, StepState state) {
        byte[] tallyKey = StateKeys.key(estate, StateKeys.Kind.TALLY, name);
        tallyKeys.add(tallyKey);
        return Tally.decoded(state.get(tallyKey));
    }

    static EstateRow load(String estate, StepState state) {
        EstateRow row = new EstateRow(estate, state);
        byte[] bytes = state.get(row.key);
        if (bytes == null) {
            return row;
        }
        Decoder decoder = new Decoder(bytes, FORMAT);
        row.sequence = decoder.whole();
        String mode = decoder.textOrNull();
        row.mode = mode == null ? null : LogMode.valueOf(mode);
        row.notAfter = decoder.timeOrNull();
        row.organisation = decoder.textOrNull();
        row.clock = decoder.timeOrNull();
        row.ruleSet = decoder.text();
        row.workQueued = decoder.whole();
        row.workWaiting = decoder.whole();
        row.categories = decoder.whole();
        row.behind = decoder.flag();
        for (int i = decoder.count(); i > 0; i--) {
            row.checkpoints.add(decoder.text());
        }
        row.read = decoder.whole();
        row.parsed = decoder.whole();
        return row;
    }

    void save(StepState state) {
        Encoder encoder = new Encoder(FORMAT)
                .whole(sequence)
                .textOrNull(mode == null ? null : mode.name())
                .timeOrNull(notAfter)
                .textOrNull(organisation)
                .timeOrNull(clock)
                .text(ruleSet)
                .whole(workQueued)
                .whole(workWaiting)
                .whole(categories)
                .flag(behind)
                .whole(checkpoints.size());
        checkpoints.forEach(encoder::text);
        state.put(key, encoder.whole(read).whole(parsed).toBytes());
        ignored.save(tallyKeys.get(0), state);
        deadLettered.save(tallyKeys.get(1), state);
        unevaluable.save(tallyKeys.get(2), state);
        findings.save(tallyKeys.get(3), state);
        days.save(state);
    }

    /** An element has come. */
    void received() {
        read++;
        days.received();
    }

    /** It could not be used. */
    void deadLettered(String reason) {
        deadLettered.add(reason);
        days.deadLettered(reason);
    }

    /** Its category is one that nobody knows. */
    void ignored(String category) {
        ignored.add(category);
        days.ignored(category);
    }

    Output.Counts counts() {
        return new Output.Counts(
                read, parsed, ignored.counts(), deadLettered.counts(), unevaluable.counts(), findings.counts());
    }
}
