package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.Verdict;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts, by rule, where Microsoft's own verdict on a resource agrees with ours when it arrives. A rule names the policies
 * and assessments that check the same. A verdict counts when it is new: told again, or told by a snapshot, it does not.
 * Nothing is decided by it; one row for each rule is kept.
 */
final class MicrosoftVerdicts {
    private static final int FORMAT = 1;
    private static final String ASSESSMENTS = "microsoft.security/assessments";
    private static final int ROOM_FOR_ONE_RULE = 4;

    /** What Microsoft said of a resource. */
    private record Told(String check, boolean wrong) {}

    private MicrosoftVerdicts() {}

    /**
     * Takes note of an event that may carry a verdict of Microsoft's.
     *
     * @param before the policy state or assessment as it was known before
     * @param at event time
     */
    static void told(Step step, AzureEvent event, ResourceRow before, Instant at) {
        boolean verdict =
                event instanceof AzureEvent.PolicyEvaluation || event instanceof AzureEvent.SecurityAssessment;
        ResourceId id = event.header().resource();
        if (!verdict || id == null || id.scope().isEmpty()) {
            return;
        }
        Optional<ResourceRow> after = step.inventory().resource(id);
        Optional<Told> told = after.filter(row -> !row.deleted()).flatMap(MicrosoftVerdicts::verdict);
        boolean repeated = !before.deleted() && told.isPresent() && told.equals(verdict(before));
        if (told.isEmpty() || repeated) {
            return;
        }
        ResourceId judged = id.scope().get();
        for (CompiledRule rule : step.book().obligationsOf(judged.type())) {
            Rule.Microsoft checks = rule.rule().microsoft();
            boolean named = checks.policies().contains(told.get().check())
                    || checks.assessments().contains(told.get().check());
            if (named && rule.judgesResources() && step.state().room() >= Judge.ROOM_TO_KEEP + ROOM_FOR_ONE_RULE) {
                count(step, rule, judged, told.get().wrong(), at);
            }
        }
    }

    private static Optional<Told> verdict(ResourceRow row) {
        String state;
        String check;
        if (row.id().type().equals(ASSESSMENTS)) {
            state = row.read("assessment.state").textOrNull();
            check = row.id().name();
        } else {
            state = row.read("policyState.compliance").textOrNull();
            check = row.read("policyState.definition").textOrNull();
        }
        if (state == null || check == null) {
            return Optional.empty();
        }
        String lower = check.toLowerCase(Locale.ROOT);
        return switch (state.toLowerCase(Locale.ROOT)) {
            case "compliant", "healthy" -> Optional.of(new Told(lower, false));
            case "noncompliant", "unhealthy" -> Optional.of(new Told(lower, true));
            // Exempt, conflict, not started, not applicable: Microsoft has not judged it either.
            default -> Optional.empty();
        };
    }

    private static void count(Step step, CompiledRule rule, ResourceId judged, boolean wrong, Instant at) {
        Verdict ours = step.inventory()
                .resource(judged)
                .filter(row -> !row.deleted())
                .map(row -> Judge.goingOn(step, null).verdictOn(rule, row))
                .orElse(Verdict.UNEVALUABLE);
        if (ours == Verdict.NOT_APPLICABLE) {
            return;
        }
        String id = rule.rule().id();
        byte[] key = step.key(StateKeys.Kind.MICROSOFT, id);
        byte @Nullable [] stored = step.state().get(key);
        Output.MicrosoftComparison known =
                stored == null ? new Output.MicrosoftComparison(id, 0, 0, 0, 0, at, null) : decoded(id, stored);
        Output.MicrosoftComparison counted = known.with(ours, wrong, at);
        step.state().put(key, encoded(counted));
        step.state().send(counted);
    }

    private static byte[] encoded(Output.MicrosoftComparison counted) {
        return new Encoder(FORMAT)
                .whole(counted.agree())
                .whole(counted.oursOnly())
                .whole(counted.microsoftOnly())
                .whole(counted.notJudged())
                .time(counted.lastTold())
                .timeOrNull(counted.lastDisagreement())
                .toBytes();
    }

    private static Output.MicrosoftComparison decoded(String rule, byte[] row) {
        Decoder decoder = new Decoder(row, FORMAT);
        return new Output.MicrosoftComparison(
                rule,
                decoder.whole(),
                decoder.whole(),
                decoder.whole(),
                decoder.whole(),
                decoder.time(),
                decoder.timeOrNull());
    }
}
