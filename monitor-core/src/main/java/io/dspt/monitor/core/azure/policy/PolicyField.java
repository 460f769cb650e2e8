package io.dspt.monitor.core.azure.policy;

import io.dspt.monitor.core.fact.FactType;
import org.jspecify.annotations.Nullable;

/**
 * A field of a policy as rules write it.
 *
 * @param written the fact, with {@code [*]} and member where it has them
 * @param type type of what is compared
 * @param list for elements of a list, the fact with {@code [*]}; {@code null} for a single value
 * @param region whether its values are regions, which are compared by their short names
 */
record PolicyField(String written, FactType type, @Nullable String list, boolean region) {

    static PolicyField single(String fact, FactType type) {
        return new PolicyField(fact, type, null, false);
    }
}
