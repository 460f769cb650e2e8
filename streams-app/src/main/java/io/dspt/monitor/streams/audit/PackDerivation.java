package io.dspt.monitor.streams.audit;

import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.Period;
import io.dspt.monitor.core.posture.PostureInputs;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import io.dspt.monitor.streams.report.SummaryReport;
import io.dspt.monitor.streams.report.SummaryReport.Format;
import io.dspt.monitor.streams.report.TopicContents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything in a pack that follows from its sources. Who makes the pack and who verifies it run this, and nothing but
 * the sources goes in.
 *
 * @param files by path
 * @param figures how many figures the summaries have, by month
 */
record PackDerivation(SortedMap<String, byte[]> files, SortedMap<YearMonth, Integer> figures) {

    /**
     * Derives them.
     *
     * @param sources files by path
     * @param formats of the summaries
     * @throws IllegalArgumentException when the sources are of another form
     */
    static PackDerivation of(SortedMap<String, byte[]> sources, Set<Format> formats) {
        PackScope scope = PackScope.parse(source(sources, PackPaths.SCOPE));
        List<byte[]> ledger = lines(source(sources, PackPaths.LEDGER));
        PostureInputs inputs = inputs(scope, ledger, sources);
        SummaryMaker maker = new SummaryMaker(inputs, SignalSettings.DEFAULT);
        SortedMap<String, byte[]> files = new TreeMap<>();
        SortedMap<YearMonth, Integer> figures = new TreeMap<>();
        for (YearMonth month : told(scope.year(), inputs)) {
            MonthlySummary summary = maker.make(new SummaryRequest(month, scope.organisation(), false));
            figures.put(month, summary.figures().size());
            for (Format format : formats) {
                files.put(
                        PackPaths.SUMMARIES + month + "/" + SummaryReport.fileName(summary, format),
                        SummaryReport.of(summary, format));
            }
        }
        PackTables tables = new PackTables(scope, ledger);
        files.put(PackPaths.DRAWN_VERDICTS, DrawnVerdicts.table(sources, rules(sources)));
        files.put(PackPaths.POPULATION, tables.population());
        files.put(PackPaths.RECONCILIATION, tables.reconciliation(inputs.days()));
        files.put(PackPaths.SAMPLE, tables.sample(inputs.days()));
        files.put(
                PackPaths.EVIDENCE_BY_REQUIREMENT,
                tables.evidenceByRequirement(source(sources, PackPaths.EVIDENCE_INDEX)));
        return new PackDerivation(files, figures);
    }

    private static PostureInputs inputs(PackScope scope, List<byte[]> ledger, SortedMap<String, byte[]> sources) {
        TopicContents contents = new TopicContents(scope.estate());
        ledger.forEach(contents::ledger);
        for (byte[] line : lines(source(sources, PackPaths.COVERAGE))) {
            int tab = 0;
            while (tab < line.length && line[tab] != '\t') {
                tab++;
            }
            if (tab == line.length) {
                throw new IllegalArgumentException(PackPaths.COVERAGE + " has a line without a key");
            }
            contents.coverage(
                    new String(line, 0, tab, StandardCharsets.UTF_8), Arrays.copyOfRange(line, tab + 1, line.length));
        }
        FactCatalogue facts = new FactCatalogue(ReferenceFiles.builtIn().properties());
        return contents.inputs(RuleBook.load(rules(sources), facts), ToolkitCalendar.builtIn());
    }

    private static RuleBundle rules(SortedMap<String, byte[]> sources) {
        SortedMap<String, byte[]> rules = new TreeMap<>();
        sources.tailMap(PackPaths.RULES).forEach((path, bytes) -> {
            if (path.startsWith(PackPaths.RULES)) {
                rules.put(path.substring(PackPaths.RULES.length()), bytes);
            }
        });
        return new RuleBundle(rules);
    }

    /** The months of the year of which the topics can tell: from the first thing they tell until now. */
    private static List<YearMonth> told(AuditYear year, PostureInputs inputs) {
        @Nullable Instant clock = inputs.clock();
        @Nullable
        Instant first = Stream.concat(
                        inputs.ledger().stream().map(event -> event.at()),
                        inputs.days().keySet().stream()
                                .map(day -> Period.of(day).from()))
                .min(Comparator.naturalOrder())
                .orElse(null);
        List<YearMonth> told = new ArrayList<>();
        for (YearMonth month : year.months()) {
            Period period = Period.of(month);
            if (clock != null
                    && first != null
                    && period.from().isBefore(clock)
                    && period.to().isAfter(first)) {
                told.add(month);
            }
        }
        return told;
    }

    /** A file that has to be there. */
    static byte[] source(SortedMap<String, byte[]> sources, String path) {
        byte @Nullable [] bytes = sources.get(path);
        if (bytes == null) {
            throw new IllegalArgumentException("the pack has no " + path);
        }
        return bytes;
    }

    /** The lines of a file, without their ends. */
    static List<byte[]> lines(byte[] file) {
        List<byte[]> lines = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < file.length; at++) {
            if (file[at] == '\n') {
                lines.add(Arrays.copyOfRange(file, begin, at));
                begin = at + 1;
            }
        }
        if (begin < file.length) {
            lines.add(Arrays.copyOfRange(file, begin, file.length));
        }
        return lines;
    }
}
