package io.dspt.monitor.core.fact;

/** The shape of a fact's present value; operators are checked against it when a rule is loaded. */
public enum FactType {
    /** {@link FactValue.Text}. */
    TEXT,
    /** {@link FactValue.Flag}. */
    FLAG,
    /** {@link FactValue.Whole}. */
    WHOLE,
    /** {@link FactValue.Many} of {@link FactValue.Text}. */
    TEXTS,
    /** {@link FactValue.Many} of {@link FactValue.Structure}. */
    STRUCTURES,
    /** One {@link FactValue.Structure} of texts: the tags of a resource, names in lower case. */
    TAGS;

    /** True for the shapes that {@code [*]} may follow. */
    public boolean isList() {
        return this == TEXTS || this == STRUCTURES;
    }
}
