package io.dspt.monitor.core.azure;

/** Names of categories, which come from outside and become counters. */
final class CategoryName {
    private static final int LONGEST = 80;

    private CategoryName() {}

    /** The name, cut to a length that no counter minds. */
    static String capped(String name) {
        String stripped = name.strip();
        return stripped.length() <= LONGEST ? stripped : stripped.substring(0, LONGEST);
    }
}
