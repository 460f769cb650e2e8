package io.dspt.monitor.azure.fakes;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the address of a link, or the audience of a token, names.
 *
 * @param hub name of a hub, empty for the whole namespace
 * @param consumerGroup the group that reads, null where nobody reads
 * @param partition id of a partition, null where none is named
 */
record EntityAddress(
        String hub,
        @Nullable String consumerGroup,
        @Nullable String partition) {
    private static final Pattern SCHEME_AND_HOST = Pattern.compile("^[a-z]+://[^/]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PATH = Pattern.compile(
            "/?([^/]*)(?:/ConsumerGroups/([^/]+))?(?:/Partitions/([^/]+))?(?:/\\$management)?/?",
            Pattern.CASE_INSENSITIVE);

    /** Reads an address; null when it is none of an Event Hubs namespace. */
    static @Nullable EntityAddress of(String text) {
        Matcher matcher = PATH.matcher(SCHEME_AND_HOST.matcher(text).replaceFirst(""));
        if (!matcher.matches()) {
            return null;
        }
        return new EntityAddress(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    /** The resource, as Azure's messages have it. */
    String resource(String namespace) {
        StringBuilder text =
                new StringBuilder("sb://").append(namespace).append('/').append(lower(hub));
        if (consumerGroup != null) {
            text.append("/consumergroups/").append(lower(consumerGroup));
        }
        if (partition != null) {
            text.append("/partitions/").append(partition);
        }
        return text.toString();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
