package io.dspt.monitor.core.fact;

/** Something facts can be read from. Reading is lazy, free of side effects and gives the same answer each time. */
@FunctionalInterface
public interface FactSource {

    /**
     * Reads one fact.
     *
     * @return its value; {@link FactValue.Missing#ABSENT} when this source proves there is none (also for a fact that
     *     does not concern this source), {@link FactValue.Missing#UNKNOWN} when it was not carried
     */
    FactValue read(Fact fact);
}
