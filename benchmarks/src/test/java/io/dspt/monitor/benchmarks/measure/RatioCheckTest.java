package io.dspt.monitor.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatioCheckTest {
    private static final String PARSE = "our parse / full parse";
    private static final String DROOLS = "Drools / ours";

    @TempDir
    private Path folder;

    private RatioCheck check;

    @BeforeEach
    void writeDown() throws IOException {
        check = RatioCheck.read(written("""
                        {"tolerance": 0.25, "engine": {
                          "our parse / full parse": {"ratio": 0.8, "better": "lower"},
                          "Drools / ours": {"ratio": 10, "better": "higher"}}}"""), "engine");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("expected-ratios.json"), text);
    }

    private List<String> regressions(double parse, double drools) {
        return check.regressions(Map.of(PARSE, parse, DROOLS, drools));
    }

    @Test
    void shouldAllowRatiosThatAreWorseByTheToleranceOrBetterByAnything() {
        assertEquals(List.of(), regressions(0.999, 8.01));
        assertEquals(List.of(), regressions(0.1, 100));
    }

    @Test
    void shouldTellOfARatioThatHasGrownTooMuch() {
        assertEquals(List.of(PARSE + ": 1.01 instead of 0.80, at most 1.00"), regressions(1.01, 10));
    }

    @Test
    void shouldTellOfARatioThatHasShrunkTooMuch() {
        assertEquals(List.of(DROOLS + ": 7.90 instead of 10.0, at least 8.00"), regressions(0.8, 7.9));
    }

    @Test
    void shouldTolerateMoreOfACommandThatSaysSo() throws IOException {
        // Given
        RatioCheck own = RatioCheck.read(
                written("{\"tolerance\": 0.25, \"pipeline\": {\"tolerance\": 0.5,"
                        + "\"ours / theirs\": {\"ratio\": 2, \"better\": \"lower\"}}}"),
                "pipeline");

        // Then
        assertEquals(List.of(), own.regressions(Map.of("ours / theirs", 2.9)));
        assertEquals(1, own.regressions(Map.of("ours / theirs", 3.1)).size());
    }

    @Test
    void shouldNotTakeWhatIsNoNumberForAGoodRatio() {
        assertEquals(2, regressions(Double.NaN, Double.NaN).size());
    }

    @Test
    void shouldTellOfARatioThatWasNotMeasured() {
        assertEquals(List.of(PARSE + ": was not measured"), check.regressions(Map.of(DROOLS, 10.0)));
    }

    @Test
    void shouldAskASecondTimeOnlyOfWhatDidNotHold() {
        // Given
        Map<String, Double> first = Map.of(PARSE, 2.0, DROOLS, 10.0);

        // When
        RatioCheck left = check.without(check.held(first));

        // Then
        assertEquals(List.of(PARSE), List.copyOf(left.expected().keySet()));
    }

    @Test
    void shouldRefuseAFileThatExpectsNothing() throws IOException {
        // Given
        Path nothing = written("{\"tolerance\": 0.25, \"engine\": {}}");

        // Then
        assertThrows(IOException.class, () -> RatioCheck.read(nothing, "engine"));
    }

    @Test
    void shouldRefuseARatioThatDoesNotSayWhatIsBetter() throws IOException {
        // Given
        Path unclear = written("{\"tolerance\": 0.25, \"engine\": {\"a\": {\"ratio\": 1}}}");

        // Then
        assertThrows(IOException.class, () -> RatioCheck.read(unclear, "engine"));
    }
}
