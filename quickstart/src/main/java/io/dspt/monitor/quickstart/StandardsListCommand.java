package io.dspt.monitor.quickstart;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.standard.Requirement.TextSource;
import io.dspt.monitor.core.standard.Standard;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import io.dspt.monitor.core.standard.ToolkitCalendar.Version;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows which standards rules are mapped to, the dates of the toolkit's versions, and its statuses. */
@Command(
        name = "list",
        description = "Show the standards, the dates of the toolkit's versions, and its statuses.",
        mixinStandardHelpOptions = true)
final class StandardsListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final RuleSource source = new RuleSource();

    StandardsListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleBook.Loaded loaded = source.load(terminal);
        ToolkitCalendar calendar = ToolkitCalendar.builtIn();
        print(
                loaded.standards().all(),
                List.of(
                        column("standard").with(Standard::name),
                        column("year").with(Standard::year),
                        column("categories").with(standard -> String.join(", ", standard.categories())),
                        column("requirements")
                                .with(standard ->
                                        String.valueOf(standard.requirements().size())),
                        column("official texts")
                                .with(standard -> String.valueOf(standard.requirements().stream()
                                        .filter(one -> one.wording().source() == TextSource.OFFICIAL)
                                        .count())),
                        column("confirmed").with(standard -> standard.confirmed() ? "yes" : "no")));
        print(
                calendar.versions(),
                List.of(
                        column("toolkit version").with(Version::version),
                        column("year").with(Version::year),
                        column("interim").with(version -> date(version.interim())),
                        column("deadline").with(version -> date(version.deadline())),
                        column("mark").with(Version::mark),
                        column("note").with(version -> version.note() == null ? "" : version.note())));
        print(
                calendar.statuses(),
                List.of(
                        column("status").with(ToolkitCalendar.Status::status),
                        column("meaning").with(ToolkitCalendar.Status::meaning),
                        column("release of data")
                                .with(status -> status.dars()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', ' '))));
        print(
                calendar.categories(),
                List.of(
                        column("category").with(ToolkitCalendar.Category::category),
                        column("organisations").with(ToolkitCalendar.Category::title)));
        terminal.out()
                .println("Marks: V seen in a source, P partly, U expected. Rules and gaps by requirement:"
                        + " dspt-monitor rules coverage");
        return loaded.refusals().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private <T> void print(List<T> rows, List<ColumnData<T>> columns) {
        terminal.out()
                .println(AsciiTable.builder()
                        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                        .data(rows, columns)
                        .asString());
        terminal.out().println();
    }

    private static String date(@Nullable LocalDate date) {
        return date == null ? "" : date.toString();
    }

    private static Column column(String header) {
        return new Column()
                .header(header)
                .maxWidth(100)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT);
    }
}
