package io.dspt.monitor.core.azure;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the matches of a pattern as {@link Matcher#replaceAll(Function)} does, but tries the pattern only where one may
 * begin: a pattern of many words, tried at every character, costs a hundred times as much as all else that is done to a
 * record.
 */
final class CandidateMatches {
    private final Pattern pattern;
    private final Beginning beginning;

    /** Where a match may begin: true wherever one does, and seldom where none does. */
    interface Beginning {
        boolean isAt(String text, int at);

        /** With one of these words, whatever its case. */
        static Beginning word(String... words) {
            return (text, at) -> {
                for (String word : words) {
                    // A letter and its capital differ in one bit: nearly every place is told off by this.
                    if ((text.charAt(at) | 0x20) == word.charAt(0)
                            && text.regionMatches(true, at, word, 0, word.length())) {
                        return true;
                    }
                }
                return false;
            };
        }
    }

    CandidateMatches(Pattern pattern, Beginning beginning) {
        this.pattern = pattern;
        this.beginning = beginning;
    }

    /** The text with what is given for each match in its place, as it is; the same text when there is no match. */
    String replaceAll(String text, Function<MatchResult, String> replacement) {
        Matcher matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
        StringBuilder replaced = null;
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            if (!beginning.isAt(text, at) || !matcher.region(at, text.length()).lookingAt() || matcher.end() == at) {
                at++;
                continue;
            }
            replaced = replaced == null ? new StringBuilder(text.length()) : replaced;
            replaced.append(text, copied, at).append(replacement.apply(matcher));
            at = matcher.end();
            copied = at;
        }
        return replaced == null
                ? text
                : replaced.append(text, copied, text.length()).toString();
    }
}
