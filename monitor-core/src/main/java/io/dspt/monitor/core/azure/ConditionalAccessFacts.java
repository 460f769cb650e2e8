package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A conditional access policy before or after a change, from the JSON that the audit record carries of it. */
final class ConditionalAccessFacts {
    private static final String PROPERTY = "ConditionalAccessPolicy";
    /** [P] The built-in authentication strengths, all of which ask for a second factor or for one that is two. */
    private static final Set<String> MULTI_FACTOR_STRENGTHS = Set.of(
            "00000000-0000-0000-0000-000000000002",
            "00000000-0000-0000-0000-000000000003",
            "00000000-0000-0000-0000-000000000004");

    private ConditionalAccessFacts() {}

    /** {@code enabled}, {@code disabled} or {@code enabledForReportingButNotEnforced}. */
    static FactValue state(DirectoryChangeRecord change, Function<ModifiedProperty, @Nullable String> side) {
        return read(change, side, policy -> policy.textFact("state"));
    }

    /** The built-in grant controls; absent when the policy grants without any. */
    static FactValue grantControls(DirectoryChangeRecord change, Function<ModifiedProperty, @Nullable String> side) {
        return read(change, side, policy -> FactSize.bounded(controls(policy.object("grantControls"))));
    }

    /** An authentication strength asks for a second factor too; one that does not say so may ask for anything. */
    private static FactValue controls(JsonObject grant) {
        List<JsonValue> builtIn = grant.list("builtInControls");
        List<String> controls = builtIn == null
                ? List.of()
                : builtIn.stream()
                        .map(JsonObject::textOf)
                        .filter(Objects::nonNull)
                        .toList();
        JsonObject strength = grant.object("authenticationStrength");
        String strengthId = strength == JsonObject.EMPTY ? grant.text("authenticationStrengthId") : strength.text("id");
        boolean strong = "mfa".equalsIgnoreCase(strength.text("requirementsSatisfied"))
                || (strengthId != null && MULTI_FACTOR_STRENGTHS.contains(strengthId));
        if (strong && controls.stream().noneMatch("mfa"::equalsIgnoreCase)) {
            return FactValue.texts(
                    Stream.concat(controls.stream(), Stream.of("mfa")).toList());
        }
        if (!strong && strengthId != null) {
            return Missing.UNKNOWN;
        }
        return builtIn == null ? Missing.ABSENT : FactValue.texts(controls);
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
        return Optional.ofNullable(JsonText.parseNested(json))
                .flatMap(ConditionalAccessFacts::policy)
                .map(reader)
                .orElse(Missing.UNKNOWN);
    }

    /** The policy, which some records wrap in a list. */
    private static Optional<JsonObject> policy(JsonValue written) {
        List<JsonValue> wrapped = written.elements();
        return JsonObject.of(wrapped.size() == 1 ? wrapped.get(0) : written);
    }
}
