package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Text;
import io.dspt.monitor.core.fact.FactValue.Whole;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.rule.ConditionFolding.Settled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Entries by what their conditions ask of an event: a tree that asks one fact after another and goes down by its value. On
 * the way entries fall away whose conditions are false by now, and of the others falls away what is decided, so that an
 * event meets only what could hold for it, and of that only what is open. The tree grows with the events that come, up
 * to a bound; what it answers never depends on how far it has grown.
 *
 * @param <E> what is found
 */
final class RuleTree<E> {
    /** Asked first, in this order: they are always known, and cost nothing. */
    private static final List<Fact> OF_THE_HEADER =
            List.of(Facts.EVENT_KIND, Facts.EVENT_CATEGORY, Facts.EVENT_OPERATION, Facts.EVENT_OUTCOME);

    /** A fact of the record is worth asking when it can spare entries so much; to fall away counts double. */
    private static final int WORTH_ASKING = 2;

    private static final int WORTH_OF_FALLING_AWAY = 2;

    private static final int DEEPEST = 24;
    /** Usual bound of what is remembered: entries, in all places of the tree together. */
    static final int MOST_ENTRIES = 200_000;

    /**
     * Something to be found, with its conditions: it is found while any of them may hold.
     *
     * @param past whether the conditions are asked of the time before the event, of which the tree knows its header only
     */
    record Entry<E>(E element, List<Condition> conditions, boolean past) {
        Entry {
            conditions = List.copyOf(conditions);
        }
    }

    /** Makes of elements that are found together the same, in the same order, with conditions of which less is open. */
    interface Narrowing<E> {
        List<E> narrowed(List<Entry<E>> left);
    }

    private final Narrowing<E> narrowing;
    private final AtomicInteger room;
    private final Place root;

    /**
     * A tree.
     *
     * @param entries in the order in which they are to be found
     * @param mostEntries how many it may remember in all its places together
     */
    RuleTree(List<Entry<E>> entries, Narrowing<E> narrowing, int mostEntries) {
        this.narrowing = narrowing;
        this.room = new AtomicInteger(mostEntries);
        this.root = new Place(entries, Set.of(), 0);
    }

    /** What may hold for an event, in order, with what is open of its conditions. */
    List<E> find(FactView view) {
        Place place = root;
        while (place.fact != null) {
            place = place.way(view).go();
        }
        return place.found();
    }

    /** A place in the tree: the entries that are left there, and the fact to go on by. */
    private final class Place {
        private final List<Entry<E>> left;
        /** Facts that are unknown or settled on the way here. */
        private final Set<Fact> asked;

        private final int depth;
        private final @Nullable Fact fact;
        /** The ways of the values that conditions name, as they are compared. */
        private final Map<Object, Way> named;

        private final Way unnamed = new Way(this, Settled.Nothing.UNNAMED);
        private final Way absent = new Way(this, Settled.Nothing.ABSENT);
        private final Way unknown = new Way(this, null);
        private volatile @Nullable List<E> found;

        Place(List<Entry<E>> left, Set<Fact> asked, int depth) {
            this.left = left;
            this.asked = asked;
            this.depth = depth;
            this.fact = depth < DEEPEST && room.addAndGet(-left.size()) > 0 ? worthAsking() : null;
            this.named = fact == null ? Map.of() : waysOf(fact);
        }

        /** Where to go on: by the value, or by what else is known of it. */
        Way way(FactView view) {
            FactValue value;
            try {
                value = view.after().read(Objects.requireNonNull(fact));
            } catch (RuntimeException e) {
                // A fact that fails is for the rules that ask it.
                return unknown;
            }
            if (value == Missing.ABSENT) {
                return absent;
            }
            Object form = compared(value);
            return form == null ? unknown : named.getOrDefault(form, unnamed);
        }

        /** The place that is come to when the fact is settled so; nothing is, when it is unknown. */
        private Place grown(@Nullable Settled settled) {
            Fact settledFact = Objects.requireNonNull(fact);
            Set<Fact> nowAsked = new HashSet<>(asked);
            nowAsked.add(settledFact);
            if (settled == null) {
                return new Place(left, nowAsked, depth + 1);
            }
            List<Entry<E>> stillLeft = new ArrayList<>();
            for (Entry<E> entry : left) {
                Entry<E> open = folded(entry, settledFact, settled);
                if (open != null) {
                    stillLeft.add(open);
                }
            }
            return new Place(stillLeft, nowAsked, depth + 1);
        }

        List<E> found() {
            List<E> known = found;
            if (known == null) {
                known = narrowing.narrowed(left);
                found = known;
            }
            return known;
        }

        private @Nullable Fact worthAsking() {
            Map<Fact, Integer> named = new LinkedHashMap<>();
            for (Entry<E> entry : left) {
                Set<Fact> ofEntry = new HashSet<>();
                entry.conditions().forEach(condition -> collect(condition, ofEntry));
                ofEntry.forEach(one -> named.merge(one, 1, Integer::sum));
            }
            for (Fact header : OF_THE_HEADER) {
                if (named.containsKey(header) && !asked.contains(header)) {
                    return header;
                }
            }
            Fact best = null;
            int most = WORTH_ASKING - 1;
            for (Map.Entry<Fact, Integer> one : named.entrySet()) {
                Fact candidate = one.getKey();
                boolean may = candidate.origin() == Fact.Origin.RECORD && !asked.contains(candidate);
                int spared = may && WORTH_OF_FALLING_AWAY * one.getValue() >= most ? spared(candidate) : 0;
                boolean better = spared > most
                        || (spared == most && best != null && candidate.name().compareTo(best.name()) < 0);
                if (better) {
                    best = candidate;
                    most = spared;
                }
            }
            return best;
        }

        /** How many entries fall away, or have less to ask, when the fact has a value that nobody names. */
        private int spared(Fact candidate) {
            int spared = 0;
            for (Entry<E> entry : left) {
                Entry<E> open = folded(entry, candidate, Settled.Nothing.UNNAMED);
                spared += open == null ? WORTH_OF_FALLING_AWAY : open.equals(entry) ? 0 : 1;
            }
            return spared;
        }

        private Map<Object, Way> waysOf(Fact asking) {
            Map<Object, Settled> values = new HashMap<>();
            left.forEach(entry -> entry.conditions().forEach(condition -> collect(condition, asking, values)));
            Map<Object, Way> ways = new HashMap<>();
            values.forEach((form, settled) -> ways.put(form, new Way(this, settled)));
            return ways;
        }
    }

    /** A way down from a place, which is there from the first event on that goes it. */
    private final class Way {
        private final Place from;
        private final @Nullable Settled settled;
        private volatile @Nullable Place down;

        /** @param settled what is known of the fact that the place asks; {@code null} when it is unknown */
        Way(Place from, @Nullable Settled settled) {
            this.from = from;
            this.settled = settled;
        }

        Place go() {
            Place known = down;
            return known == null ? grow() : known;
        }

        private synchronized Place grow() {
            Place known = down;
            if (known == null) {
                known = from.grown(settled);
                down = known;
            }
            return known;
        }
    }

    /** The entry with what is open of it; {@code null} when none of its conditions can hold any more. */
    private static <E> @Nullable Entry<E> folded(Entry<E> entry, Fact fact, Settled settled) {
        if (entry.past() && fact.origin() != Fact.Origin.HEADER) {
            return entry;
        }
        List<Condition> open = new ArrayList<>(entry.conditions().size());
        boolean any = false;
        for (Condition condition : entry.conditions()) {
            Condition left = ConditionFolding.folded(condition, fact, settled);
            any |= !left.equals(ConditionFolding.FALSE);
            open.add(left);
        }
        return any ? new Entry<>(entry.element(), open, entry.past()) : null;
    }

    private static void collect(Condition condition, Set<Fact> facts) {
        if (condition instanceof Condition.AllOf all) {
            all.conditions().forEach(part -> collect(part, facts));
        } else if (condition instanceof Condition.AnyOf any) {
            any.conditions().forEach(part -> collect(part, facts));
        } else if (condition instanceof Condition.Not not) {
            collect(not.condition(), facts);
        } else if (condition instanceof Condition.Compare compare
                && names(compare.operator())
                && ConditionFolding.isAbout(compare, compare.field().fact())) {
            facts.add(compare.field().fact());
        }
    }

    private static void collect(Condition condition, Fact fact, Map<Object, Settled> values) {
        if (condition instanceof Condition.AllOf all) {
            all.conditions().forEach(part -> collect(part, fact, values));
        } else if (condition instanceof Condition.AnyOf any) {
            any.conditions().forEach(part -> collect(part, fact, values));
        } else if (condition instanceof Condition.Not not) {
            collect(not.condition(), fact, values);
        } else if (condition instanceof Condition.Compare compare
                && names(compare.operator())
                && ConditionFolding.isAbout(compare, fact)) {
            FactValue operand = ((Operand.Constant) compare.operand()).value();
            for (FactValue value : operand instanceof Many many ? many.elements() : List.of(operand)) {
                Object form = compared(value);
                if (form != null) {
                    values.put(form, new Settled.Value(value));
                }
            }
        }
    }

    /** Whether an operator compares with values for equality. */
    private static boolean names(Operator operator) {
        return switch (operator) {
            case EQUALS, NOT_EQUALS, IN, NOT_IN -> true;
            default -> false;
        };
    }

    /** What is the same for values that compare the same; {@code null} for what has no such form. */
    private static @Nullable Object compared(FactValue value) {
        if (value instanceof Text text) {
            return text.folded();
        } else if (value instanceof Whole whole) {
            return whole.value();
        }
        return value instanceof Flag flag ? (Object) flag.value() : null;
    }
}
