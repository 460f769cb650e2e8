package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the fold knows of an estate as a whole: its clock, what is live, and what became of the elements so far. */
final class EstateRow {
    private static final int FORMAT = 1;
    private static final int MOST_NAMES = 250;
    private static final String OTHERS = "others";

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
    SortedMap<String, Long> ignored = new TreeMap<>();
    SortedMap<String, Long> deadLettered = new TreeMap<>();
    SortedMap<String, Long> unevaluable = new TreeMap<>();
    SortedMap<String, Long> findings = new TreeMap<>();

    static EstateRow load(String estate, StepState state) {
        byte[] bytes = state.get(StateKeys.key(estate, StateKeys.Kind.ESTATE));
        EstateRow row = new EstateRow();
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
        row.ignored = decoder.counts();
        row.deadLettered = decoder.counts();
        row.unevaluable = decoder.counts();
        row.findings = decoder.counts();
        return row;
    }

    void save(String estate, StepState state) {
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
        encoder.whole(read)
                .whole(parsed)
                .counts(ignored)
                .counts(deadLettered)
                .counts(unevaluable)
                .counts(findings);
        state.put(StateKeys.key(estate, StateKeys.Kind.ESTATE), encoder.toBytes());
    }

    /** Counts one more under a name; beyond a bound of names under {@code others}. */
    static void count(SortedMap<String, Long> counts, String name) {
        String counted = counts.containsKey(name) || counts.size() < MOST_NAMES ? name : OTHERS;
        counts.merge(counted, 1L, Long::sum);
    }

    Output.Counts counts() {
        return new Output.Counts(
                read,
                parsed,
                new TreeMap<>(ignored),
                new TreeMap<>(deadLettered),
                new TreeMap<>(unevaluable),
                new TreeMap<>(findings));
    }
}
