package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionRow;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.ExemptionStatus;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.PersonReference;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.ledger.ExemptionTransition;
import io.dspt.monitor.core.ledger.LedgerEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Exemptions in the state, and what they do to findings. One row holds an exemption by its id; small rows name it under
 * each of its rules and its place, so that the question which one holds for a finding reads few rows however many there
 * are.
 */
final class Exemptions {
    /** In the ledger, before the id of the exemption that made a finding exempt, or does no longer. */
    static final String LEDGER_PREFIX = "exemption:";

    /** Most exemptions of one rule or family for one and the same subject, resource, organisation or the estate. */
    static final int MOST_AT_ONE_PLACE = 16;

    private static final String OPERATION = "monitor/exemption/";

    private final Step step;

    Exemptions(Step step) {
        this.step = step;
    }

    /** An exemption and what has become of it. */
    record Kept(Exemption exemption, ExemptionStatus status) {
        private static final int FORMAT = 1;

        byte[] encoded() {
            Encoder encoder = new Encoder(FORMAT).text(status.name());
            ExemptionRow.write(encoder, exemption);
            return encoder.toBytes();
        }

        static Kept decoded(byte[] row) {
            Decoder decoder = new Decoder(row, FORMAT);
            ExemptionStatus status = ExemptionStatus.valueOf(decoder.text());
            return new Kept(ExemptionRow.read(decoder), status);
        }
    }

    /**
     * Takes an exemption in and begins to apply it. The same one again changes nothing.
     *
     * @param record the control record that approves it
     * @return why it does not count
     */
    Optional<String> approve(Exemption exemption, byte[] record) {
        Kept kept = kept(exemption.id());
        if (kept != null) {
            return kept.exemption().equals(exemption) ? Optional.empty() : Optional.of("exemption-exists");
        }
        if (!exemption.expiresOn().isAfter(step.clock())) {
            return Optional.of("exemption-over");
        }
        for (String lookedUpBy : exemption.scope().lookedUpBy()) {
            byte[] place = placeKey(lookedUpBy, exemption.scope().place(), "");
            if (step.state()
                            .scan(place, StateKeys.after(place), MOST_AT_ONE_PLACE)
                            .size()
                    >= MOST_AT_ONE_PLACE) {
                return Optional.of("exemption-too-many-there");
            }
        }
        for (String lookedUpBy : exemption.scope().lookedUpBy()) {
            step.estate().decoded.exempted.remove(lookedUpBy);
            step.state()
                    .put(
                            placeKey(lookedUpBy, exemption.scope().place(), exemption.id()),
                            exemption.id().getBytes(StandardCharsets.UTF_8));
        }
        keep(exemption, ExemptionStatus.APPROVED);
        step.state().send(new Output.ExemptionState(exemption, ExemptionStatus.APPROVED, step.clock(), null, null));
        writeDown(exemption, ExemptionTransition.APPROVED, step.clock(), null);
        timer(exemption, Timers.Purpose.EXEMPTION_ENDS);
        observe(exemption, ExemptionStatus.APPROVED, record);
        if (exemption.holdsAt(step.clock())) {
            writeDown(exemption, ExemptionTransition.STARTED, step.clock(), null);
            WorkQueue.begin(step, Judge.goingOn(step, null), new Work.SweepExempt(exemption.id(), false, ""));
        } else {
            timer(exemption, Timers.Purpose.EXEMPTION_STARTS);
        }
        return Optional.empty();
    }

    /**
     * Ends an exemption before its time.
     *
     * @param record the control record that says so
     * @return why it does not count
     */
    Optional<String> revoke(ControlRecord.ExemptionRevoked revoked, byte[] record) {
        Kept kept = kept(revoked.exemption());
        if (kept == null) {
            return Optional.of("exemption-unknown");
        }
        if (kept.status() != ExemptionStatus.APPROVED) {
            return Optional.of("exemption-over");
        }
        keep(kept.exemption(), ExemptionStatus.REVOKED);
        forgetPlaces(kept.exemption());
        step.state()
                .send(new Output.ExemptionState(
                        kept.exemption(), ExemptionStatus.REVOKED, revoked.at(), revoked.by(), revoked.reason()));
        writeDown(
                kept.exemption(),
                ExemptionTransition.REVOKED,
                revoked.at(),
                PersonReference.of(step.estateName(), revoked.by()));
        observe(kept.exemption(), ExemptionStatus.REVOKED, record);
        WorkQueue.begin(step, Judge.goingOn(step, null), new Work.SweepExempt(revoked.exemption(), false, ""));
        return Optional.empty();
    }

    /** The start of an exemption has come. */
    void started(String id) {
        Kept kept = kept(id);
        if (kept != null && kept.status() == ExemptionStatus.APPROVED) {
            writeDown(
                    kept.exemption(),
                    ExemptionTransition.STARTED,
                    kept.exemption().startsOn(),
                    null);
            WorkQueue.queue(step, Judge.goingOn(step, null), new Work.SweepExempt(id, false, ""));
        }
    }

    /** The end of an exemption has come. */
    void expired(String id) {
        Kept kept = kept(id);
        if (kept == null || kept.status() != ExemptionStatus.APPROVED) {
            return;
        }
        Exemption exemption = kept.exemption();
        keep(exemption, ExemptionStatus.EXPIRED);
        step.state()
                .send(new Output.ExemptionState(exemption, ExemptionStatus.EXPIRED, exemption.expiresOn(), null, null));
        writeDown(exemption, ExemptionTransition.EXPIRED, exemption.expiresOn(), null);
        WorkQueue.queue(step, Judge.goingOn(step, null), new Work.SweepExempt(id, true, ""));
    }

    /** What follows on an expiry, when there is room for it: it is told, and found under its places no more. */
    void tellExpired(Exemption exemption) {
        forgetPlaces(exemption);
        observe(exemption, ExemptionStatus.EXPIRED, new Kept(exemption, ExemptionStatus.EXPIRED).encoded());
    }

    /** An exemption that holds now for a finding, whatever its status. */
    Optional<Exemption> holdingFor(Finding finding) {
        String rule = finding.rule().id();
        for (String lookedUpBy : List.of(rule, ExemptionScope.familyOf(rule))) {
            if (!anyLookedUpBy(lookedUpBy)) {
                continue;
            }
            for (String place : ExemptionScope.placesOf(finding.subject(), finding.organisation())) {
                byte[] key = placeKey(lookedUpBy, place, "");
                for (byte[] id : step.state()
                        .scan(key, StateKeys.after(key), MOST_AT_ONE_PLACE)
                        .values()) {
                    Kept kept = kept(new String(id, StandardCharsets.UTF_8));
                    if (kept != null
                            && kept.status() == ExemptionStatus.APPROVED
                            && kept.exemption().holdsAt(step.clock())) {
                        return Optional.of(kept.exemption());
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether there is any exemption for a rule or family: of most there is none. */
    private boolean anyLookedUpBy(String ruleOrFamily) {
        Map<String, Boolean> known = step.estate().decoded.exempted;
        Boolean any = known.get(ruleOrFamily);
        if (any == null) {
            byte[] places = step.key(StateKeys.Kind.EXEMPTION_PLACE, ruleOrFamily, "");
            any = !step.state().scan(places, StateKeys.after(places), 1).isEmpty();
            known.put(ruleOrFamily, any);
        }
        return any;
    }

    /** A finding that has just opened, exempt from birth when an exemption holds. */
    Finding applied(Finding opened) {
        return holdingFor(opened).isPresent() ? opened.exempted() : opened;
    }

    /** What the ledger says of a finding that has just opened. */
    @Nullable
    String ledgerReference(Finding opened) {
        return opened.status() == FindingStatus.EXEMPT
                ? holdingFor(opened)
                        .map(holding -> LEDGER_PREFIX + holding.id())
                        .orElse(null)
                : null;
    }

    /** Makes standing findings of a slot exempt, or open again, as exemptions hold now. */
    void reconsider(FindingSlots slots, String rule, String canonical, String sweptFor) {
        FindingSlot slot = slots.load(rule, canonical);
        FindingSlot changed = slot;
        for (Finding finding : slot.findings()) {
            if (!finding.status().stands()) {
                continue;
            }
            Optional<Exemption> holding = holdingFor(finding);
            boolean exempt = finding.status() == FindingStatus.EXEMPT;
            if (holding.isPresent() && !exempt) {
                changed = slots.publish(
                        changed,
                        finding.status(),
                        finding.exempted(),
                        Transition.EXEMPTED,
                        step.clock(),
                        LEDGER_PREFIX + holding.get().id());
            } else if (holding.isEmpty() && exempt) {
                changed = slots.publish(
                        changed,
                        finding.status(),
                        finding.exemptionEnded(),
                        Transition.EXEMPTION_ENDED,
                        step.clock(),
                        LEDGER_PREFIX + sweptFor);
            }
        }
        if (!changed.equals(slot)) {
            slots.save(rule, canonical, changed);
        }
    }

    /** The exemption of this id, and what has become of it. */
    @Nullable
    Kept kept(String id) {
        byte[] row = step.state().get(step.key(StateKeys.Kind.EXEMPTION, id));
        return row == null ? null : Kept.decoded(row);
    }

    private void writeDown(Exemption exemption, ExemptionTransition transition, Instant at, @Nullable String by) {
        step.state()
                .send(new Output.LedgerEntry(
                        new LedgerEvent.ExemptionChanged(exemption, transition, at, step.clock(), by)));
    }

    private void keep(Exemption exemption, ExemptionStatus status) {
        step.state().put(step.key(StateKeys.Kind.EXEMPTION, exemption.id()), new Kept(exemption, status).encoded());
    }

    private void forgetPlaces(Exemption exemption) {
        for (String lookedUpBy : exemption.scope().lookedUpBy()) {
            step.estate().decoded.exempted.remove(lookedUpBy);
            step.state().delete(placeKey(lookedUpBy, exemption.scope().place(), exemption.id()));
        }
    }

    private byte[] placeKey(String lookedUpBy, String place, String id) {
        return step.key(StateKeys.Kind.EXEMPTION_PLACE, lookedUpBy, place, id);
    }

    private void timer(Exemption exemption, Timers.Purpose purpose) {
        Timers.set(
                step,
                new Timers.Timer(
                        purpose == Timers.Purpose.EXEMPTION_ENDS ? exemption.expiresOn() : exemption.startsOn(),
                        purpose,
                        exemption.id(),
                        ""));
    }

    private void observe(Exemption exemption, ExemptionStatus status, byte[] record) {
        SortedMap<String, FactValue> facts = new TreeMap<>();
        facts.put(Facts.EXEMPTION_ID.name(), FactValue.text(exemption.id()));
        facts.put(Facts.EXEMPTION_SCOPE.name(), FactValue.text(exemption.scope().written()));
        facts.put(
                Facts.EXEMPTION_RULES.name(),
                new FactValue.Many(exemption.scope().lookedUpBy().stream()
                        .map(FactValue::text)
                        .toList()));
        facts.put(Facts.EXEMPTION_HAS_LAWFUL_BASIS.name(), FactValue.flag(true));
        facts.put(
                Facts.EXEMPTION_HAS_TRANSFER_MECHANISM.name(),
                FactValue.flag(exemption.lawfulBasis().transfer() != null));
        SelfObservation.judge(
                step,
                OPERATION + status.printed(),
                Outcome.SUCCESS,
                new Origin("control", "exemption " + exemption.id(), Sha256.hex(record)),
                record,
                facts);
    }
}
