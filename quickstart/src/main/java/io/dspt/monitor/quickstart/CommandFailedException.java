package io.dspt.monitor.quickstart;

/** A command cannot do its work; the message is meant for the person who called it. */
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String says;

    private CommandFailedException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
        this.says = message;
    }

    /** Something went wrong on the way. */
    static CommandFailedException failed(String message) {
        return new CommandFailedException(ExitCode.FAILED, message);
    }

    /** It was asked for wrongly. */
    static CommandFailedException wrongUsage(String message) {
        return new CommandFailedException(ExitCode.WRONG_USAGE, message);
    }

    String says() {
        return says;
    }

    int exitCode() {
        return exitCode;
    }
}
