package io.dspt.monitor.core.register;

import io.dspt.monitor.core.fact.FactType;

/** What the cells of a column hold. */
public enum ColumnType {
    /** Any text. */
    TEXT(FactType.TEXT),
    /** A calendar day, {@code 2026-03-02}. */
    DATE(FactType.DATE),
    /** A moment with its offset, {@code 2026-03-02T09:00:00Z}. */
    TIME(FactType.TIME),
    /** {@code true} or {@code false}. */
    FLAG(FactType.FLAG),
    /** A whole number. */
    WHOLE(FactType.WHOLE),
    /** An Azure region in any spelling; kept in its short form. */
    REGION(FactType.TEXT),
    /** A country as two letters, ISO 3166-1 alpha-2. */
    COUNTRY(FactType.TEXT),
    /** IPv4 or IPv6 addresses in CIDR form; an address is in the column when a range holds it. */
    RANGE(FactType.TEXT),
    /** An ARM id, or {@code *}; a resource is in the column when it stands at or below one. */
    SCOPE(FactType.TEXT),
    /** One of a list of words. */
    ONE_OF(FactType.TEXT);

    private final FactType factType;

    ColumnType(FactType factType) {
        this.factType = factType;
    }

    /** The shape in which rules see a cell. */
    public FactType factType() {
        return factType;
    }

    /** Whether rules may ask if a value is in such a column. */
    public boolean isLookedUp() {
        return factType == FactType.TEXT;
    }
}
