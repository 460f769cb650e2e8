package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.posture.MonthlySummary.SelfAssessment;
import io.dspt.monitor.core.standard.Requirement;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people have answered of requirements themselves, in the register, and where that and telemetry differ. */
final class SelfAssessments {
    private static final String REGISTER = "selfAssessment";
    /** Words of the toolkits for what is claimed to be in place, at least in part. */
    private static final Set<String> CLAIMED = Set.of(
            "achieved",
            "partially achieved",
            "standards met",
            "standards exceeded",
            "met",
            "completed",
            "complete",
            "yes");
    /** Their words for what is not. */
    private static final Set<String> DENIED =
            Set.of("not achieved", "standards not met", "not met", "not completed", "incomplete", "no");

    private final List<RegisterCells> rows;

    SelfAssessments(PostureInputs inputs) {
        rows = inputs.rows(REGISTER);
    }

    /**
     * The answer that was given by the end of a day; {@code null} when there is none, or more than one.
     *
     * @param organisation whose; {@code null} for that of any
     */
    @Nullable
    SelfAssessment answer(Requirement requirement, @Nullable String organisation, LocalDate until) {
        List<RegisterCells> answers = rows.stream()
                .filter(row -> row.text("requirement").equals(requirement.name()))
                .filter(row -> organisation == null || row.text("organisation").equals(organisation))
                .filter(row -> row.day("on") == null || !row.day("on").isAfter(until))
                .toList();
        if (answers.size() != 1) {
            return null;
        }
        RegisterCells row = answers.get(0);
        return new SelfAssessment(row.text("answer"), row.text("by"), row.day("on"), row.text("link"));
    }

    /** Where people and telemetry differ; words that are none of the toolkits' are not compared. */
    static @Nullable String disagreement(@Nullable SelfAssessment answer, MachineSignal signal) {
        if (answer == null) {
            return null;
        }
        String said = answer.answer().strip();
        String word = said.toLowerCase(Locale.ROOT);
        if (signal == MachineSignal.CONTRADICTED && CLAIMED.contains(word)) {
            return "answered \"" + said + "\", and findings speak against it";
        }
        if (signal == MachineSignal.SUPPORTED && DENIED.contains(word)) {
            return "answered \"" + said + "\", and no finding speaks against it";
        }
        return null;
    }
}
