package io.dspt.monitor.core.azure;

import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the matches of a pattern as {@link Matcher#replaceAll(Function)} does, but tries the pattern only where one may
 * begin: patterns of many words, tried at every character, took most of an ingestor's time. Where few characters begin a
 * match, {@link String#indexOf(int, int)} finds them: a loop of our own is slow until the JVM has compiled it, and that
 * takes minutes on a busy machine.
 */
final class CandidateMatches {
    /** Texts have one character per byte. */
    private static final int LATIN = 256;
    /** More than so many characters are not each looked for by themselves. */
    private static final int FEW = 8;

    private final Pattern pattern;
    private final Beginning beginning;
    private final int[] firsts;
    private final boolean[] isFirst = new boolean[LATIN];

    /** Where a match may begin: true wherever one does, and seldom where none does. */
    @FunctionalInterface
    interface Beginning {
        boolean isAt(String text, int at);
    }

    /**
     * Matches of a pattern.
     *
     * @param firsts all characters with which a match may begin
     * @param beginning looks at places with such a character
     */
    CandidateMatches(Pattern pattern, String firsts, Beginning beginning) {
        this.pattern = pattern;
        this.beginning = beginning;
        this.firsts = firsts.chars().distinct().toArray();
        firsts.chars().forEach(first -> isFirst[first] = true);
    }

    /** Matches of a pattern that begins with one of these words, whatever its case. */
    static CandidateMatches ofWords(Pattern pattern, String... words) {
        StringBuilder firsts = new StringBuilder();
        for (String word : words) {
            firsts.append(word.charAt(0)).append(Character.toUpperCase(word.charAt(0)));
        }
        return new CandidateMatches(pattern, firsts.toString(), (text, at) -> {
            for (String word : words) {
                if (text.regionMatches(true, at, word, 0, word.length())) {
                    return true;
                }
            }
            return false;
        });
    }

    /** The text with what is given for each match in its place, as it is; the same text when there is no match. */
    String replaceAll(String text, Function<MatchResult, String> replacement) {
        Search search = in(text);
        if (!search.find(0)) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length());
        int copied = 0;
        do {
            replaced.append(text, copied, search.match().start()).append(replacement.apply(search.match()));
            copied = search.match().end();
        } while (search.find(copied));
        return replaced.append(text, copied, text.length()).toString();
    }

    /** The matches in a text, one after the other. */
    Search in(String text) {
        return new Search(text, pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false));
    }

    /** A search through one text. */
    final class Search {
        private final String text;
        private final Matcher matcher;
        /** Where each of the first characters stands next, from the place last asked about on. */
        private final int[] next;

        private Search(String text, Matcher matcher) {
            this.text = text;
            this.matcher = matcher;
            this.next = new int[firsts.length];
            Arrays.fill(next, -1);
        }

        /** Whether there is a match that begins here or later: the first one then is the {@link #match}. */
        boolean find(int from) {
            for (int at = nextFirst(from); at < text.length(); at = nextFirst(at + 1)) {
                if (beginning.isAt(text, at)
                        && matcher.region(at, text.length()).lookingAt()
                        && matcher.end() > at) {
                    return true;
                }
            }
            return false;
        }

        private int nextFirst(int from) {
            if (firsts.length > FEW) {
                int at = from;
                while (at < text.length() && !isFirst[text.charAt(at) % LATIN]) {
                    at++;
                }
                return at;
            }
            int nearest = text.length();
            for (int i = 0; i < firsts.length; i++) {
                if (next[i] < from) {
                    int found = text.indexOf(firsts[i], from);
                    next[i] = found < 0 ? text.length() : found;
                }
                nearest = Math.min(nearest, next[i]);
            }
            return nearest;
        }

        /** What was found. */
        Matcher match() {
            return matcher;
        }
    }
}
