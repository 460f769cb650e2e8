package io.dspt.monitor.azure.fakes;

/** A link that may not be attached, or a token that is not taken. */
final class AmqpRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient AmqpFault fault;

    AmqpRefusedException(AmqpFault fault) {
        super(fault.description());
        this.fault = fault;
    }

    /** Why, as the client is told. */
    AmqpFault fault() {
        return fault;
    }
}
