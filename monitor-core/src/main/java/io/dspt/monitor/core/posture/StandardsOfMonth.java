package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.standard.Standard;
import io.dspt.monitor.core.standard.Standards;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import io.dspt.monitor.core.standard.ToolkitCalendar.Category;
import io.dspt.monitor.core.standard.ToolkitCalendar.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which standards a summary answers. */
final class StandardsOfMonth {
    private static final String TOOLKIT = "DSPT";
    private static final String DATA_ACCESS = "DARS";
    /** Versions are whole numbers; a longer one is later. */
    private static final Comparator<String> BY_VERSION =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private StandardsOfMonth() {}

    /**
     * Those of the toolkit whose assessment runs when the month ends, and the standard for access to data. Where the rule
     * set has not that version, its latest one stands in. An organisation whose category is not told by its number is
     * shown every framework.
     *
     * @param category category of the organisation by its number; {@code null} when that is not known
     */
    static List<Standard> of(Standards standards, ToolkitCalendar calendar, Period month, @Nullable String category) {
        String version = calendar.runningOn(month.last()).map(Version::version).orElse("");
        String basis = calendar.categories().stream()
                .filter(one -> one.category().equals(category))
                .map(Category::basis)
                .map(Enum::name)
                .findFirst()
                .orElse(null);
        List<Standard> toolkit = standards.all().stream()
                .filter(standard -> standard.toolkit().equals(TOOLKIT))
                .filter(standard -> basis == null || standard.framework().equals(basis))
                .toList();
        List<Standard> chosen = new ArrayList<>(
                toolkit.stream().filter(one -> one.version().equals(version)).toList());
        if (chosen.isEmpty()) {
            Optional<String> latest = toolkit.stream().map(Standard::version).max(BY_VERSION);
            toolkit.stream()
                    .filter(one -> latest.filter(one.version()::equals).isPresent())
                    .forEach(chosen::add);
        }
        standards.all().stream()
                .filter(standard -> standard.toolkit().equals(DATA_ACCESS))
                .forEach(chosen::add);
        return chosen;
    }
}
