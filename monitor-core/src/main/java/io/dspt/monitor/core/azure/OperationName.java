package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.AzureEvent.Effect;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of operations in the one form that rules compare. */
final class OperationName {
    private static final Pattern RESOURCE_MANAGER = Pattern.compile("[\\w.-]++(?:/[\\w.{}$-]++)++");
    private static final String PROVIDERS = "/providers/";

    private OperationName() {}

    /** Whether a name is an operation of Azure Resource Manager, rather than a text for people. */
    static boolean isResourceManager(String name) {
        return RESOURCE_MANAGER.matcher(name).matches();
    }

    /** The operation of the resource itself: without the scope of an extension resource. */
    static String resourceManager(String name) {
        String stripped = name.strip();
        int providers = stripped.toLowerCase(Locale.ROOT).lastIndexOf(PROVIDERS);
        return providers < 0 ? stripped : stripped.substring(providers + PROVIDERS.length());
    }

    /** An activity's name: without trailing blanks and full stop, dashes as hyphens. */
    static String activity(String name) {
        String stripped = name.replace('\u2013', '-').replace('\u2014', '-').strip();
        return stripped.endsWith(".")
                ? stripped.substring(0, stripped.length() - 1).strip()
                : stripped;
    }

    /** What an operation of Azure Resource Manager does to its resource if it succeeds. */
    static Effect effect(String operation) {
        return switch (verb(operation)) {
            case "write" -> Effect.WRITE;
            case "delete" -> Effect.DELETE;
            default -> Effect.NONE;
        };
    }

    /** The type of the resource an operation writes or deletes, in lower case. */
    static String resourceType(String operation) {
        int slash = operation.lastIndexOf('/');
        return slash < 0 ? "" : operation.substring(0, slash).toLowerCase(Locale.ROOT);
    }

    private static String verb(String operation) {
        return operation.substring(operation.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
