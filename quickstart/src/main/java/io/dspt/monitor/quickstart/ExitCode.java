package io.dspt.monitor.quickstart;

/** What a command's exit code means. */
final class ExitCode {
    /** It did its work, findings or not. */
    static final int DONE = 0;
    /** It failed, wholly or in part. */
    static final int FAILED = 1;
    /** Wrong usage or configuration. */
    static final int WRONG_USAGE = 2;
    /** With {@code --fail-on} only: findings of that severity stand. */
    static final int FINDINGS_STAND = 3;

    private ExitCode() {}
}
