package io.dspt.monitor.core.azure;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When something happened, as far as its record says.
 *
 * @param instant the first of its times that could be read
 * @param unreadable whether a time was written but none could be read
 */
public record RecordTime(@Nullable Instant instant, boolean unreadable) {
    private static final RecordTime NONE = new RecordTime(null, false);

    /** Members that hold the time of a record, whichever its source. */
    private static final String[] EVERYWHERE = {
        "time",
        "eventTimestamp",
        "eventTime",
        "timeStamp",
        "TimeGenerated",
        "CreationTime",
        "createdDateTime",
        "activityDateTime",
        "EventTimeString"
    };

    /** The time of an element that nobody has read yet; nothing is known of what is no record. */
    public static RecordTime ofElement(byte[] element) {
        if (!(JsonObject.read(element) instanceof JsonObject.Read.Whole whole)) {
            return NONE;
        }
        return of(whole.object(), whole.object().object("properties"));
    }

    /** The time among the members that any source may use, of the record or else of its details. */
    static RecordTime of(JsonObject record, JsonObject details) {
        return of(record, EVERYWHERE).or(details, EVERYWHERE);
    }

    /** The time among these members, the first that can be read. */
    static RecordTime of(JsonObject object, String... names) {
        RecordTime found = NONE;
        for (String name : names) {
            String written = object.text(name);
            if (written != null) {
                Optional<Instant> instant = AzureTime.parse(written);
                if (instant.isPresent()) {
                    return new RecordTime(instant.get(), false);
                }
                found = new RecordTime(null, true);
            }
        }
        return found;
    }

    /** This time if it was read, else that among these members. */
    RecordTime or(JsonObject object, String... names) {
        return instant != null ? this : or(of(object, names));
    }

    /** This time if it was read, else that among the members that any source may use. */
    RecordTime or(JsonObject record, JsonObject details) {
        return instant != null ? this : or(of(record, details));
    }

    private RecordTime or(RecordTime other) {
        return other.instant == null && !other.unreadable ? this : other;
    }
}
