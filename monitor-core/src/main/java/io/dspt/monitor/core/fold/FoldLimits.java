package io.dspt.monitor.core.fold;

/**
 * How much one step takes on of what is larger than a step. Other limits spread the same work over other steps and come
 * to the same findings; all hosts of one log need the same ones to send the same outputs from the same steps.
 *
 * @param rowsPerStep rows that one piece of work looks at, such as resources that are judged again
 * @param timersPerStep timers that fire
 * @param refreshesPerStep states that are sent because repeats have changed them
 */
public record FoldLimits(int rowsPerStep, int timersPerStep, int refreshesPerStep) {

    /** The limits of every host. */
    public static final FoldLimits USUAL = new FoldLimits(100, 40, 100);

    /** More than this would only meet the bound on what a step writes and sends. */
    private static final int MOST = StepResult.MOST_ROWS_AND_OUTPUTS;

    public FoldLimits {
        check("rowsPerStep", rowsPerStep);
        check("timersPerStep", timersPerStep);
        check("refreshesPerStep", refreshesPerStep);
    }

    private static void check(String name, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException(name + ": " + limit + " is not between 1 and " + MOST);
        }
    }
}
