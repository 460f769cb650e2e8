package io.dspt.monitor.core.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A conditional access policy before or after a change, from the JSON that the audit record carries of it. */
final class ConditionalAccessFacts {
    private static final String PROPERTY = "ConditionalAccessPolicy";

    private ConditionalAccessFacts() {}

    /** {@code enabled}, {@code disabled} or {@code enabledForReportingButNotEnforced}. */
    static FactValue state(DirectoryChangeRecord change, Function<ModifiedProperty, @Nullable String> side) {
        return read(change, side, policy -> policy.textFact("state"));
    }

    /** The built-in grant controls; absent when the policy grants without any. */
    static FactValue grantControls(DirectoryChangeRecord change, Function<ModifiedProperty, @Nullable String> side) {
        return read(change, side, policy -> {
            List<JsonNode> controls = policy.object("grantControls").list("builtInControls");
            return controls == null
                    ? Missing.ABSENT
                    : FactValue.texts(controls.stream()
                            .map(JsonObject::textOf)
                            .filter(Objects::nonNull)
                            .toList());
        });
    }

    private static FactValue read(
            DirectoryChangeRecord change,
            Function<ModifiedProperty, @Nullable String> side,
            Function<JsonObject, FactValue> reader) {
        Optional<ModifiedProperty> property = ModifiedProperty.find(change.modified(), PROPERTY);
        if (property.isEmpty()) {
            boolean concerned = change.operation().toLowerCase(Locale.ROOT).contains("conditional access policy");
            return concerned ? Missing.UNKNOWN : Missing.ABSENT;
        }
        String json = side.apply(property.get());
        if (json == null) {
            return Missing.ABSENT;
        }
        return JsonText.parseNested(json).flatMap(JsonObject::of).map(reader).orElse(Missing.UNKNOWN);
    }
}
