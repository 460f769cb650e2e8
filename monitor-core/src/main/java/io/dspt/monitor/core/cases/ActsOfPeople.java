package io.dspt.monitor.core.cases;

import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.LawfulBasis;
import io.dspt.monitor.core.fold.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Acts for the rules that watch what people decide and what they leave undone: no record of Azure's can show that
 * alone.
 */
final class ActsOfPeople {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private ActsOfPeople() {}

    /** What somebody does, and perhaps what puts it right. */
    record Act(String name, List<DemonstrationStep> steps) {
        Act {
            steps = List.copyOf(steps);
        }
    }

    /** All acts, each for some rule. */
    static List<Act> all() {
        ControlRecord approved = new ControlRecord.ExemptionApproved(exemption("EX-DEMO-1", NINE));
        Instant over = NINE.plus(Duration.ofHours(2));
        return List.of(
                new Act(
                        "somebody nobody trusts sends a control record",
                        List.of(
                                DemonstrationStep.clockAt(NINE),
                                new DemonstrationStep.Forge(approved),
                                DemonstrationStep.clockAt(over))),
                new Act(
                        "an exemption ends and is approved again",
                        List.of(
                                DemonstrationStep.clockAt(NINE),
                                new DemonstrationStep.Decide(approved),
                                DemonstrationStep.clockAt(over),
                                new DemonstrationStep.Decide(
                                        new ControlRecord.ExemptionApproved(exemption("EX-DEMO-2", over))))),
                new Act(
                        "a grave finding is closed and nobody says why it could happen",
                        List.of(
                                operation(NINE, "Microsoft.Authorization/elevateAccess/action", ""),
                                operation(
                                        NINE.plus(Duration.ofMinutes(40)),
                                        "Microsoft.Authorization/roleAssignments/delete",
                                        "/roleAssignments/7d1c9a52-0000-4000-8000-000000007a01"),
                                DemonstrationStep.clockAt(NINE.plus(Duration.ofDays(16))),
                                DemonstrationStep.clockAt(
                                        NINE.plus(Duration.ofDays(16)).plusSeconds(60)))));
    }

    private static DemonstrationStep operation(Instant at, String operation, String below) {
        String caller = "7d1c9a52-0000-4000-8000-00000000c0a1";
        String record = "{\"time\":\"" + at
                + "\",\"category\":\"Administrative\",\"resultType\":\"Success\",\"operationName\":\"" + operation
                + "\",\"resourceId\":\"/providers/Microsoft.Authorization" + below
                + "\",\"callerIpAddress\":\"198.51.100.24\",\"correlationId\":\"demo-" + at
                + "\",\"identity\":{\"claims\":{"
                + "\"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn\":\"ada.okafor@northmoor.example.nhs.uk\","
                + "\"http://schemas.microsoft.com/identity/claims/objectidentifier\":\"" + caller
                + "\"}},\"properties\":{}}";
        return new DemonstrationStep.Send(record.getBytes(StandardCharsets.UTF_8));
    }

    private static Exemption exemption(String id, Instant from) {
        LocalDate day = Exemption.day(from);
        return new Exemption(
                id,
                "Head of imaging",
                "Head of imaging",
                "SIRO",
                new LawfulBasis(LawfulBasis.Article6.E, false, null, null),
                "a migration that is shown, not made",
                new ExemptionScope(
                        List.of("RET-007"),
                        null,
                        new ExemptionScope.Subject.Below(
                                "/subscriptions/7d1c9a52-0000-4000-8000-000000000b01/resourceGroups/rg-demo")),
                "nightly copies",
                day,
                day,
                from,
                from.plus(Duration.ofHours(1)));
    }
}
