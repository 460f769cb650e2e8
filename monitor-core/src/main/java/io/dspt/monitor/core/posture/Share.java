package io.dspt.monitor.core.posture;

/**
 * A part of a whole, which is always shown with both.
 *
 * @param part not more than the whole
 * @param whole not negative
 */
public record Share(long part, long whole) {
    private static final long TENTHS = 1000;

    public Share {
        if (part < 0 || part > whole) {
            throw new IllegalArgumentException(part + " is no part of " + whole);
        }
    }

    /** Tenths of a per cent, cut off: a thousand only when nothing is missing. 0 of 0 is 0. */
    public int tenthsOfPercent() {
        return whole == 0 ? 0 : (int) (Math.multiplyExact(part, TENTHS) / whole);
    }

    /**
     * As it is shown where something is missing that the share does not count: all of it is then no hundred per cent.
     *
     * @param missing whether something is
     */
    public String written(boolean missing) {
        return missing && part == whole ? part + " of " + whole : written();
    }

    /** As it is shown, such as {@code 27 of 31 (87.0 %)}; {@code 0 of 0} has no percentage. */
    public String written() {
        String of = part + " of " + whole;
        return whole == 0 ? of : of + " (" + tenthsOfPercent() / 10 + "." + tenthsOfPercent() % 10 + " %)";
    }
}
