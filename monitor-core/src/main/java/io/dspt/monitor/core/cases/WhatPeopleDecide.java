package io.dspt.monitor.core.cases;

import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.LawfulBasis;
import io.dspt.monitor.core.fold.ControlRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Acts for the rules that watch what people decide, which no record of Azure's can show. */
final class WhatPeopleDecide {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private WhatPeopleDecide() {}

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
                                        new ControlRecord.ExemptionApproved(exemption("EX-DEMO-2", over))))));
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
