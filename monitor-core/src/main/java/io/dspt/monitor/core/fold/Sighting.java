package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.finding.Violation;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.FactView;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The event in hand, as a rule that looks at several events together sees it.
 *
 * @param occasion the event, with the record that carried it
 * @param broken who or what breaks the rule if this event does, asked for only when needed
 */
record Sighting(Step step, CompiledRule rule, FactView view, Occasion occasion, Supplier<Optional<Broken>> broken) {

    /** How late an event may come and still find what it belongs to. */
    static final Duration LATE = Duration.ofDays(1);

    /** Who or what breaks a rule, and how. */
    record Broken(String subject, Violation violation) {}

    /** The event as findings keep it. */
    Cause cause() {
        return occasion.cause();
    }

    /** The record that carried it. */
    Output.EvidenceRecord evidence() {
        return occasion.evidence();
    }

    Instant at() {
        return occasion.at();
    }

    /** Tells the event from others of the same rule and the same value of {@code by}. */
    long identity() {
        return Long.parseUnsignedLong(cause().identity(), 0, 16, 16);
    }

    /** This identity as findings keep it. */
    static String named(long identity) {
        return HexFormat.of().toHexDigits(identity);
    }

    /** The register for what this record decides about an event, itself or an earlier one. */
    FindingRegister register(Cause about) {
        return new FindingRegister(step, about, occasion);
    }

    byte[] key(StateKeys.Kind kind, String by) {
        return step.key(kind, rule.rule().id(), by);
    }
}
