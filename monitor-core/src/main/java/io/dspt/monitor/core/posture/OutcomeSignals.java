package io.dspt.monitor.core.posture;

import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What machines say just now of the outcomes of the Cyber Assessment Framework, for the whole estate, as numbers for a
 * chart. None of them says that an outcome is achieved.
 *
 * <p>A day that is not over supports nothing yet. So an outcome is supported by the latest day that is over, as long as
 * nothing speaks against it and nothing it depends on was silent since; and it is contradicted by what was open today.
 */
public final class OutcomeSignals {
    /** A finding speaks against it. */
    public static final int CONTRADICTED = 0;
    /** Neither: no machine evidence, or not enough, or somebody else holds it. */
    public static final int NONE = 1;
    /** All of its rules were evaluated, no source was silent, and nothing was found. */
    public static final int SUPPORTED = 2;

    private static final String FRAMEWORK = "/CAF/";

    private OutcomeSignals() {}

    /**
     * By the outcome's id, such as {@code B2.a}; empty while nothing is known of any day.
     *
     * @param posture of the estate
     */
    public static SortedMap<String, Integer> of(DailyPosture posture) {
        LocalDate present = posture.present();
        if (present == null) {
            return Collections.emptySortedMap();
        }
        LocalDate over = posture.bases().isEmpty() ? null : posture.bases().lastKey();
        return of(posture.of(present, null), over == null ? List.of() : posture.of(over, null));
    }

    /**
     * The same from what is known of two days.
     *
     * @param present the day that is not over
     * @param over the latest one that is
     */
    static SortedMap<String, Integer> of(List<RequirementPosture> present, List<RequirementPosture> over) {
        Map<String, RequirementSignal> before = new HashMap<>();
        over.forEach(one -> before.put(one.requirement(), one.signal()));
        SortedMap<String, Integer> outcomes = new TreeMap<>();
        for (RequirementPosture one : present) {
            String name = one.requirement();
            int framework = name.indexOf(FRAMEWORK);
            if (framework >= 0) {
                outcomes.put(name.substring(framework + FRAMEWORK.length()), level(one.signal(), before.get(name)));
            }
        }
        return outcomes;
    }

    private static int level(RequirementSignal present, @Nullable RequirementSignal before) {
        if (present.signal() == MachineSignal.CONTRADICTED) {
            return CONTRADICTED;
        }
        boolean supported = before != null
                && before.signal() == MachineSignal.SUPPORTED
                && present.notEvidenced().isEmpty();
        return supported ? SUPPORTED : NONE;
    }
}
