package io.dspt.monitor.core.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateMatchesTest {
    private static final Pattern WORDS = Pattern.compile("(?<=^|[^a-z])((?i:key|code)=)([a-z0-9$]+)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "none",
                "key=a",
                "KEY=a code=b",
                "xkey=a key=b",
                "key=key=a",
                "key=akey=b Code=c",
                "key= key=$1 code",
                "k",
                "code=a\u00ffkey=b"
            })
    void shouldReplaceWhatTheTriedEverywherePatternReplaces(String text) {
        // Given
        CandidateMatches matches = CandidateMatches.ofWords(WORDS, "key", "code");

        // When / Then
        assertEquals(
                WORDS.matcher(text)
                        .replaceAll(match -> Matcher.quoteReplacement(match.group(1) + "<" + match.group(2) + ">")),
                matches.replaceAll(text, match -> match.group(1) + "<" + match.group(2) + ">"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a1", "xb2 c3", "zz9 h4i5", "1a2b3c4\u00ff5d6"})
    void shouldDoSoWhateverTheNumberOfCharactersThatBeginAMatch(String text) {
        // Given
        Pattern pattern = Pattern.compile("[a-i]([0-9])");
        CandidateMatches matches = new CandidateMatches(pattern, "abcdefghi", (any, at) -> true);

        // When / Then
        assertEquals(
                pattern.matcher(text).replaceAll("<$1>"),
                matches.replaceAll(text, match -> "<" + match.group(1) + ">"));
    }

    @Test
    void shouldGiveBackATextWithoutMatchesAsItIs() {
        String text = "key: a";

        assertSame(text, CandidateMatches.ofWords(WORDS, "key").replaceAll(text, match -> "b"));
    }

    @Test
    void shouldFindFromAPlaceOnAndSeeWhatStandsBeforeIt() {
        // Given
        CandidateMatches.Search search = CandidateMatches.ofWords(WORDS, "key").in("key=a xkey=b key=c");

        // When / Then
        assertTrue(search.find(1));
        assertEquals(13, search.match().start());
        assertFalse(search.find(14));
    }
}
