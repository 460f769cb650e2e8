package io.dspt.monitor.azure.fakes;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.qpid.proton.amqp.DescribedType;
import org.jspecify.annotations.Nullable;

/**
 * Where a receiver wants to begin, as its link's filter says it.
 *
 * @param measure what the value is
 * @param value an offset, a sequence number, milliseconds since 1970, or one of Azure's words for the two ends
 * @param inclusive whether the event at that very place is wanted
 */
record StartPosition(Measure measure, String value, boolean inclusive) {

    /** Where reading starts when nothing is said: the oldest event. */
    static final StartPosition EARLIEST = new StartPosition(Measure.OFFSET, "-1", false);

    private static final Pattern FILTER =
            Pattern.compile("amqp\\.annotation\\.(x-opt-[a-z-]+)\\s*(>=?)\\s*'?([^']*)'?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    /** The annotations that a filter can speak of. */
    enum Measure {
        OFFSET("x-opt-offset"),
        SEQUENCE_NUMBER("x-opt-sequence-number"),
        ENQUEUED_TIME("x-opt-enqueued-time");

        private final String annotation;

        Measure(String annotation) {
            this.annotation = annotation;
        }
    }

    /**
     * Reads the filters of a link.
     *
     * @param system how Azure's messages name the hub
     * @throws AmqpRefusedException when there is a filter that is not understood
     */
    static StartPosition of(@Nullable Map<?, ?> filters, String system) throws AmqpRefusedException {
        if (filters == null || filters.isEmpty()) {
            return EARLIEST;
        }
        Object first = filters.values().iterator().next();
        String text = String.valueOf(first instanceof DescribedType described ? described.getDescribed() : first);
        Matcher matcher = FILTER.matcher(text.trim());
        if (matcher.matches()) {
            Measure measure = measure(matcher.group(1));
            String value = matcher.group(3).trim();
            boolean anEnd = measure == Measure.OFFSET && (value.equals("@latest") || value.equals("-1"));
            if (measure != null && (anEnd || NUMBER.matcher(value).matches())) {
                return new StartPosition(measure, value, matcher.group(2).equals(">="));
            }
        }
        throw new AmqpRefusedException(AmqpFault.filterInvalid(text, system));
    }

    private static @Nullable Measure measure(String annotation) {
        for (Measure measure : Measure.values()) {
            if (measure.annotation.equalsIgnoreCase(annotation)) {
                return measure;
            }
        }
        return null;
    }

    /** Whether only what comes from now on is wanted. */
    boolean isLatest() {
        return value.equals("@latest");
    }

    /** Whether everything there is is wanted. */
    boolean isEarliest() {
        return measure == Measure.OFFSET && value.equals("-1");
    }

    /** The value, where it is no end. */
    long number() {
        return Long.parseLong(value);
    }

    /** Whether an event lies at or behind the place. */
    boolean isReachedBy(StoredEvent event) {
        long place = switch (measure) {
            case OFFSET -> event.offset();
            case SEQUENCE_NUMBER -> event.sequenceNumber();
            case ENQUEUED_TIME -> event.enqueuedAt();
        };
        return inclusive ? place >= number() : place > number();
    }
}
