package io.dspt.monitor.ingest.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.ingest.files.InputFile;
import io.dspt.monitor.ingest.files.InputTree.Entry;
import io.dspt.monitor.ingest.files.InputTree.Found;
import io.dspt.monitor.ingest.files.InputTree.Skipped;
import io.dspt.monitor.ingest.files.InputTree.Unreadable;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveOrderTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:30:00Z");
    private static final String VAULT =
            "missed/insights-logs-auditevent/resourceId=/SUBSCRIPTIONS/A/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/KV/";
    private static final String ACCOUNT =
            "missed/insights-logs-storageread/resourceId=/SUBSCRIPTIONS/A/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/ST/BLOBSERVICES/DEFAULT/";
    private static final String TENANT = "missed/insights-logs-signinlogs/tenantId=11111111/";

    @Test
    void shouldGoThroughTheHoursOfAllResourcesTogether() {
        assertEquals(
                List.of(
                        TENANT + "y=2025/m=12/d=31/h=23/m=00/PT1H.json",
                        VAULT + "y=2026/m=03/d=10/h=07/m=00/PT1H.json",
                        TENANT + "y=2026/m=03/d=10/h=07/m=00/PT1H.json",
                        ACCOUNT + "y=2026/m=03/d=10/h=07/m=00/PT1H.json",
                        VAULT + "y=2026/m=03/d=10/h=08/m=00/PT1H.json"),
                ordered(
                        ArchiveRange.ALL,
                        ACCOUNT + "y=2026/m=03/d=10/h=07/m=00/PT1H.json",
                        VAULT + "y=2026/m=03/d=10/h=08/m=00/PT1H.json",
                        TENANT + "y=2026/m=03/d=10/h=07/m=00/PT1H.json",
                        VAULT + "y=2026/m=03/d=10/h=07/m=00/PT1H.json",
                        TENANT + "y=2025/m=12/d=31/h=23/m=00/PT1H.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T07:00:00Z,,07 08 09",
        "2026-03-10T07:59:59Z,,07 08 09",
        "2026-03-10T08:00:00Z,,08 09",
        ",2026-03-10T08:00:00Z,06 07",
        ",2026-03-10T08:00:01Z,06 07 08",
        "2026-03-10T07:30:00Z,2026-03-10T08:30:00Z,07 08",
        "2027-01-01T00:00:00Z,,''"
    })
    void shouldTakeTheHoursThatHaveAMomentInTheRange(@Nullable Instant from, @Nullable Instant to, String hours) {
        String[] paths = Stream.of("06", "07", "08", "09")
                .map(hour -> VAULT + "y=2026/m=03/d=10/h=" + hour + "/m=00/PT1H.json")
                .toArray(String[]::new);

        List<String> taken = ordered(new ArchiveRange(from, to), paths);

        assertEquals(
                hours,
                String.join(
                        " ",
                        taken.stream()
                                .map(path -> path.replaceAll(".*/h=(..)/.*", "$1"))
                                .toList()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y=2026/m=03/d=10/h=07/m=00/PT1H.json",
                "insights-logs-x/flowLogResourceID=/A/y=2026/m=03/d=10/h=07/m=00/macAddress=0022480A1B2C/PT1H.json",
                "insights-activity-logs/ResourceId=/SUBSCRIPTIONS/A/y=2026/m=03/d=10/h=07/m=00/PT1H.json.gz"
            })
    void shouldKnowTheHourOfWhateverStandsBelowIt(String path) {
        assertEquals(
                Instant.parse("2026-03-10T07:00:00Z"),
                ArchiveHour.of(path).orElseThrow().begins());
    }

    @Test
    void shouldSayWhatIsNoPartOfAnArchiveAndWhatCannotBeRead() {
        List<Entry> entries = new ArchiveOrder(ArchiveRange.ALL, NOW)
                .ordered(List.of(
                        found(VAULT + "y=2026/m=03/d=10/h=08/m=00/PT1H.json"),
                        found("missed/notes.json"),
                        found(VAULT + "y=2026/m=13/d=10/h=07/m=00/PT1H.json"),
                        new Unreadable("gone", "it is not there")));

        assertEquals(
                List.of(
                        new Skipped("missed/notes.json"),
                        new Skipped(VAULT + "y=2026/m=13/d=10/h=07/m=00/PT1H.json"),
                        new Unreadable("gone", "it is not there")),
                entries.subList(0, 3));
        assertEquals(4, entries.size());
    }

    @ParameterizedTest
    @CsvSource({"08,false", "09,false", "10,true", "12,true", "13,true"})
    void shouldKnowWhichFilesMayStillGrow(String hour, boolean grows) {
        List<Entry> entries = new ArchiveOrder(ArchiveRange.ALL, NOW)
                .ordered(List.of(found(VAULT + "y=2026/m=03/d=10/h=" + hour + "/m=00/PT1H.json")));

        assertEquals(grows, ((Found) entries.get(0)).file().growing());
    }

    @Test
    void shouldRefuseARangeThatEndsBeforeItBegins() {
        assertThrows(IllegalArgumentException.class, () -> new ArchiveRange(NOW, NOW));
    }

    private static List<String> ordered(ArchiveRange range, String... paths) {
        return new ArchiveOrder(range, NOW)
                .ordered(Stream.of(paths).map(ArchiveOrderTest::found).toList()).stream()
                        .map(Entry::source)
                        .toList();
    }

    private static Entry found(String path) {
        return new Found(new InputFile(path, OptionalLong.of(1), true, InputStream::nullInputStream));
    }
}
