package io.dspt.monitor.core.register;

/** A cell does not hold what its column asks for; the message says what is asked for, never what was written. */
public final class BadCellException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String column;

    /**
     * Says what is wrong.
     *
     * @param problem for the person who wrote the register
     */
    public BadCellException(String column, String problem) {
        super(problem);
        this.column = column;
    }

    /** The column; empty when the row as a whole is meant. */
    public String column() {
        return column;
    }
}
