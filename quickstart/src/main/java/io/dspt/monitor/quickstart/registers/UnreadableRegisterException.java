package io.dspt.monitor.quickstart.registers;

/** A file is no register as a whole, so that no row of it can be trusted. */
public final class UnreadableRegisterException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableRegisterException(String message) {
        super(message);
    }
}
