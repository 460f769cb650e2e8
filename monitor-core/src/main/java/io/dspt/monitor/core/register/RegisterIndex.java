package io.dspt.monitor.core.register;

import java.util.List;
import java.util.SortedSet;

/** Rows of registers as they are kept: found by what one of their cells says. */
public interface RegisterIndex {

    /** Whether the register has been loaded, be it with no rows at all. */
    boolean loaded(String register);

    /**
     * Rows in the order of their keys.
     *
     * @param indexKey as {@link IndexKey} makes it of a cell
     * @param most how many at most
     */
    List<RegisterRow> rows(String register, String column, String indexKey, int most);

    /** The lengths of prefix, as {@link AddressRange#bits()} and {@link AddressRange#prefix()}, that ranges of a column have. */
    SortedSet<PrefixLength> prefixLengths(String register, String column);

    /**
     * How long a prefix is; longer ones first.
     *
     * @param bits 32 or 128
     * @param prefix length of the prefix
     */
    record PrefixLength(int bits, int prefix) implements Comparable<PrefixLength> {
        @Override
        public int compareTo(PrefixLength other) {
            int byFamily = Integer.compare(bits, other.bits);
            return byFamily != 0 ? byFamily : Integer.compare(other.prefix, prefix);
        }
    }
}
