package io.dspt.monitor.core.cases;

import io.dspt.monitor.core.azure.EnvelopeSlicer;
import io.dspt.monitor.core.azure.SlicedElement;
import io.dspt.monitor.core.cases.RuleCase.Step;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what happens in a case through the parser and the fold: records, repeated ones too, and the clock. */
final class CaseStepsReader {
    private static final Set<String> KEYS =
            Set.of("at", "happened", "raw", "record", "tick", "register", "repeat", "every");
    /** In a record: when it happened, as Azure writes times. */
    private static final String TIME = "{time}";
    /** In a record: which repeat it is, from 1 on. */
    private static final String NUMBER = "{n}";

    private static final int MOST_REPEATS = 5_000;

    private final CaseRegisterRows registers;
    private final SortedMap<String, YamlNode> named = new TreeMap<>();

    /**
     * A reader for one file.
     *
     * @param records the records that steps of this file name; {@code null} when it has none
     * @param registers reads the rows of registers that steps load
     */
    CaseStepsReader(@Nullable YamlNode records, CaseRegisterRows registers) {
        this.registers = registers;
        if (records != null) {
            named.putAll(records.members());
            named.values().forEach(YamlNode::text);
        }
    }

    /** One record or several at once, at their own times. */
    List<Step> records(YamlNode raw) {
        List<Step> steps = new ArrayList<>();
        for (YamlNode one : raw.isList() ? raw.elements() : List.of(raw)) {
            sliced(one, one.text()).forEach(record -> steps.add(new Step(null, record)));
        }
        return steps;
    }

    /** Steps in the order written. */
    List<Step> steps(YamlNode node) {
        List<Step> steps = new ArrayList<>();
        node.elements().forEach(step -> steps.addAll(step(step)));
        return steps;
    }

    private List<Step> step(YamlNode node) {
        Map<String, YamlNode> members = node.members(KEYS);
        Instant at = time(YamlNode.required(node, members, "at"));
        YamlNode raw = members.get("raw");
        YamlNode name = members.get("record");
        YamlNode tick = members.get("tick");
        YamlNode register = members.get("register");
        boolean ticks = tick != null && tick.flag();
        if ((raw == null ? 0 : 1) + (name == null ? 0 : 1) + (register == null ? 0 : 1) + (ticks ? 1 : 0) != 1) {
            throw node.refused("a step has one of a raw record, the name of a record, a register and 'tick: true'");
        }
        YamlNode happened = members.get("happened");
        YamlNode repeat = members.get("repeat");
        YamlNode every = members.get("every");
        if (ticks || register != null) {
            for (YamlNode ofRecords : new YamlNode[] {happened, repeat, every}) {
                if (ofRecords != null) {
                    throw ofRecords.refused("only records have this key");
                }
            }
            return List.of(new Step(at, null, register == null ? null : load(register)));
        }
        YamlNode text = raw != null ? raw : named(YamlNode.required(node, members, "record"));
        return repeated(text, at, happened == null ? at : time(happened), repeat, every);
    }

    private RuleCase.RegisterLoad load(YamlNode node) {
        Map<String, YamlNode> members = node.members(Set.of("name", "rows"));
        RegisterDefinition definition = registers.named(YamlNode.required(node, members, "name"));
        return new RuleCase.RegisterLoad(
                definition.name(), registers.of(definition, YamlNode.required(node, members, "rows")));
    }

    private static List<Step> repeated(
            YamlNode text, Instant at, Instant happened, @Nullable YamlNode repeat, @Nullable YamlNode every) {
        if (every != null && repeat == null) {
            throw every.refused("only what is repeated has this key");
        }
        long times = repeat == null ? 1 : repeat.whole();
        if (repeat != null && (times < 1 || times > MOST_REPEATS)) {
            throw repeat.refused("must be from 1 to " + MOST_REPEATS);
        }
        if (repeat != null && every == null) {
            throw repeat.refused("how far apart the repeats are stands under 'every'");
        }
        Duration between = every == null ? Duration.ZERO : duration(every);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Duration since = between.multipliedBy(i);
            String record =
                    text.text().replace(TIME, happened.plus(since).toString()).replace(NUMBER, Integer.toString(i + 1));
            Instant arrived = at.plus(since);
            sliced(text, record).forEach(bytes -> steps.add(new Step(arrived, bytes)));
        }
        return steps;
    }

    private YamlNode named(YamlNode name) {
        YamlNode record = named.get(name.text());
        if (record == null) {
            throw name.refused("no such record under 'records'" + NearestName.hint(named.keySet(), name.text()));
        }
        return record;
    }

    /** Records in any envelope Azure puts them in. */
    private static List<byte[]> sliced(YamlNode node, String text) {
        List<byte[]> records = new ArrayList<>();
        for (SlicedElement element : EnvelopeSlicer.slice(text.getBytes(StandardCharsets.UTF_8))) {
            if (!(element instanceof SlicedElement.Element record)) {
                throw node.refused("not a record in Azure's shape");
            }
            records.add(record.bytes());
        }
        return records;
    }

    private static Instant time(YamlNode node) {
        try {
            return Instant.parse(node.text());
        } catch (DateTimeParseException e) {
            throw node.refused("'" + node.text() + "' is no time such as 2026-03-02T09:00:00Z");
        }
    }

    private static Duration duration(YamlNode node) {
        try {
            Duration duration = Duration.parse(node.text());
            if (duration.isNegative()) {
                throw node.refused("must not be negative");
            }
            return duration;
        } catch (DateTimeException e) {
            throw node.refused("'" + node.text() + "' is no ISO 8601 duration such as PT10S or PT5M");
        }
    }
}
