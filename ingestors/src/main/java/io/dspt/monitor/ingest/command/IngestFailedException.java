package io.dspt.monitor.ingest.command;

/** An ingestor cannot do its work; the message is one line for the person who started it. */
public final class IngestFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int FAILED = 1;
    private static final int WRONG_CONFIGURATION = 2;

    private final int exitCode;
    private final String says;

    private IngestFailedException(int exitCode, String says) {
        super(says);
        this.exitCode = exitCode;
        this.says = says;
    }

    /** Something outside did not work. */
    static IngestFailedException failed(String says) {
        return new IngestFailedException(FAILED, says);
    }

    /** It was told something wrong. */
    static IngestFailedException wronglyConfigured(String says) {
        return new IngestFailedException(WRONG_CONFIGURATION, says);
    }

    public String says() {
        return says;
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }
}
