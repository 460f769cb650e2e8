package io.dspt.monitor.core.posture;

/** What telemetry says of a requirement. Whether it is met, people decide. */
public enum MachineSignal {
    /** An open finding speaks against it. */
    CONTRADICTED("contradicted"),
    /** All of its rules were evaluated all the time, no source they depend on was silent, and nothing was found. */
    SUPPORTED("supported"),
    /** Somebody else holds the records. */
    HELD_ELSEWHERE("evidence held elsewhere"),
    /** Telemetry says nothing, or not enough; why stands beside it. */
    NONE("no machine evidence");

    private final String written;

    MachineSignal(String written) {
        this.written = written;
    }

    /** As it is printed. */
    public String written() {
        return written;
    }
}
