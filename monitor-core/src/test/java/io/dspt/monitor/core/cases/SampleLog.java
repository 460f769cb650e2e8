package io.dspt.monitor.core.cases;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.azure.EnvelopeSlicer;
import io.dspt.monitor.core.azure.RecordMask;
import io.dspt.monitor.core.azure.SlicedElement;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.finding.Evidence;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.InMemoryStore;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.StepResult;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Files as one replayed log: cut, masked and judged as in production, in memory. */
final class SampleLog {
    static final ReferenceData REFERENCE = ReferenceFiles.builtIn();

    private static final String ESTATE = "samples";
    /** When the samples had all been gathered. */
    private static final Instant GATHERED = Instant.parse("2026-11-22T00:00:00Z");

    private final RecordMask mask = new RecordMask("a key for samples only".getBytes(StandardCharsets.UTF_8));
    private final KeyPair keys = keys();
    private final Monitor monitor;
    private final InMemoryStore rulesLive = new InMemoryStore();

    /**
     * What came of some files.
     *
     * @param elements how many elements they were cut into
     * @param raised rules by the place of each record that showed a violation
     * @param deadLetters how many dead letters were sent
     */
    record Judged(long elements, Map<Evidence, Set<String>> raised, long deadLetters, Output.Counts counts) {

        /** The rules raised by a line of a file, or by any of it. */
        Set<String> raisedAt(String file, @Nullable Integer line) {
            Set<String> rules = new TreeSet<>();
            raised.forEach((evidence, raisedThere) -> {
                boolean there = line == null || evidence.position().startsWith(line + "#");
                if (evidence.source().equals(file) && there) {
                    rules.addAll(raisedThere);
                }
            });
            return rules;
        }

        Set<String> sourcesOfEvidence() {
            Set<String> sources = new TreeSet<>();
            raised.keySet().forEach(evidence -> sources.add(evidence.source()));
            return sources;
        }
    }

    SampleLog(RuleBundle rules) {
        monitor = new Monitor(new MonitorSettings(
                new AzureRecordReader(REFERENCE.properties()), REFERENCE, TrustedKeys.of(keys.getPublic())));
        step(rulesLive, control(new ControlRecord.LogOpened(LogMode.REPLAY, GATHERED, null)));
        RuleSetTransfer.chunks(rules).forEach(chunk -> step(rulesLive, control(chunk)));
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private LogRecord control(ControlRecord record) {
        return TrustedKeys.sign(ESTATE, record, keys);
    }

    /** Judges files below a folder, in this order, as one log. */
    Judged judge(Path folder, List<Path> files) {
        InMemoryStore store = rulesLive.copy();
        List<Output> outputs = new ArrayList<>();
        long elements = 0;
        for (Path file : files) {
            String source = file.toString().replace('\\', '/');
            for (SlicedElement element : EnvelopeSlicer.slice(bytes(folder.resolve(file)))) {
                elements++;
                outputs.addAll(step(store, record(element, source)).outputs());
            }
        }
        return judged(elements, outputs, workOff(store, outputs));
    }

    private LogRecord record(SlicedElement element, String source) {
        Origin origin = new Origin(source, element.position(), Sha256.hex(element.bytes()));
        byte[] masked = mask.mask(element.bytes());
        return element instanceof SlicedElement.Malformed malformed
                ? new LogRecord.UnreadableElement(masked, malformed.reason(), origin)
                : new LogRecord.AzureRecord(masked, origin);
    }

    private StepResult step(InMemoryStore store, LogRecord record) {
        StepResult result = monitor.step(ESTATE, record, Instant.EPOCH, store);
        store.apply(result);
        return result;
    }

    /** A step does only so much; the rest is done by those that follow it. */
    private Output.Counts workOff(InMemoryStore store, List<Output> outputs) {
        for (int i = 0; i < 1_000; i++) {
            for (Output output :
                    step(store, control(new ControlRecord.Checkpoint("end"))).outputs()) {
                outputs.add(output);
                if (output instanceof Output.CheckpointReached reached) {
                    return reached.counts();
                }
            }
        }
        throw new AssertionError("the checkpoint is not reached");
    }

    private static Judged judged(long elements, List<Output> outputs, Output.Counts counts) {
        Map<Evidence, Set<String>> raised =
                new TreeMap<>(java.util.Comparator.comparing(Evidence::source).thenComparing(Evidence::position));
        long deadLetters = 0;
        for (Output output : outputs) {
            if (output instanceof Output.FindingState state) {
                state.finding()
                        .evidence()
                        .forEach(evidence -> raised.computeIfAbsent(evidence, e -> new TreeSet<>())
                                .add(state.finding().rule().id()));
            } else if (output instanceof Output.DeadLetter) {
                deadLetters++;
            }
        }
        return new Judged(elements, raised, deadLetters, counts);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
