package io.dspt.monitor.streams.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.cases.Demonstration;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.rule.Rule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every alert that wakes somebody, word for word, one file for each family and severity, as a pager with 60 columns shows
 * it. Who changes the words reads them there as the person who is woken. With {@code -Dalerts.rewrite=true} the files are
 * written anew.
 */
final class PagingAlertsTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "alerts");
    private static final AlertText TEXT = new AlertText(new AlertSettings(
            List.of(AlertmanagerAddress.open("one", URI.create("http://127.0.0.1:9093"))),
            AlertSettings.USUAL_RESEND,
            AlertSettings.USUAL_ACKNOWLEDGEMENT,
            Optional.of(URI.create("https://monitor.example.nhs.uk")),
            Optional.of("https://runbooks.example.nhs.uk/{rule}"),
            false));
    /** By file, then by rule. */
    private static final SortedMap<String, SortedMap<String, String>> ALERTS = new TreeMap<>();

    private static final SortedMap<String, SortedMap<String, String>> ANNOTATIONS = new TreeMap<>();

    @BeforeAll
    static void actEveryRuleThatPages() throws Exception {
        for (Map.Entry<String, Optional<Demonstration>> rule : ActedFindings.demonstrations(
                        id -> SampleFindings.rule(id)
                                .filter(one -> one.noise().notifies() == Rule.Notify.PAGE)
                                .isPresent())
                .entrySet()) {
            Demonstration demonstration = rule.getValue().orElseThrow();
            for (Finding finding : ActedFindings.of(demonstration)) {
                // A demonstration has its rule alone: what it is evidence for stands in the whole catalogue.
                Finding evidence = finding.rerated(SampleFindings.stamp(rule.getKey()), finding.latest());
                note(SampleFindings.alerted(evidence), SampleFindings.rule(rule.getKey()));
            }
        }
    }

    private static void note(AlertedFinding finding, Optional<Rule> rule) {
        Optional<Notify> called = Notify.calledFor(finding, rule);
        if (called.isEmpty() || called.get() != Notify.PAGE) {
            return;
        }
        AlertRow row = AlertRow.raised(
                AlertRow.key(finding.id(), finding.printed().severity()),
                AlertLabels.of(finding, rule, Notify.PAGE),
                finding.printed().openedAt(),
                Instant.parse("2027-01-01T00:00:00Z"));
        SortedMap<String, String> says = TEXT.of(finding, rule);
        String file =
                finding.printed().family() + "-" + finding.printed().severity().printed() + ".txt";
        String key = finding.printed().rule() + " " + finding.id();
        ALERTS.computeIfAbsent(file, absent -> new TreeMap<>()).put(key, AlertAsText.of(row, says));
        ANNOTATIONS.put(key, says);
    }

    @Test
    void shouldSayWhatIsWrittenDown() throws IOException {
        SortedMap<String, String> said = new TreeMap<>();
        ALERTS.forEach((file, alerts) -> said.put(file, String.join("\n", alerts.values())));
        if (Boolean.getBoolean("alerts.rewrite")) {
            for (Map.Entry<String, String> file : said.entrySet()) {
                Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
            }
        }

        try (Stream<Path> files = Files.list(FOLDER)) {
            assertEquals(
                    List.copyOf(said.keySet()),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        for (Map.Entry<String, String> file : said.entrySet()) {
            assertEquals(Files.readString(FOLDER.resolve(file.getKey())), file.getValue(), file.getKey());
        }
    }

    @Test
    void shouldSayTheEssentialsInWhatAPagerShows() {
        ANNOTATIONS.forEach((alert, says) -> {
            String description = says.get("description");
            assertTrue(description.length() <= 900, () -> alert + " is longer: " + description.length());
            for (String part : List.of(
                    "\nWhere: ", "\nWho: ", "\nSince: ", "\nPatient data: ", "\nFirst: ", "\nDue: ", "\nRead on: ")) {
                assertTrue(description.contains(part), () -> alert + " lacks " + part + " in\n" + description);
            }
            assertTrue(says.get("summary").length() <= 200, alert);
        });
    }

    @Test
    void shouldShowEveryRuleThatPages() {
        long rules = ANNOTATIONS.keySet().stream()
                .map(alert -> alert.substring(0, alert.indexOf(' ')))
                .distinct()
                .count();

        assertTrue(rules >= 45, () -> rules + " rules page: " + ANNOTATIONS.keySet());
    }
}
