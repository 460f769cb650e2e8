package io.dspt.monitor.benchmarks.drools;

import io.dspt.monitor.benchmarks.rules.EventView;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Text;
import io.dspt.monitor.core.fact.FactValue.Whole;
import io.dspt.monitor.core.rule.FactView;
import io.dspt.monitor.core.rule.Truth;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event as Drools matches it. What rules select events by are properties, so that Drools can hash them as our index
 * does; every other fact is read once at most and kept in the form in which it is compared.
 */
public final class EventFact {
    private final FactTable table;
    private final FactView facts;
    private final String kind;
    private final String operation;
    private final String category;
    private final String outcome;
    private final String resourceType;
    private final boolean judgesResource;
    private final @Nullable FactValue[] read;

    EventFact(FactTable table, EventView view) {
        this.table = table;
        this.facts = view.facts();
        EventHeader header = view.event().header();
        this.kind = view.event().kind().ruleName();
        this.operation = header.operation().toLowerCase(Locale.ROOT);
        this.category = header.category().toLowerCase(Locale.ROOT);
        this.outcome = header.outcome().name().toLowerCase(Locale.ROOT);
        ResourceId resource = header.resource();
        this.resourceType = resource == null ? "" : resource.type();
        this.judgesResource = view.judgesResource();
        this.read = new FactValue[table.facts()];
    }

    public String getKind() {
        return kind;
    }

    public String getOperation() {
        return operation;
    }

    public String getCategory() {
        return category;
    }

    public String getOutcome() {
        return outcome;
    }

    public String getResourceType() {
        return resourceType;
    }

    public boolean isJudgesResource() {
        return judgesResource;
    }

    /** The text of a fact in lower case; {@code null} when it has none. */
    public @Nullable String text(int fact) {
        return value(fact) instanceof Text text ? text.value() : null;
    }

    /** The flag of a fact; {@code null} when it has none. */
    public @Nullable Boolean flag(int fact) {
        return value(fact) instanceof Flag flag ? flag.value() : null;
    }

    /** The whole number of a fact; {@code null} when it has none. */
    public @Nullable Long whole(int fact) {
        return value(fact) instanceof Whole whole ? whole.value() : null;
    }

    /** Whether anything is known of a fact, be it that it is absent. */
    public boolean known(int fact) {
        return value(fact) != Missing.UNKNOWN;
    }

    /** Whether the text of a fact is one of a set. */
    public boolean member(int fact, int set) {
        String text = text(fact);
        return text != null && table.set(set).contains(text);
    }

    /** Whether a comparison that Drools has no words for holds for certain. */
    public boolean holds(int comparison) {
        return table.comparison(comparison).test(facts) == Truth.TRUE;
    }

    /** Whether it fails for certain. */
    public boolean fails(int comparison) {
        return table.comparison(comparison).test(facts) == Truth.FALSE;
    }

    private FactValue value(int fact) {
        FactValue value = read[fact];
        if (value == null) {
            value = table.read(fact, facts);
            if (value instanceof Text text) {
                value = new Text(text.value().toLowerCase(Locale.ROOT));
            }
            read[fact] = value;
        }
        return value;
    }
}
