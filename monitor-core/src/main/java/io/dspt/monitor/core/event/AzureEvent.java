package io.dspt.monitor.core.event;

import io.dspt.monitor.core.fact.FactSource;
import java.util.List;

/**
 * One Azure record, typed. The header is read when the record is; everything else is a fact, read lazily from the
 * record, so that what no rule asks for is never parsed.
 */
public sealed interface AzureEvent {

    /** What every event says. */
    EventHeader header();

    /** The record's own facts, as they are after the event. */
    FactSource facts();

    /** The kind rules compare {@code event.kind} with. */
    EventKind kind();

    /** The record's own facts as they were before the event; the same as {@link #facts()} where it carries no past. */
    default FactSource factsBefore() {
        return facts();
    }

    /** An event that tells the state of a resource, and so changes the inventory. */
    sealed interface ResourceEvent extends AzureEvent {
        /** What the event does to the resource in its header. */
        Effect effect();

        /** Resources that the body describes within the resource itself, such as the rules of a security group. */
        List<ContainedResource> contained();

        /** Whether it tells all of the resource, so that what it leaves out has the provider's default. */
        default boolean tellsAll() {
            return false;
        }
    }

    /** What an event does to a resource. */
    enum Effect {
        WRITE,
        DELETE,
        /** An action or a read: the resource's configuration is as it was. */
        NONE
    }

    /**
     * A child that its container's body describes in full.
     *
     * @param id the child's own resource id
     * @param facts its configuration
     */
    record ContainedResource(ResourceId id, FactSource facts) {}

    /** A control-plane operation: activity log, REST and CLI forms, Log Analytics rows, Event Grid resource events. */
    record ResourceOperation(EventHeader header, FactSource facts, Effect effect, List<ContainedResource> contained)
            implements ResourceEvent {
        @Override
        public EventKind kind() {
            return EventKind.RESOURCE_OPERATION;
        }
    }

    /**
     * The state of a resource as an inventory tells it. Nobody did anything: it is no operation, and rules that watch for
     * events are not asked about it.
     *
     * @param header its time is when the inventory was taken, where that is known
     */
    record ResourceSnapshot(EventHeader header, FactSource facts, List<ContainedResource> contained)
            implements ResourceEvent {
        /** The category of all of them. */
        public static final String CATEGORY = "ResourceSnapshot";
        /** What stands for the operation where something has to. */
        public static final String OPERATION = "resource-snapshot";

        @Override
        public EventKind kind() {
            return EventKind.RESOURCE_SNAPSHOT;
        }

        @Override
        public Effect effect() {
            return Effect.WRITE;
        }

        @Override
        public boolean tellsAll() {
            return true;
        }
    }

    /**
     * Azure Policy's verdict on a resource. Its header's resource is the policy state: {@code
     * <resource>/providers/Microsoft.PolicyInsights/policyStates/<assignment>~<definition>}, its time the evaluation's
     * own timestamp, so that verdicts that arrive out of order settle by it.
     */
    record PolicyEvaluation(EventHeader header, FactSource facts, Effect effect) implements ResourceEvent {
        @Override
        public EventKind kind() {
            return EventKind.POLICY_EVALUATION;
        }

        @Override
        public List<ContainedResource> contained() {
            return List.of();
        }
    }

    /** An Entra sign-in of any kind, also as Microsoft 365 audit tells it. */
    record SignIn(EventHeader header, FactSource facts) implements AzureEvent {
        @Override
        public EventKind kind() {
            return EventKind.SIGN_IN;
        }
    }

    /** An Entra directory change, also as Microsoft 365 audit tells it; carries old and new values. */
    record DirectoryChange(EventHeader header, FactSource facts, FactSource factsBefore) implements AzureEvent {
        @Override
        public EventKind kind() {
            return EventKind.DIRECTORY_CHANGE;
        }
    }

    /** What Entra ID Protection detected of a user or a workload, or decided since. Its actor is who is at risk. */
    record IdentityRisk(EventHeader header, FactSource facts) implements AzureEvent {
        @Override
        public EventKind kind() {
            return EventKind.IDENTITY_RISK;
        }
    }

    /** A data-plane access: storage, Key Vault, FHIR and DICOM, SQL audit. */
    record DataAccess(EventHeader header, FactSource facts) implements AzureEvent {
        @Override
        public EventKind kind() {
            return EventKind.DATA_ACCESS;
        }
    }

    /** A Defender alert. */
    record SecurityAlert(EventHeader header, FactSource facts) implements AzureEvent {
        @Override
        public EventKind kind() {
            return EventKind.SECURITY_ALERT;
        }
    }

    /**
     * A Defender assessment, sub-assessment, secure score or regulatory compliance state. Each is a resource of its own,
     * attached to what was assessed, so that its last state by event time counts.
     *
     * @param effect what it does to that resource; {@code NONE} for what no rule judges
     * @param snapshot whether it belongs to a periodic snapshot rather than to a change
     */
    record SecurityAssessment(EventHeader header, FactSource facts, Effect effect, boolean snapshot)
            implements ResourceEvent {
        @Override
        public EventKind kind() {
            return EventKind.SECURITY_ASSESSMENT;
        }

        @Override
        public List<ContainedResource> contained() {
            return List.of();
        }
    }

    /** Network flows of a security group or virtual network. */
    record NetworkFlow(EventHeader header, FactSource facts) implements AzureEvent {
        @Override
        public EventKind kind() {
            return EventKind.NETWORK_FLOW;
        }
    }

    /** A Microsoft 365 audit record that is neither a sign-in nor a directory change. */
    record OfficeActivity(EventHeader header, FactSource facts) implements AzureEvent {
        @Override
        public EventKind kind() {
            return EventKind.OFFICE_ACTIVITY;
        }
    }

    /** What a service reports of its own work: backup jobs, pipeline runs. */
    record ServiceActivity(EventHeader header, FactSource facts) implements AzureEvent {
        @Override
        public EventKind kind() {
            return EventKind.SERVICE_ACTIVITY;
        }
    }

    /** Something the monitor saw of its own log, such as a control record that nobody trusted had signed. */
    record MonitorObservation(EventHeader header, FactSource facts) implements AzureEvent {
        @Override
        public EventKind kind() {
            return EventKind.MONITOR_OBSERVATION;
        }
    }
}
