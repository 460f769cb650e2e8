package io.dspt.monitor.core.fact;

/** The shape of a fact's present value; operators are checked against it when a rule is loaded. */
public enum FactType {
    /** {@link FactValue.Text}. */
    TEXT,
    /** {@link FactValue.Flag}. */
    FLAG,
    /** {@link FactValue.Whole}. */
    WHOLE,
    /** {@link FactValue.Text}: a day such as {@code 2026-03-02}; rules compare its age. */
    DATE,
    /** {@link FactValue.Text}: a moment with its offset such as {@code 2026-03-02T09:00:00Z}; rules compare its age. */
    TIME,
    /** {@link FactValue.Many} of {@link FactValue.Text}. */
    TEXTS,
    /** {@link FactValue.Many} of {@link FactValue.Structure}. */
    STRUCTURES,
    /** One {@link FactValue.Structure} of texts: the tags of a resource, names in lower case. */
    TAGS;

    /** True for the shapes that have an age, see {@link AgeUnit}. */
    public boolean isDated() {
        return this == DATE || this == TIME;
    }

    /** True for the shapes that {@code [*]} may follow. */
    public boolean isList() {
        return this == TEXTS || this == STRUCTURES;
    }
}
