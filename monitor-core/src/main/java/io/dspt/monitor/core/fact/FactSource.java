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

    /**
     * Whether a value is in a column of a register, over the rows in force when it is judged.
     *
     * @param register name of the register
     * @param column name of the column
     * @return a {@link FactValue.Flag}, or {@link FactValue.Missing#UNKNOWN} when nobody can tell
     */
    default FactValue inRegister(String register, String column, FactValue value) {
        return FactValue.Missing.UNKNOWN;
    }
}
