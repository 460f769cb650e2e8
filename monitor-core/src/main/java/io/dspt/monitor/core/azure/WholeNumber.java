package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;

/** Whole numbers as records write them. */
final class WholeNumber {
    private WholeNumber() {}

    /** The number; unknown when the text is none, or is too large to be one that Azure means. */
    static FactValue parse(String text) {
        String digits = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        try {
            return FactValue.whole(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return Missing.UNKNOWN;
        }
    }
}
