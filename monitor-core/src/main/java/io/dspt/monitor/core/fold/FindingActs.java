package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.finding.Disposition;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.PersonReference;
import io.dspt.monitor.core.finding.Transition;
import java.util.Optional;

/** What people do with findings. */
final class FindingActs {
    private static final String NO_SUCH_FINDING = "act-on-no-such-finding";
    private static final String NOT_ALLOWED = "act-not-allowed-by-status";

    private FindingActs() {}

    /**
     * A person acts on a finding.
     *
     * @return why nothing was done, when there is no such finding or its status does not allow it
     */
    static Optional<String> apply(Step step, ControlRecord.FindingAct act) {
        FindingSlots slots = new FindingSlots(step, null);
        Optional<FindingSlots.Place> place = slots.placeOf(act.finding());
        if (place.isEmpty()) {
            return Optional.of(NO_SUCH_FINDING);
        }
        FindingSlot slot = slots.load(place.get().rule(), place.get().subject());
        Optional<Finding> found = slot.findings().stream()
                .filter(finding -> finding.id().equals(act.finding()))
                .findFirst();
        if (found.isEmpty()) {
            // An episode that ended and was followed by another is history.
            return Optional.of(NO_SUCH_FINDING);
        }
        Finding finding = found.get();
        if (!allows(finding.status(), act.act())) {
            return Optional.of(NOT_ALLOWED);
        }
        FindingSlot sent = slots.publish(
                slot,
                finding.status(),
                changed(finding, act),
                transition(act.act()),
                act.at(),
                PersonReference.of(step.estateName(), act.by()));
        slots.save(place.get().rule(), place.get().subject(), sent);
        return Optional.empty();
    }

    private static boolean allows(FindingStatus status, ControlRecord.Act act) {
        return switch (act) {
            case ACKNOWLEDGE -> status == FindingStatus.OPEN;
            case ASSIGN -> status.stands();
            case DISPOSE -> status != FindingStatus.DISPOSED;
        };
    }

    private static Finding changed(Finding finding, ControlRecord.FindingAct act) {
        String assignee = act.assignee();
        Disposition disposition = act.disposition();
        if (assignee != null) {
            return finding.assignedTo(assignee);
        } else if (disposition != null) {
            return finding.disposed(act.at(), new Finding.Decision(disposition, act.by(), act.reason()));
        }
        return finding.acknowledged();
    }

    private static Transition transition(ControlRecord.Act act) {
        return switch (act) {
            case ACKNOWLEDGE -> Transition.ACKNOWLEDGED;
            case ASSIGN -> Transition.ASSIGNED;
            case DISPOSE -> Transition.DISPOSED;
        };
    }
}
