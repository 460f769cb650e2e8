package io.dspt.monitor.benchmarks.measure;

/** A measurement that gives no figures, or figures that must not be shown. */
public final class MeasurementFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MeasurementFailedException(String message) {
        super(message);
    }

    public MeasurementFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
