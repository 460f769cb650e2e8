package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.AzureEvent.Effect;
import io.dspt.monitor.core.event.ResourceId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Names of operations in the one form that rules compare. */
final class OperationName {
    private static final String PROVIDERS = "/providers/";
    private static final Set<String> CHANGING = Set.of("write", "delete", "action");

    private static final KnownWords<Optional<String>> OF_RESOURCE_MANAGER =
            new KnownWords<>(name -> isResourceManager(name) ? Optional.of(withoutScope(name)) : Optional.empty());
    private static final KnownWords<Target> TARGETS =
            new KnownWords<>(operation -> new Target(effect(verb(operation)), typeIn(operation)));

    /** What an operation would do, and to which type of resource. */
    private record Target(Effect effect, String type) {}

    private OperationName() {}

    /** Whether a name is an operation of Azure Resource Manager, rather than a text for people. */
    static boolean isResourceManager(String name) {
        int slashes = 0;
        char before = '/';
        for (int i = 0; i < name.length(); i++) {
            char one = name.charAt(i);
            boolean empty = one == '/' && before == '/';
            if (empty || !(one == '/' || isPartOfName(one) || (slashes > 0 && isPlaceholder(one)))) {
                return false;
            }
            slashes += one == '/' ? 1 : 0;
            before = one;
        }
        return slashes > 0 && before != '/';
    }

    /** The operation of the resource itself, where a name is one of Azure Resource Manager; otherwise {@code null}. */
    static @Nullable String resourceManager(@Nullable String name) {
        return name == null ? null : OF_RESOURCE_MANAGER.meaning(name).orElse(null);
    }

    private static boolean isPartOfName(char one) {
        return (one >= 'a' && one <= 'z')
                || (one >= 'A' && one <= 'Z')
                || (one >= '0' && one <= '9')
                || one == '_'
                || one == '.'
                || one == '-';
    }

    private static boolean isPlaceholder(char one) {
        return one == '{' || one == '}' || one == '$';
    }

    /** Whether a name is an operation of Azure Resource Manager that changes something or has it act. */
    static boolean changes(@Nullable String name) {
        return name != null && isResourceManager(name) && CHANGING.contains(verb(name));
    }

    /** The operation of the resource itself: without the scope of an extension resource. */
    static String withoutScope(String name) {
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

    /**
     * What an operation of Azure Resource Manager does to a resource if it succeeds: nothing where the record names another
     * resource than the operation's own, such as the one that contains it.
     */
    static Effect effect(String operation, Supplier<@Nullable ResourceId> resource) {
        Target target = TARGETS.meaning(operation);
        if (target.effect() == Effect.NONE) {
            return Effect.NONE;
        }
        ResourceId named = resource.get();
        return named != null && named.type().equals(target.type()) ? target.effect() : Effect.NONE;
    }

    private static Effect effect(String verb) {
        return switch (verb) {
            case "write" -> Effect.WRITE;
            case "delete" -> Effect.DELETE;
            default -> Effect.NONE;
        };
    }

    /** The type of the resource an operation writes or deletes, in lower case. */
    static String resourceType(String operation) {
        return TARGETS.meaning(operation).type();
    }

    private static String typeIn(String operation) {
        int slash = operation.lastIndexOf('/');
        return slash < 0 ? "" : operation.substring(0, slash).toLowerCase(Locale.ROOT);
    }

    private static String verb(String operation) {
        return operation.substring(operation.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
