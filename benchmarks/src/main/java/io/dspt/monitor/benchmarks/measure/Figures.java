package io.dspt.monitor.benchmarks.measure;

import java.util.Locale;

/** How numbers are shown in tables. */
final class Figures {
    private Figures() {}

    /** At least three figures that count, and no more behind the point than that takes. */
    static String shown(double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "-";
        } else if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        } else if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        } else if (size >= 0.1 || size == 0) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
