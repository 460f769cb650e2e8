package io.dspt.monitor.core.simulation;

/** States that only come about when several unlikely things meet. The simulation must have met each. */
enum RareState {
    RESOLVED,
    REOPENED,
    RERATED,
    SECOND_EPISODE,
    /** A record that others had overtaken when it arrived: opened and resolved at once. */
    OPENED_AND_RESOLVED_AT_ONCE,
    /** A finding that opens earlier than it was known to, as a late record tells. */
    OPENED_EARLIER_THAN_KNOWN,
    REPEAT_LEFT_UNCOUNTED,
    /** A repeat of what broke a rule, when its finding has been resolved already. */
    REPEAT_AFTER_RESOLUTION,
    /** An event dated further ahead than is believed. */
    DATED_TOO_FAR_AHEAD,
    /** An event dated as far ahead as is just believed. */
    DATED_JUST_AHEAD,
    UNEVALUABLE,
    ENDED_WITH_ITS_RULE,
    RAISED_BY_A_RULE_CHANGE,
    FOUND_BY_THE_FIRST_SNAPSHOT,
    /** A whole snapshot no longer tells of a resource, of which no deletion was told. */
    MISSED_BY_A_SNAPSHOT,
    SNAPSHOT_INCOMPLETE,
    ENDED_BY_QUIET,
    STILL_OPEN_BECAUSE_ITS_SOURCE_IS_SILENT,
    CHANGE_SEEN,
    THRESHOLD_REACHED,
    SEQUENCE_COMPLETED,
    ABSENCE_FOUND,
    ABSENCE_ENDED_BY_A_LATE_END,
    NEW_READER_SEEN,
    SCHEDULE_FOUND,
    /** Found by the clock alone: no row had changed. */
    SCHEDULE_FOUND_BY_THE_CLOCK,
    SCHEDULE_FOUND_AGAIN,
    ROW_REMOVED_WHILE_ITS_FINDING_STANDS,
    /** A register had a row for it that was in force when it happened. */
    WATCHED_WHEN_IT_HAPPENED,
    /** A register had a row for it that was not in force when it happened. */
    ROW_NOT_IN_FORCE_WHEN_IT_HAPPENED,
    EXEMPT,
    /** Opened under an exemption that held already. */
    EXEMPT_FROM_BIRTH,
    /** Reopened under an exemption that held already. */
    EXEMPT_FROM_REOPENING,
    EXEMPTION_ENDED,
    /** One exemption has ended, another still holds. */
    EXEMPT_BY_ANOTHER,
    ACKNOWLEDGED,
    DISPOSED,
    /** A later violation of what somebody had disposed of. */
    SECOND_EPISODE_AFTER_DISPOSAL,
    /** What a rule change or a register load began took several steps. */
    WORK_OVER_SEVERAL_STEPS,
    /** More timers were due than a step lets fire. */
    TIMERS_BEHIND,
    CHECKPOINT_ANSWERED_LATE,
    RESTARTED,
    /** Restarted with work left over from an earlier step. */
    RESTARTED_WITHIN_WORK,
    REBUILT_FROM_ITS_WRITES
}
