package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.codec.MalformedRowException;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.Evidence;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.inventory.ResourceUpdate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WorkTest {
    private static final Cause CAUSE = new Cause(
            Instant.parse("2026-03-02T09:00:00.1234567Z"),
            "identity",
            "Administrative",
            "a/b/write",
            "ada",
            new Evidence("file.json", "1#0", "0".repeat(64)));
    private static final ResourceId RULE = ResourceId.parse(AzureJson.securityGroup("nsg") + "/securityRules/allow")
            .orElseThrow();

    private static final RegisterLoad LOAD = new RegisterLoad("load", 12, "ab".repeat(32));

    @Test
    void shouldReadBackWhatItWrote() {
        ResourceUpdate update = new ResourceUpdate(
                true, true, new TreeMap<>(Map.of("nsgRule.access", FactValue.text("Allow"))), new TreeMap<>());
        for (Work work : List.of(
                new Work.JudgeResources(null, "", "", ""),
                Work.JudgeResources.rest(CAUSE, RULE, "NET-001"),
                new Work.SweepVanished(CAUSE, "/s/", "/s/a", List.of("/s/b")),
                new Work.SweepUntold(CAUSE, "s1", List.of("a", "b"), "/subscriptions/a/x"),
                Work.JudgeResources.rest(CAUSE.opening(Finding.FROM_BASELINE), RULE, "NET-001"),
                new Work.LoadRegister(LOAD, "leavers", true, 7, 1, 2, "ACC-001"),
                new Work.SweepRegister(LOAD, "leavers", 7, "key"),
                new Work.LookThrough("SUP-001", Instant.parse("2026-03-02T06:00:00Z"), "00ff"),
                new Work.WriteContained(CAUSE, List.of(new BodyJoin.ContainedUpdate(RULE, update))),
                new Work.MoveResources(CAUSE, List.of("/s/a", "/s/b"), "/s/g", "/s/a/x"),
                new Work.JudgeResources(null, "", "/s", "", List.of("RES-001")),
                new Work.PlanSchedules(List.of("GOV-001"), "GOV-001"),
                new Work.CountResources(
                        LocalDate.of(2026, 3, 2), "/s/a", new TreeMap<>(Map.of("PATIENT_DATA/uksouth/RX1", 3L))),
                new Work.SweepExempt("EX-1", true, "RES-001\u0000/s"),
                new Work.SweepRules(List.of("RES-001"), "RES-001\u0000/s"))) {
            assertEquals(work, Work.decoded(work.encoded()));
        }
    }

    @Test
    void shouldReadWorkThatWasQueuedBeforeItSaidWhatFindingsOpenAs() {
        // Given the form before
        Encoder row = new Encoder(1);
        Cause.write(row, CAUSE);
        row.text("sweep").text("/s/").text("").whole(0);

        // When
        Work work = Work.decoded(row.toBytes());

        // Then
        assertEquals(new Work.SweepVanished(CAUSE, "/s/", "", List.of()), work);
    }

    @Test
    void shouldReadLoadsThatWereQueuedBeforeTheySaidWhatTheyBring() {
        // Given the form before
        byte[] load = new Encoder(2)
                .flag(false)
                .text("")
                .text("load")
                .text("one")
                .text("leavers")
                .flag(true)
                .whole(7)
                .whole(1)
                .whole(2)
                .text("")
                .toBytes();
        byte[] sweep = new Encoder(2)
                .flag(false)
                .text("")
                .text("register")
                .text("leavers")
                .whole(7)
                .text("key")
                .toBytes();

        // Then they go on, and the ledger will say nothing of them
        assertEquals(
                new Work.LoadRegister(RegisterLoad.untold("one"), "leavers", true, 7, 1, 2, ""), Work.decoded(load));
        assertEquals(new Work.SweepRegister(RegisterLoad.untold(""), "leavers", 7, "key"), Work.decoded(sweep));
        assertFalse(RegisterLoad.untold("one").isTold());
    }

    @Test
    void shouldRefuseWorkItDoesNotKnow() {
        byte[] row = new Encoder(1).flag(false).text("rest").toBytes();
        assertThrows(MalformedRowException.class, () -> Work.decoded(row));
    }
}
