package io.dspt.monitor.core.azure;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The provider that a resource id belongs to. */
final class ResourceProvider {
    private static final String PROVIDERS = "/providers/";

    private ResourceProvider() {}

    /** The provider of the first resource in the id, in lower case; empty when there is none. */
    static String of(@Nullable String resourceId) {
        if (resourceId == null) {
            return "";
        }
        String id = resourceId.toLowerCase(Locale.ROOT);
        int providers = id.indexOf(PROVIDERS);
        if (providers < 0) {
            return "";
        }
        String rest = id.substring(providers + PROVIDERS.length());
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }
}
