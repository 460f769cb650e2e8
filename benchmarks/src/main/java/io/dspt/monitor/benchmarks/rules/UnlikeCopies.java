package io.dspt.monitor.benchmarks.rules;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Makes copies of rules of which no two ask the same: each first asks for something of its own, which holds for every
 * event that is measured with, and only then what its original asks. An engine that asks equal conditions once gains
 * nothing by that here, as it gains little where every rule is about something else.
 */
final class UnlikeCopies {
    private static final List<String> CONDITIONS = List.of("when", "applies_to", "before", "after", "expect");

    private UnlikeCopies() {}

    /**
     * A copy.
     *
     * @param rule the rule's file
     * @param id of the copy
     */
    static byte[] of(byte[] rule, String id) {
        Object read = new Load(LoadSettings.builder().build()).loadFromString(new String(rule, StandardCharsets.UTF_8));
        Map<String, Object> copy = members(read);
        copy.put("id", id);
        for (String key : CONDITIONS) {
            copy.computeIfPresent(key, (name, condition) -> exceptIn(id, condition));
        }
        copy.computeIfPresent(
                "steps",
                (name, steps) -> ((List<?>) steps)
                        .stream()
                                .map(UnlikeCopies::members)
                                .map(step -> {
                                    step.computeIfPresent("when", (key, condition) -> exceptIn(id, condition));
                                    return step;
                                })
                                .toList());
        return new Dump(DumpSettings.builder().build()).dumpToString(copy).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> exceptIn(String group, Object condition) {
        return Map.of("allOf", List.of(Map.of("field", "resource.group", "notEquals", "rg-" + group), condition));
    }

    private static Map<String, Object> members(Object node) {
        Map<String, Object> members = new LinkedHashMap<>();
        ((Map<?, ?>) node).forEach((key, value) -> members.put(String.valueOf(key), value));
        return members;
    }
}
