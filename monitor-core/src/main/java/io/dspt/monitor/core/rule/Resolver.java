package io.dspt.monitor.core.rule;

/** What ends a finding besides a compliant verdict on the same subject. */
public sealed interface Resolver {

    /** The resource has been deleted. */
    record ResourceDeleted() implements Resolver {}

    /** No repeat for the rule's quiet time, while its source kept sending. */
    record Quiet() implements Resolver {}

    /** An event of which the condition holds, on the same subject. */
    record When(Condition condition) implements Resolver {}
}
