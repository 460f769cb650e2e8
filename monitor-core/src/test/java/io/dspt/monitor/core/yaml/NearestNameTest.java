package io.dspt.monitor.core.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("equals", "exists", "resource.region", "resource.sku", "in");

    @ParameterizedTest
    @CsvSource({
        "equals, equals",
        "EQUALS, equals",
        "eqauls, equals",
        "equal, equals",
        "exist, exists",
        "resource.regoin, resource.region",
        "resource.skew, resource.sku",
        "inn, in",
        "is, in",
    })
    void shouldFindWhatWasMeant(String written, String meant) {
        assertEquals(Optional.of(meant), NearestName.among(KNOWN, written));
        assertEquals("; did you mean '" + meant + "'?", NearestName.hint(KNOWN, written));
    }

    @ParameterizedTest
    @CsvSource({"matches", "resource.everything.else", "x", "''"})
    void shouldSuggestNothingThatIsFarOff(String written) {
        assertEquals(Optional.empty(), NearestName.among(KNOWN, written));
        assertEquals("", NearestName.hint(KNOWN, written));
    }

    @Test
    void shouldPreferTheFirstOfEqualsAndKnowNothingAmongNone() {
        assertEquals(Optional.of("abcx"), NearestName.among(List.of("abcx", "abcy"), "abcz"));
        assertEquals(Optional.empty(), NearestName.among(List.of(), "abc"));
    }

    @Test
    void shouldCountTwoLettersThatChangedPlacesAsOneSlip() {
        assertEquals(Optional.of("kind"), NearestName.among(List.of("id", "kind"), "knid"));
    }
}
