package io.dspt.monitor.core.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.dspt.monitor.core.azure.EnvelopeSlicer;
import io.dspt.monitor.core.azure.RecordMask;
import io.dspt.monitor.core.azure.SlicedElement;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.Facts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Spoils records of every family and takes them all the way: nothing throws out of the slicer, the mask, the reader, a fact
 * or the fold, and every element is counted. The same records in every run.
 */
final class MutatedRecordsTest {
    private static final int SPOILT_PER_SAMPLE = 50;
    private static final RecordMask MASK = new RecordMask("a key of invented test bytes".getBytes(UTF_8));
    private static final List<Fact> ALL_FACTS = allFacts();

    private static List<Fact> allFacts() {
        List<Fact> facts = new ArrayList<>(Facts.all());
        facts.addAll(EstateLogRunner.REFERENCE.properties().facts());
        facts.add(Facts.tag("patient-data"));
        return facts;
    }

    static List<String> samples() {
        return MutationSamples.ALL;
    }

    @Test
    void shouldStartFromSamplesThatAreRead() {
        for (String sample : samples()) {
            EstateLogRunner log = EstateLogRunner.replay();
            log.send(sample);
            Output.Counts counts = log.workOff();
            assertTrue(counts.parsed() == counts.read() && counts.parsed() > 0, () -> counts + " of " + sample);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldSurviveEveryTypeInEveryPlace(String sample) {
        survive(new RecordMutations(0).everyTypeEverywhere(sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldSurviveWhateverElseIsWrong(String sample) {
        RecordMutations mutations = new RecordMutations(sample.hashCode());
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < SPOILT_PER_SAMPLE; i++) {
            messages.add(mutations.spoilt(sample));
        }
        survive(messages);
    }

    /** Takes messages all the way, as ingestors and the fold do. */
    static void survive(List<byte[]> messages) {
        EstateLogRunner log = EstateLogRunner.replay();
        for (byte[] message : messages) {
            try {
                for (SlicedElement element : EnvelopeSlicer.slice(message)) {
                    byte[] masked = MASK.mask(element.bytes());
                    Origin origin = new Origin("sample", element.position(), Sha256.hex(element.bytes()));
                    if (element instanceof SlicedElement.Malformed malformed) {
                        log.step(new LogRecord.UnreadableElement(masked, malformed.reason(), origin));
                    } else {
                        readAll(masked);
                        log.step(new LogRecord.AzureRecord(masked, origin));
                    }
                }
            } catch (RuntimeException | StackOverflowError e) {
                fail("on " + new String(message, UTF_8), e);
            }
        }
        assertDoesNotThrow(log::workOff);
    }

    /** Rules turn what a fact throws into a verdict, so that facts are asked here for themselves. */
    private static void readAll(byte[] record) {
        if (EstateLogRunner.READER.read(record) instanceof ReadResult.Parsed parsed) {
            AzureEvent event = parsed.event();
            event.header().identity();
            for (Fact fact : ALL_FACTS) {
                event.facts().read(fact);
                event.factsBefore().read(fact);
            }
            if (event instanceof AzureEvent.ResourceEvent resource) {
                resource.contained().forEach(child -> ALL_FACTS.forEach(child.facts()::read));
            }
        }
    }
}
