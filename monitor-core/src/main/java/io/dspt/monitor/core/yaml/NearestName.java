package io.dspt.monitor.core.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class NearestName {
    private NearestName() {}

    /** The closest of the known names, when one is close enough to be worth suggesting; the first of equals. */
    public static Optional<String> among(Collection<String> known, String written) {
        String best = null;
        // Of a name as short as this nothing would be left.
        int bestDistance = Math.min(written.length(), Math.max(2, written.length() / 3) + 1);
        for (String name : known) {
            int distance = distance(name.toLowerCase(Locale.ROOT), written.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = name;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The suggestion as the end of a sentence, or nothing. */
    public static String hint(Collection<String> known, String written) {
        return among(known, written)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
    }

    /** How many letters to add, leave out, replace or swap with their neighbour (optimal string alignment). */
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(last[j], current[j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = current;
        }
        return last[b.length()];
    }
}
