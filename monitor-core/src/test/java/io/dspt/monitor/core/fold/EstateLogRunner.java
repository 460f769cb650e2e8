package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.azure.EnvelopeSlicer;
import io.dspt.monitor.core.azure.SlicedElement;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.exemption.ExemptionRow;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingRow;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.ledger.LedgerEvent;
import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An estate's log in memory, opened with a rule set: what is sent goes through the slicer, the reader and the fold as in
 * production, and all that comes out is kept. After every step it checks what must hold always: the bound of a step,
 * and that the counts add up.
 */
final class EstateLogRunner {
    static final String ESTATE = "northmoor";
    static final KeyPair KEYS = newKeys();
    /** The wall clock when a replay was begun. */
    static final Instant REPLAYED_AT = Instant.parse("2026-11-01T00:00:00Z");

    static final ReferenceData REFERENCE = ReferenceFiles.builtIn();
    static final RecordReader READER = new AzureRecordReader(REFERENCE.properties());
    static final RuleBundle BUILT_IN = RuleBundle.builtIn();

    private final MonitorSettings settings;
    private final InMemoryStore store = new InMemoryStore();
    private OrderedStore readThrough = store;
    private final List<Output> outputs = new ArrayList<>();
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private Monitor monitor;
    private boolean restartBeforeEachStep;
    private Instant appendedAt = Instant.parse("2026-03-02T00:00:00Z");
    private int messages;
    private int steps;

    private EstateLogRunner(RecordReader reader) {
        this.settings = new MonitorSettings(reader, REFERENCE, TrustedKeys.of(KEYS.getPublic()));
        this.monitor = new Monitor(settings);
    }

    /** A log that nothing stands in yet. */
    static EstateLogRunner unopened() {
        return new EstateLogRunner(READER);
    }

    /** A replay with the built-in rules. */
    static EstateLogRunner replay() {
        return replay(BUILT_IN);
    }

    static EstateLogRunner replay(RuleBundle rules) {
        return replay(rules, READER);
    }

    static EstateLogRunner replay(RuleBundle rules, RecordReader reader) {
        EstateLogRunner log = new EstateLogRunner(reader);
        log.control(new ControlRecord.LogOpened(LogMode.REPLAY, REPLAYED_AT, null));
        log.use(rules);
        return log;
    }

    /** A live log with the built-in rules. */
    static EstateLogRunner live() {
        return live(BUILT_IN);
    }

    static EstateLogRunner live(RuleBundle rules) {
        EstateLogRunner log = new EstateLogRunner(READER);
        log.control(new ControlRecord.LogOpened(LogMode.LIVE, null, null));
        log.use(rules);
        return log;
    }

    static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From here on, a host that has just started takes every step: only the store is left of what was before. */
    EstateLogRunner restartingBeforeEachStep() {
        restartBeforeEachStep = true;
        return this;
    }

    /** From here on, steps read the state through this. */
    EstateLogRunner throughStore(OrderedStore store) {
        readThrough = store;
        return this;
    }

    /** The broker's clock in a live log; a replay does not look at it. */
    EstateLogRunner brokerAt(Instant now) {
        appendedAt = now;
        return this;
    }

    EstateLogRunner brokerAt(String now) {
        return brokerAt(Instant.parse(now));
    }

    /** Sends messages as they come from Azure; each may hold any number of records. */
    List<Output> send(String... messagesFromAzure) {
        List<Output> sent = new ArrayList<>();
        for (String message : messagesFromAzure) {
            String source = "message-" + ++messages;
            for (SlicedElement element : EnvelopeSlicer.slice(message.getBytes(StandardCharsets.UTF_8))) {
                Origin origin = new Origin(source, element.position(), Sha256.hex(element.bytes()));
                sent.addAll(step(
                        element instanceof SlicedElement.Malformed malformed
                                ? new LogRecord.UnreadableElement(malformed.bytes(), malformed.reason(), origin)
                                : new LogRecord.AzureRecord(element.bytes(), origin)));
            }
        }
        return sent;
    }

    /** Tells of resources as a snapshot does. */
    List<Output> tell(String snapshot, Instant takenAt, String... resources) {
        List<Output> sent = new ArrayList<>();
        for (String resource : resources) {
            byte[] bytes = resource.getBytes(StandardCharsets.UTF_8);
            Origin origin = new Origin("inventory/" + snapshot, ++messages + "#0", Sha256.hex(bytes));
            sent.addAll(step(new LogRecord.SnapshotResource(bytes, origin, takenAt, snapshot)));
        }
        return sent;
    }

    /** Says that a snapshot has told so many resources of these subscriptions, which were all. */
    List<Output> endSnapshot(String snapshot, Instant takenAt, long resources, String... subscriptions) {
        return step(new LogRecord.SnapshotEnd(snapshot, takenAt, new TreeSet<>(List.of(subscriptions)), resources));
    }

    /** A whole snapshot of these resources of the usual subscription. */
    List<Output> snapshot(String snapshot, Instant takenAt, String... resources) {
        List<Output> sent = new ArrayList<>(tell(snapshot, takenAt, resources));
        sent.addAll(endSnapshot(snapshot, takenAt, resources.length, AzureJson.SUBSCRIPTION_ID));
        return sent;
    }

    List<Output> tick(Instant at) {
        appendedAt = at;
        return step(new LogRecord.Tick(at));
    }

    List<Output> tick(String at) {
        return tick(Instant.parse(at));
    }

    List<Output> control(ControlRecord record) {
        return step(TrustedKeys.sign(ESTATE, record, KEYS));
    }

    void use(RuleBundle rules) {
        RuleSetTransfer.chunks(rules).forEach(this::control);
    }

    /** Asks for a checkpoint and lets ticks follow until it is answered. */
    Output.Counts workOff() {
        control(new ControlRecord.Checkpoint("all"));
        for (int i = 0; i < 100_000; i++) {
            if (!outputs.isEmpty() && outputs.get(outputs.size() - 1) instanceof Output.CheckpointReached reached) {
                Output.Counts counts = reached.counts();
                assertCountsAddUp(counts);
                return counts;
            }
            step(new LogRecord.Tick(appendedAt));
        }
        throw new AssertionError("the work does not end");
    }

    List<Output> step(LogRecord record) {
        if (restartBeforeEachStep) {
            monitor = new Monitor(settings);
        }
        StepResult result = monitor.step(ESTATE, record, appendedAt, readThrough);
        assertEquals(++steps, result.sequence(), "every step counts, once");
        assertTrue(
                result.writes().size() + result.outputs().size() <= StepResult.MOST_ROWS_AND_OUTPUTS,
                () -> result.writes().size() + " rows, " + result.outputs().size() + " outputs");
        store.apply(result);
        outputs.addAll(result.outputs());
        for (Output output : result.outputs()) {
            if (output instanceof Output.FindingState state) {
                findings.put(state.finding().id().value(), state.finding());
            }
        }
        return result.outputs();
    }

    private void assertCountsAddUp(Output.Counts counts) {
        long told = counts.parsed() + sum(counts.ignored()) + sum(counts.deadLettered());
        assertEquals(counts.read(), told, "read = parsed + ignored + deadLettered");
        Map<String, Long> byStatus = new TreeMap<>();
        findings.values().forEach(finding -> byStatus.merge(finding.status().printed(), 1L, Long::sum));
        assertEquals(byStatus, counts.findings(), "findings by status");
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    // What has come out.

    InMemoryStore store() {
        return store;
    }

    List<Output> outputs() {
        return outputs;
    }

    /** The outputs of one kind, in order. */
    <O extends Output> List<O> outputs(Class<O> kind) {
        return outputs.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** All findings as last sent, in the order in which they opened. */
    List<Finding> findings() {
        return List.copyOf(findings.values());
    }

    /** The findings of one rule as last sent. */
    List<Finding> findings(String rule) {
        return findings.values().stream()
                .filter(finding -> finding.rule().id().equals(rule))
                .toList();
    }

    /** The one finding of a rule. */
    Finding finding(String rule) {
        List<Finding> found = findings(rule);
        assertEquals(1, found.size(), () -> "findings of " + rule + ": " + found);
        return found.get(0);
    }

    /** The ids of the rules that have findings, in order. */
    List<String> rulesWithFindings() {
        return findings.values().stream()
                .map(finding -> finding.rule().id())
                .distinct()
                .sorted()
                .toList();
    }

    /** What has happened to the findings of a rule, in order; repeats left out. */
    List<Transition> history(String rule) {
        return ledger(LedgerEvent.FindingChanged.class).stream()
                .filter(entry -> entry.finding().rule().id().equals(rule))
                .map(LedgerEvent.FindingChanged::transition)
                .toList();
    }

    /** What the ledger says of one kind, in order. */
    <E extends LedgerEvent> List<E> ledger(Class<E> kind) {
        return outputs(Output.LedgerEntry.class).stream()
                .map(Output.LedgerEntry::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** The reasons of all dead letters, in order. */
    List<String> deadLetters() {
        return outputs(Output.DeadLetter.class).stream()
                .map(Output.DeadLetter::reason)
                .toList();
    }

    Optional<ResourceRow> resource(String id) {
        return new InventoryRows(ESTATE, new StepState(store), new DecodedRows())
                .resource(ResourceId.parse(id).orElseThrow());
    }

    /** How many rows of a kind there are. */
    int rows(StateKeys.Kind kind) {
        byte[] prefix = StateKeys.key(ESTATE, kind);
        return new StepState(store)
                .scan(prefix, StateKeys.after(prefix), Integer.MAX_VALUE)
                .size();
    }

    /** Puts a resource into the inventory as if records had told of it; for large inventories. */
    void know(ResourceRow row) {
        StepState state = new StepState(store);
        new InventoryRows(ESTATE, state, new DecodedRows()).save(row);
        store.apply(state.result(0));
        monitor = new Monitor(settings); // What one remembers of a store holds while only its own steps write there.
    }

    /** Everything that came out, as bytes. */
    byte[] outputsAsBytes() {
        Encoder encoder = new Encoder(1);
        outputs.forEach(output -> write(encoder, output));
        return encoder.toBytes();
    }

    /** All rows of the state, as bytes. */
    byte[] stateAsBytes() {
        Encoder encoder = new Encoder(1);
        try (OrderedStore.Rows rows = store.scan(new byte[0], new byte[] {(byte) 0xFF})) {
            rows.forEachRemaining(row -> encoder.bytes(row.getKey()).bytes(row.getValue()));
        }
        return encoder.toBytes();
    }

    private static void write(Encoder encoder, Output output) {
        encoder.text(output.getClass().getSimpleName());
        if (output instanceof Output.FindingState state) {
            FindingRow.write(encoder, state.finding());
            encoder.text(state.transition().name());
        } else if (output instanceof Output.LedgerEntry entry) {
            encoder.time(entry.event().at()).time(entry.event().judgedAt());
            if (entry.event() instanceof LedgerEvent.FindingChanged changed) {
                FindingRow.write(encoder, changed.finding());
                encoder.text(changed.transition().name());
            } else {
                encoder.text(entry.event().toString());
            }
        } else if (output instanceof Output.EvidenceRecord evidence) {
            encoder.text(evidence.origin().toString()).bytes(evidence.bytes());
        } else if (output instanceof Output.DeadLetter letter) {
            encoder.text(letter.origin().toString()).text(letter.reason()).bytes(letter.bytes());
        } else if (output instanceof Output.SourceCoverage coverage) {
            encoder.text(coverage.category())
                    .whole(coverage.events())
                    .time(coverage.firstEvent())
                    .time(coverage.lastEvent())
                    .time(coverage.lastArrival())
                    .whole(coverage.lag().toMillis());
        } else if (output instanceof Output.CheckpointReached reached) {
            encoder.text(reached.checkpoint()).text(reached.counts().toString().toLowerCase(Locale.ROOT));
        } else if (output instanceof Output.SourceSilence silence) {
            encoder.text(silence.category())
                    .time(silence.from())
                    .timeOrNull(silence.to())
                    .whole(silence.expected().toMillis());
        } else if (output instanceof Output.SubscriptionCoverage coverage) {
            encoder.whole(coverage.heardLastDay())
                    .whole(coverage.heardEarlier())
                    .whole(coverage.neverHeard())
                    .time(coverage.at());
        } else if (output instanceof Output.MicrosoftComparison comparison) {
            encoder.text(comparison.toString());
        } else if (output instanceof Output.ReportedRow row) {
            encoder.text(row.toString());
        } else if (output instanceof Output.DayCounted counted) {
            encoder.text(counted.toString());
        } else if (output instanceof Output.ResourcesCounted counted) {
            encoder.text(counted.toString());
        } else if (output instanceof Output.RulesLive live) {
            encoder.text(live.digest())
                    .whole(live.rules().size())
                    .whole(live.refused())
                    .time(live.at());
        } else if (output instanceof Output.RuleSetPart part) {
            encoder.text(part.digest()).whole(part.index()).whole(part.count()).bytes(part.bytes());
        } else if (output instanceof Output.ExemptionState exemption) {
            ExemptionRow.write(encoder, exemption.exemption());
            encoder.text(exemption.status().name()).time(exemption.at());
        } else {
            throw new IllegalArgumentException("a new kind of output: " + output);
        }
    }
}
