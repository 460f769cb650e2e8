package io.dspt.monitor.core.event;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An Azure Resource Manager id. Compared and stored in lower case, because Azure writes the same id in any case; shown
 * as Azure wrote it.
 */
public final class ResourceId {
    private static final String PROVIDERS = "/providers/";
    private static final int LONGEST = 4_096;

    /** Ids read before, as they were written: a log names the same ones over and over. */
    private static final Map<String, ResourceId> KNOWN = new ConcurrentHashMap<>();

    private static final int MOST_KNOWN = 50_000;
    /** Longer than the ids of ordinary resources; what is longer is read anew each time. */
    private static final int LONGEST_KNOWN = 400;

    /** Stands for no container, or no scope, once that has been found out. */
    private static final ResourceId NONE = new ResourceId("//", "//");

    private final String canonical;
    private final String display;
    private @Nullable String type;
    private @Nullable ResourceId container;
    private @Nullable ResourceId scope;
    /** The group's name once it was asked for; empty when the resource stands in none. */
    private @Nullable String group;

    /**
     * An id.
     *
     * @param canonical lower case, one leading slash, no trailing slash
     * @param display as Azure wrote it
     */
    private ResourceId(String canonical, String display) {
        if (canonical.length() < 2 || canonical.charAt(0) != '/') {
            throw new IllegalArgumentException("not a resource id: " + display);
        }
        this.canonical = canonical;
        this.display = display;
    }

    /** In lower case, with one leading slash and no trailing slash: the form in which ids are compared. */
    public String canonical() {
        return canonical;
    }

    /** As Azure wrote it. */
    public String display() {
        return display;
    }

    /**
     * Reads an id as Azure wrote it, in any case, with or without the leading slash; empty when blank, and for what no id
     * is: longer than 4,096 characters or with a control character.
     */
    public static Optional<ResourceId> parse(String written) {
        ResourceId known = KNOWN.get(written);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ResourceId> read = read(written);
        if (read.isPresent() && written.length() <= LONGEST_KNOWN) {
            if (KNOWN.size() >= MOST_KNOWN) {
                KNOWN.clear();
            }
            KNOWN.put(written, read.get());
        }
        return read;
    }

    private static Optional<ResourceId> read(String written) {
        if (written.length() > LONGEST || hasControlCharacter(written)) {
            return Optional.empty();
        }
        String stripped = written.strip();
        int end = stripped.length();
        while (end > 0 && stripped.charAt(end - 1) == '/') {
            end--;
        }
        String trimmed = stripped.substring(0, end);
        if (trimmed.isEmpty()) {
            return Optional.empty();
        }
        String display = trimmed.startsWith("/") ? trimmed : "/" + trimmed;
        return Optional.of(new ResourceId(lowerCase(display), display));
    }

    private static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Lower case character by character, so that offsets into one form hold for the other. */
    private static String lowerCase(String text) {
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            characters[i] = Character.toLowerCase(characters[i]);
        }
        return new String(characters);
    }

    /**
     * The resource type in lower case, such as {@code microsoft.storage/storageaccounts/blobservices}; for a resource
     * group, a subscription and a management group the type ARM gives them; otherwise the empty string.
     */
    public String type() {
        String known = type;
        if (known == null) {
            known = typeOf(canonical);
            type = known;
        }
        return known;
    }

    private static String typeOf(String canonical) {
        int providers = canonical.lastIndexOf(PROVIDERS);
        if (providers < 0) {
            int depth = segments(canonical);
            if (canonical.startsWith("/subscriptions/")) {
                if (depth == 2) {
                    return "microsoft.resources/subscriptions";
                }
                if (depth == 4 && canonical.contains("/resourcegroups/")) {
                    return "microsoft.resources/subscriptions/resourcegroups";
                }
            }
            return canonical.startsWith("/tenants/") && depth == 2 ? "microsoft.resources/tenants" : "";
        }
        String[] parts = canonical.substring(providers + PROVIDERS.length()).split("/", -1);
        StringBuilder type = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i += 2) {
            type.append('/').append(parts[i]);
        }
        return type.toString();
    }

    /** The last segment, as Azure wrote it. */
    public String name() {
        return display.substring(display.lastIndexOf('/') + 1);
    }

    /** The subscription id in lower case, or empty. */
    public Optional<String> subscription() {
        return segmentAfter("/subscriptions/", canonical);
    }

    /** The resource group as Azure wrote it, or empty. */
    public Optional<String> group() {
        String known = group;
        if (known == null) {
            known = segmentAfter("/resourcegroups/", canonical, display).orElse("");
            group = known;
        }
        return known.isEmpty() ? Optional.empty() : Optional.of(known);
    }

    /**
     * The resource that contains this one or that it is attached to: {@code …/vaults/v} for {@code …/vaults/v/keys/k},
     * the storage account for its diagnostic setting, the resource group for a top-level resource. Empty at the top.
     */
    public Optional<ResourceId> container() {
        ResourceId known = container;
        if (known == null) {
            known = findContainer().orElse(NONE);
            container = known;
        }
        return known.equals(NONE) ? Optional.empty() : Optional.of(known);
    }

    private Optional<ResourceId> findContainer() {
        int providers = canonical.lastIndexOf(PROVIDERS);
        if (providers < 0) {
            int cut = canonical.lastIndexOf('/', canonical.lastIndexOf('/') - 1);
            return cut < 2 ? Optional.empty() : Optional.of(cut(cut));
        }
        int pairs = segments(canonical.substring(providers + PROVIDERS.length() - 1)) - 1;
        if (pairs > 2) {
            int cut = canonical.lastIndexOf('/', canonical.lastIndexOf('/') - 1);
            return Optional.of(cut(cut));
        }
        return scope();
    }

    /** The top-level resource that this one is or stands in, such as a vault for its backup policy; empty when none. */
    public Optional<ResourceId> root() {
        int providers = canonical.lastIndexOf(PROVIDERS);
        return providers < 0 ? Optional.empty() : cutAfter(providers + PROVIDERS.length(), 3);
    }

    /** The resource of this type (lower case) that this one is or stands in; empty when none. */
    public Optional<ResourceId> within(String type) {
        Optional<ResourceId> next = Optional.of(this);
        while (next.isPresent() && !next.get().type().equals(type)) {
            next = next.get().container();
        }
        return next;
    }

    /** The id up to so many segments after {@code from}, where there are so many. */
    private Optional<ResourceId> cutAfter(int from, int segments) {
        int end = from - 1;
        for (int i = 0; i < segments; i++) {
            int next = canonical.indexOf('/', end + 1);
            if (next < 0) {
                return i == segments - 1 ? Optional.of(this) : Optional.empty();
            }
            end = next;
        }
        return Optional.of(cut(end));
    }

    /** What an extension resource is attached to: the id before its last {@code /providers/}; empty when none. */
    public Optional<ResourceId> scope() {
        ResourceId known = scope;
        if (known == null) {
            known = findScope().orElse(NONE);
            scope = known;
        }
        return known.equals(NONE) ? Optional.empty() : Optional.of(known);
    }

    private Optional<ResourceId> findScope() {
        int providers = canonical.lastIndexOf(PROVIDERS);
        return providers < 2 ? Optional.empty() : Optional.of(cut(providers));
    }

    /** The id this resource has after a move to another resource group; empty when it stands in none. */
    public Optional<ResourceId> movedTo(ResourceId group) {
        int at = canonical.indexOf(PROVIDERS, Math.max(0, canonical.indexOf("/resourcegroups/")));
        return at < 0 || group().isEmpty()
                ? Optional.empty()
                : Optional.of(new ResourceId(
                        group.canonical + canonical.substring(at), group.display + display.substring(at)));
    }

    /** The id of a child of this resource. */
    public ResourceId child(String childType, String name) {
        String suffix = "/" + childType + "/" + name;
        return new ResourceId(canonical + lowerCase(suffix), display + suffix);
    }

    private ResourceId cut(int at) {
        return new ResourceId(canonical.substring(0, at), display.substring(0, at));
    }

    private static int segments(String path) {
        int count = 0;
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '/') {
                count++;
            }
        }
        return count;
    }

    private static Optional<String> segmentAfter(String marker, String path) {
        return segmentAfter(marker, path, path);
    }

    private static Optional<String> segmentAfter(String marker, String path, String display) {
        int at = path.indexOf(marker);
        if (at < 0) {
            return Optional.empty();
        }
        int from = at + marker.length();
        int to = path.indexOf('/', from);
        String segment = to < 0 ? display.substring(from) : display.substring(from, to);
        return segment.isEmpty() ? Optional.empty() : Optional.of(segment);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceId id && id.canonical.equals(canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    @Override
    public String toString() {
        return display;
    }
}
