package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.posture.MonthlySummary.NotMeasured;
import java.util.List;

/** The figures that people expect in a summary and that no topic tells: named with the reason, never invented. */
final class NotMeasuredFigures {
    private static final String STATES =
            "the topics tell of violations, not of every resource: a share of all needs the inventory";

    static final List<NotMeasured> ALL = List.of(
            new NotMeasured(
                    "Coverage and confidence",
                    "95th percentile of the delivery lag",
                    "only the latest lag of each source is told"),
            new NotMeasured("Coverage and confidence", "tagged resources with diagnostics", STATES),
            new NotMeasured(
                    "Residency", "size of what resources with patient data hold", "no log tells how much is stored"),
            new NotMeasured(
                    "Residency",
                    "reads of patient data from abroad, where they broke no rule",
                    "what breaks no rule leaves no trace"),
            new NotMeasured(
                    "Access",
                    "share of users and of privileged users with a second factor",
                    "sign-ins are judged one by one; who did not sign in is not known"),
            new NotMeasured("Access", "standing privileged accounts, guests, access reviews done", STATES),
            new NotMeasured("Access", "time until leavers are disabled", "only leavers who are late are told of"),
            new NotMeasured(
                    "Retention and backup",
                    "share of backups that succeeded, oldest recovery point",
                    "jobs are judged one by one; items without a job are not known"),
            new NotMeasured("Retention and backup", "retention of each workspace against its floor", STATES),
            new NotMeasured(
                    "Standards 5 to 10", "patch age, vulnerabilities and endpoint protection of all machines", STATES),
            new NotMeasured(
                    "Human evidence",
                    "completed training, minutes of the board",
                    "filed items are told, not what they say"));

    private NotMeasuredFigures() {}
}
