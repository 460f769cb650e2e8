package io.dspt.monitor.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DashboardsTest {
    private static final Pattern COLOUR = Pattern.compile("\"(#[0-9A-Fa-f]{3,8})\"");
    /** The palette of Okabe and Ito, which people who see colours differently can tell apart, and a grey. */
    private static final Set<String> PALETTE =
            Set.of("#0072B2", "#56B4E9", "#009E73", "#F0E442", "#E69F00", "#D55E00", "#CC79A7", "#8E8E8E");
    /** Colours by name are Grafana's own, red and green among them. */
    private static final Set<String> SCHEMES = Set.of("thresholds", "fixed", "shades");

    static List<Path> dashboards() {
        return Repository.files("grafana", ".json");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldSayOfEveryPanelWhatItShowsAndWhereToGoFromIt(Path file) {
        Set<String> titles = new HashSet<>();
        for (JsonNode panel : panels(file)) {
            String title = panel.path("title").asText();
            JsonNode defaults = panel.path("fieldConfig").path("defaults");

            assertTrue(titles.add(title), () -> title + " is there twice");
            assertTrue(panel.path("description").asText().length() > 25, () -> title + " has no description");
            assertFalse(defaults.path("unit").asText().isEmpty(), () -> title + " has no unit");
            assertFalse(defaults.path("thresholds").path("steps").isEmpty(), () -> title + " has no thresholds");
            assertTrue(panel.path("links").findValuesAsText("url").contains("${console}"), title);
            assertFalse(panel.path("targets").isEmpty(), () -> title + " asks nothing");
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldLinkToRunbooksThatAreThere(Path file) {
        int links = 0;
        for (JsonNode panel : panels(file)) {
            for (String url : panel.path("links").findValuesAsText("url")) {
                if (url.startsWith("${runbooks}/")) {
                    links++;
                    String name = url.substring("${runbooks}/".length());
                    assertTrue(Files.exists(Repository.path("runbooks", name + ".md")), url);
                }
            }
        }
        assertTrue(links > 5);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldUseColoursThatAllCanTellApart(Path file) {
        Matcher colours = COLOUR.matcher(Repository.text(file));
        while (colours.find()) {
            assertTrue(PALETTE.contains(colours.group(1).toUpperCase(Locale.ROOT)), colours::group);
        }
        for (JsonNode mode : Repository.json(file).findValues("color")) {
            if (mode.has("mode")) {
                assertTrue(SCHEMES.contains(mode.path("mode").asText()), mode::toString);
            } else if (mode.isTextual()) {
                assertTrue(mode.asText().startsWith("#"), mode::toString);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldLeaveNoHolesAndLayNothingOverAnother(Path file) {
        Set<List<Integer>> taken = new HashSet<>();
        int height = 0;
        for (JsonNode panel : Repository.json(file).path("panels")) {
            JsonNode at = panel.path("gridPos");
            for (int x = at.path("x").asInt();
                    x < at.path("x").asInt() + at.path("w").asInt();
                    x++) {
                for (int y = at.path("y").asInt();
                        y < at.path("y").asInt() + at.path("h").asInt();
                        y++) {
                    assertTrue(taken.add(List.of(x, y)), () -> panel.path("title") + " lies over another");
                    assertTrue(x < 24, () -> panel.path("title") + " is too far to the right");
                    height = Math.max(height, y + 1);
                }
            }
        }
        assertEquals(24 * height, taken.size(), "there are holes");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void shouldBeNamedAsItsFile(Path file) {
        assertEquals(Repository.stem(file), Repository.json(file).path("uid").asText());
    }

    private static List<JsonNode> panels(Path file) {
        return GrafanaDashboard.read(file).panels();
    }
}
