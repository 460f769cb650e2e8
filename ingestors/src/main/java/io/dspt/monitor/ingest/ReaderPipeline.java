package io.dspt.monitor.ingest;

import io.dspt.monitor.core.azure.EnvelopeSlicer;
import io.dspt.monitor.core.azure.RecordMask;
import io.dspt.monitor.core.azure.SlicedElement;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fold.LogRecord.AzureRecord;
import io.dspt.monitor.core.fold.LogRecord.UnreadableElement;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The one way from the bytes of a message or file to records of the log: cut into elements, name each by where it stood
 * and the SHA-256 of its own bytes, mask it. Safe to use from several threads.
 */
public final class ReaderPipeline {

    /** Reason of an element that is longer than a record of the log may be. */
    public static final String TOO_LARGE = "too-large";

    private final RecordMask mask;

    /** A pipeline that masks with this key. */
    public ReaderPipeline(MaskKey key) {
        this.mask = new RecordMask(key.bytes());
    }

    /**
     * Reads an input to its end.
     *
     * @param source what evidence calls it
     * @param sink gets the elements in order
     * @throws IOException when the input fails; the elements before have gone to the sink
     */
    public void read(InputStream input, String source, Consumer<LogEntry> sink) throws IOException {
        EnvelopeSlicer.slice(input, element -> sink.accept(entry(element, source, element.position())));
    }

    /** Says where an element stood. */
    @FunctionalInterface
    public interface Positions {
        /**
         * Where evidence says that it stood.
         *
         * @param element its unmasked bytes, which must not get into the answer
         * @param within where it stands in its message
         */
        String of(byte[] element, String within);
    }

    /** Positions of elements in a message that stood here: they follow after a colon. */
    public static Positions within(String position) {
        return (element, within) -> position + ":" + within;
    }

    /**
     * Reads a message whole.
     *
     * @param source what evidence calls the place it came from
     * @param positions where each element stood there
     * @param sink gets the elements in order
     */
    public void readMessage(byte[] message, String source, Positions positions, Consumer<LogEntry> sink) {
        EnvelopeSlicer.slice(message)
                .forEach(element ->
                        sink.accept(entry(element, source, positions.of(element.bytes(), element.position()))));
    }

    /**
     * What came and holds nothing that could be cut.
     *
     * @param bytes as far as there are any
     * @param reason stable code
     */
    public LogEntry unreadable(byte[] bytes, String reason, String source, String position) {
        return unreadable(mask.mask(bytes), reason, new Origin(source, position, Sha256.hex(bytes)));
    }

    private LogEntry entry(SlicedElement element, String source, String position) {
        byte[] unmasked = element.bytes();
        Origin origin = new Origin(source, position, Sha256.hex(unmasked));
        byte[] masked = mask.mask(unmasked);
        boolean tooLarge = masked.length > Topics.MOST_VALUE_BYTES;
        if (element instanceof SlicedElement.Malformed malformed) {
            return unreadable(masked, malformed.reason(), origin);
        }
        return tooLarge ? unreadable(masked, TOO_LARGE, origin) : LogEntry.whole(new AzureRecord(masked, origin));
    }

    private static LogEntry unreadable(byte[] masked, String reason, Origin origin) {
        byte[] kept = masked.length > Topics.MOST_VALUE_BYTES ? Arrays.copyOf(masked, Topics.MOST_VALUE_BYTES) : masked;
        return new LogEntry(new UnreadableElement(kept, reason, origin), masked.length);
    }
}
