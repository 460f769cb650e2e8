package io.dspt.monitor.streams.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.posture.MachineSignal;
import io.dspt.monitor.core.posture.MonthlySummary.SelfAssessment;
import io.dspt.monitor.core.posture.RequirementPosture;
import io.dspt.monitor.core.posture.RequirementSignal;
import io.dspt.monitor.core.posture.RequirementSignal.Cause;
import io.dspt.monitor.core.posture.RequirementSignal.Gap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PostureJsonTest {
    private static final LocalDate DAY = LocalDate.of(2026, 10, 5);
    private static final Gap GAP = new Gap(
            "SignInLogs", Instant.parse("2026-10-05T08:00:00Z"), Instant.parse("2026-10-05T09:00:00Z"), Cause.SILENT);

    private static RequirementPosture contradicted(List<String> findings) {
        return new RequirementPosture(
                "RA9",
                DAY,
                true,
                new RequirementSignal(
                        "DSPT/9/NDG/4.5.3",
                        MachineSignal.CONTRADICTED,
                        MachineSignal.CONTRADICTED,
                        null,
                        List.of("not evidenced all the time: rule ACC-012"),
                        findings,
                        List.of("e1"),
                        List.of(GAP),
                        List.of("ACC-012", "ACC-013")),
                new SelfAssessment("Met", "IG lead", LocalDate.of(2026, 8, 1), "https://intranet.example.nhs.uk"),
                "answered \"Met\", and findings speak against it");
    }

    private static RequirementPosture heldElsewhere() {
        return new RequirementPosture(
                null,
                DAY,
                false,
                new RequirementSignal(
                        "DSPT/9/NDG/4.5.3",
                        MachineSignal.HELD_ELSEWHERE,
                        MachineSignal.HELD_ELSEWHERE,
                        "NHSmail",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                null,
                null);
    }

    @Test
    void shouldReadBackWhatItWrote() {
        // When
        PostureJson.Told told = PostureJson.parse(PostureJson.of("northmoor", contradicted(List.of("f1", "f2"))));

        // Then
        assertEquals(
                new PostureJson.Told(
                        "northmoor",
                        "RA9",
                        "DSPT/9/NDG/4.5.3",
                        DAY,
                        true,
                        "contradicted",
                        "contradicted",
                        null,
                        List.of("not evidenced all the time: rule ACC-012"),
                        List.of(GAP),
                        2,
                        List.of("f1", "f2"),
                        1,
                        List.of("e1"),
                        List.of("ACC-012", "ACC-013"),
                        new PostureJson.Answer("Met", "IG lead", LocalDate.of(2026, 8, 1)),
                        "answered \"Met\", and findings speak against it"),
                told);
    }

    @Test
    void shouldReadBackWhatIsNotThere() {
        // When
        PostureJson.Told told = PostureJson.parse(PostureJson.of("northmoor", heldElsewhere()));

        // Then
        assertNull(told.organisation());
        assertNull(told.answer());
        assertNull(told.differs());
        assertEquals("NHSmail", told.heldBy());
        assertEquals("evidence held elsewhere", told.signal());
    }

    @Test
    void shouldNameTheFirstFindingsAndCountAllOfThem() {
        // Given more findings than a record names
        List<String> ids = IntStream.range(0, 70).mapToObj(one -> "f" + one).toList();

        // When
        PostureJson.Told told = PostureJson.parse(PostureJson.of("northmoor", contradicted(ids)));

        // Then
        assertEquals(70, told.openFindings());
        assertEquals(ids.subList(0, PostureJson.MOST_FINDINGS), told.open());
    }

    @Test
    void shouldHaveAKeyForEachOrganisationAndOneForTheEstate() {
        String own = PostureJson.key("northmoor", contradicted(List.of()));
        String whole = PostureJson.key("northmoor", heldElsewhere());

        assertEquals("northmoor/posture/2026-10-05/RA9/DSPT/9/NDG/4.5.3", own);
        assertEquals("northmoor/posture/2026-10-05/all/DSPT/9/NDG/4.5.3", whole);
        assertTrue(PostureJson.isKey(own) && PostureJson.isKey(whole));
        assertEquals(DAY, PostureJson.day(own));
        assertFalse(PostureJson.isKey("northmoor/posture-day/2026-10-05"));
        assertThrows(IllegalArgumentException.class, () -> PostureJson.day("northmoor/posture/soon/all/x"));
        assertThrows(IllegalArgumentException.class, () -> PostureJson.day("northmoor/posture/"));
    }

    @Test
    void shouldGiveEqualBytesForEqualPostures() {
        assertArrayEquals(
                PostureJson.of("northmoor", contradicted(List.of("f1"))),
                PostureJson.of("northmoor", contradicted(List.of("f1"))));
    }

    @Test
    void shouldReadBackADayThatWasTold() {
        PostureDayJson.Told told = new PostureDayJson.Told(DAY, "a".repeat(64), 360);
        String key = PostureDayJson.key("northmoor", DAY);

        assertEquals(told, PostureDayJson.parse(PostureDayJson.of("northmoor", told)));
        assertEquals("northmoor/posture-day/2026-10-05", key);
        assertTrue(PostureDayJson.isKey(key));
        assertEquals(DAY, PostureDayJson.day(key));
    }

    @Test
    void shouldRefuseWhatIsNeither() {
        byte[] other = "no json".getBytes(StandardCharsets.UTF_8);

        assertThrows(IllegalArgumentException.class, () -> PostureJson.parse(other));
        assertThrows(IllegalArgumentException.class, () -> PostureDayJson.parse(other));
        assertThrows(IllegalArgumentException.class, () -> Cause.read("because"));
    }
}
