package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How one family of records answers for its facts: a table from fact to the function that reads it. A fact that is not in
 * the table does not concern the family, and is absent.
 *
 * @param <R> what the functions read from
 */
final class DetailFacts<R> {
    private final Map<Fact, Function<R, FactValue>> readers = new HashMap<>();

    DetailFacts<R> with(Fact fact, Function<R, FactValue> reader) {
        readers.put(fact, reader);
        return this;
    }

    /** The facts of one record; each is read when it is asked for. */
    FactSource of(R record) {
        return fact -> {
            Function<R, FactValue> reader = readers.get(fact);
            return reader == null ? Missing.ABSENT : reader.apply(record);
        };
    }

    /** The same of a record that takes some work to make: only a fact that it answers for is worth that. */
    FactSource of(Supplier<R> record) {
        return fact -> {
            Function<R, FactValue> reader = readers.get(fact);
            return reader == null ? Missing.ABSENT : reader.apply(record.get());
        };
    }

    /** Of a record that says nothing beyond its header. */
    static FactSource none() {
        return fact -> Missing.ABSENT;
    }
}
