package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.inventory.ReferenceData.RetentionSchedule;
import io.dspt.monitor.core.yaml.YamlNode;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The retention schedule of the Records Management Code, {@code reference/retention-schedule.yaml}.
 *
 * @param byType what is kept how long, by record type in lower case
 * @param assumedType the record type assumed where none is tagged
 */
public record RetentionPeriods(SortedMap<String, Period> byType, String assumedType) implements RetentionSchedule {

    /** A hundred years and some: the longest period of the Code. */
    private static final int MOST_DAYS = 40_000;

    /** What happens at the end of a period. */
    public enum Action {
        /** Someone looks whether it is still needed, and destroys, extends or transfers it. */
        APPRAISE,
        DESTROY,
        /** To a Place of Deposit. */
        TRANSFER,
        /** What happens to the record it belongs to. */
        WITH_RECORD,
        /** What a regulator or sponsor directs. */
        BY_DIRECTION,
        KEEP,
        /** It may be deleted by a machine. */
        EXPIRE
    }

    /**
     * How long one type of record is kept.
     *
     * @param title what it is
     * @param minimumDays least days from the trigger; {@code null} where the Code states no number of days
     * @param afterDeathDays least days from death, where that is another period
     * @param trigger when the period begins
     * @param action what happens at its end
     * @param autoDeleteAllowed whether a machine may delete at its end
     * @param maxExtensionDays by how long it may be extended for a stated reason; {@code null} where nothing is said
     * @param mark how sure this is: V, P or U
     * @param source where it stands
     * @param note what the numbers leave out
     */
    public record Period(
            String title,
            @Nullable Integer minimumDays,
            @Nullable Integer afterDeathDays,
            String trigger,
            Action action,
            boolean autoDeleteAllowed,
            @Nullable Integer maxExtensionDays,
            String mark,
            String source,
            @Nullable String note) {
        public Period {
            if (autoDeleteAllowed != (action == Action.EXPIRE)) {
                throw new IllegalArgumentException("only what expires may be deleted automatically");
            }
            if (minimumDays == null && note == null) {
                throw new IllegalArgumentException("a period that is no number of days says in its note what it is");
            }
            if (!Set.of("V", "P", "U").contains(mark)) {
                throw new IllegalArgumentException("a mark is V, P or U, not " + mark);
            }
        }
    }

    public RetentionPeriods {
        byType = Collections.unmodifiableSortedMap(new TreeMap<>(byType));
        if (!byType.containsKey(assumedType)) {
            throw new IllegalArgumentException("the assumed record type " + assumedType + " has no period");
        }
    }

    /**
     * Reads a schedule.
     *
     * @throws io.dspt.monitor.core.yaml.RefusedException with file, line and path when it is none
     */
    static RetentionPeriods read(YamlNode root, String assumedType) {
        Map<String, YamlNode> members = root.members(Set.of("version", "source", "records"));
        String source = YamlNode.required(root, members, "source").text();
        SortedMap<String, Period> periods = new TreeMap<>();
        for (YamlNode record : YamlNode.required(root, members, "records").elements()) {
            Map<String, YamlNode> parts = record.members(Set.of(
                    "key",
                    "title",
                    "minimumDays",
                    "afterDeathDays",
                    "note",
                    "trigger",
                    "action",
                    "autoDeleteAllowed",
                    "maxExtensionDays",
                    "source",
                    "mark"));
            String key = YamlNode.required(record, parts, "key").text();
            if (!key.equals(key.toLowerCase(Locale.ROOT))) {
                throw record.refused("keys are written in lower case: " + key);
            }
            if (periods.put(key, period(record, parts, source)) != null) {
                throw record.refused("the record type " + key + " stands twice");
            }
        }
        try {
            return new RetentionPeriods(periods, assumedType);
        } catch (IllegalArgumentException e) {
            throw root.refused(String.valueOf(e.getMessage()));
        }
    }

    private static Period period(YamlNode record, Map<String, YamlNode> parts, String source) {
        @Nullable YamlNode afterDeath = parts.get("afterDeathDays");
        @Nullable YamlNode own = parts.get("source");
        @Nullable YamlNode note = parts.get("note");
        try {
            return new Period(
                    YamlNode.required(record, parts, "title").text(),
                    days(YamlNode.required(record, parts, "minimumDays")),
                    afterDeath == null ? null : days(afterDeath),
                    YamlNode.required(record, parts, "trigger").text(),
                    YamlNode.required(record, parts, "action").oneOf(Action.class),
                    YamlNode.required(record, parts, "autoDeleteAllowed").flag(),
                    days(YamlNode.required(record, parts, "maxExtensionDays")),
                    YamlNode.required(record, parts, "mark").text(),
                    own == null ? source : own.text(),
                    note == null ? null : note.text());
        } catch (IllegalArgumentException e) {
            throw record.refused(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Integer days(YamlNode node) {
        if (node.isNull()) {
            return null;
        }
        long days = node.whole();
        if (days < 1 || days > MOST_DAYS) {
            throw node.refused("expected days from 1 to " + MOST_DAYS + ", or null");
        }
        return (int) days;
    }

    /** Days for a record type; unknown when the type is not listed or its period is no number of days. */
    @Override
    public FactValue minimumDays(String recordType) {
        Period period = byType.get(recordType.toLowerCase(Locale.ROOT));
        return period == null || period.minimumDays() == null ? Missing.UNKNOWN : FactValue.whole(period.minimumDays());
    }
}
