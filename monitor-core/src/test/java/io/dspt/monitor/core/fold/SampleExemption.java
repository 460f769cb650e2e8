package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.ExemptionScope.Subject;
import io.dspt.monitor.core.exemption.LawfulBasis;
import io.dspt.monitor.core.exemption.LawfulBasis.Article6;
import io.dspt.monitor.core.exemption.LawfulBasis.Article9;
import io.dspt.monitor.core.exemption.LawfulBasis.TransferMechanism;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Legal exemptions of a fictional trust; what a test does not name has a plain value. */
final class SampleExemption {
    static final LawfulBasis BASIS = new LawfulBasis(Article6.E, true, Article9.H, TransferMechanism.ADEQUACY);
    static final Duration TERM = Duration.ofDays(30);

    private SampleExemption() {}

    /** One rule for one subject, for thirty days. */
    static Exemption of(String id, Instant startsOn, String rule, String subject) {
        return of(
                id, startsOn, startsOn.plus(TERM), new ExemptionScope(List.of(rule), null, new Subject.Exact(subject)));
    }

    static Exemption of(String id, Instant startsOn, Instant expiresOn, ExemptionScope scope) {
        return new Exemption(
                id,
                "Head of imaging",
                "ada",
                "the SIRO",
                BASIS,
                "The supplier has no region in the UK yet",
                scope,
                "Data is pseudonymised before it leaves",
                Exemption.day(startsOn),
                Exemption.day(expiresOn),
                startsOn,
                expiresOn);
    }
}
