package io.dspt.monitor.benchmarks.engine;

import static io.dspt.monitor.benchmarks.engine.EngineMeasurement.FULL_PARSE;
import static io.dspt.monitor.benchmarks.engine.EngineMeasurement.ONLY_DROOLS;
import static io.dspt.monitor.benchmarks.engine.EngineMeasurement.ONLY_RULES;
import static io.dspt.monitor.benchmarks.engine.EngineMeasurement.OUR_PARSE;
import static io.dspt.monitor.benchmarks.engine.EngineMeasurement.PARSE_AND_DROOLS;
import static io.dspt.monitor.benchmarks.engine.EngineMeasurement.PARSE_AND_FACTS;
import static io.dspt.monitor.benchmarks.engine.EngineMeasurement.PARSE_AND_RULES;
import static io.dspt.monitor.benchmarks.engine.EngineMeasurement.TOKENS_ONLY;
import static io.dspt.monitor.benchmarks.engine.EngineMeasurement.TREE;
import static io.dspt.monitor.benchmarks.engine.EngineMeasurement.WHOLE_STEP;

import io.dspt.monitor.benchmarks.measure.Report;
import io.dspt.monitor.benchmarks.measure.Samples;
import io.dspt.monitor.benchmarks.measure.Spread;
import io.dspt.monitor.benchmarks.measure.Table;
import io.dspt.monitor.benchmarks.measure.ThreadCost;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Makes the tables of the samples, and names the ratios that runs are compared by. */
final class EngineTables {
    private static final String MICROS = "µs";
    private static final String RANGE = "min–max";
    private static final String BYTES = "bytes allocated";

    private final String records;
    private final Map<String, Samples> samples;
    private final List<RuleEngines> engines;
    private final Report report;

    /**
     * Tables of one measurement.
     *
     * @param records which records, as the titles and the names of the ratios tell
     * @param report gets the ratios
     */
    EngineTables(String records, Map<String, Samples> samples, List<RuleEngines> engines, Report report) {
        this.records = records;
        this.samples = samples;
        this.engines = engines;
        this.report = report;
    }

    void show(Consumer<Table> show) {
        show.accept(parse());
        show.accept(rules());
        show.accept(rulesAlone());
        show.accept(step());
        show.accept(growth());
        if (engines.stream().anyMatch(one -> one.drools() != null)) {
            show.accept(drools());
        }
    }

    private Table parse() {
        Table table = table("Parse, per record", "variant", MICROS, RANGE, BYTES, "× full streaming parse", RANGE);
        for (String variant : List.of(TOKENS_ONLY, FULL_PARSE, TREE, OUR_PARSE)) {
            against(table, variant, FULL_PARSE);
        }
        ratio(OUR_PARSE + " / " + FULL_PARSE, OUR_PARSE, FULL_PARSE);
        return table;
    }

    /** Asking rules of each event and nothing else. */
    private Table rules() {
        Table table = overParse("Parse and rules asked, per record");
        overParse(table, OUR_PARSE);
        engines.forEach(one -> overParse(table, PARSE_AND_FACTS + one.name()));
        engines.forEach(one -> overParse(table, PARSE_AND_RULES + one.name()));
        return table;
    }

    /** What rules cost beyond the reading of what they ask for. */
    private Table rulesAlone() {
        Table table =
                table("Rules over the parse of what they ask for", "rules", "parse µs", "with rules µs", "×", RANGE);
        for (RuleEngines one : engines) {
            String parse = PARSE_AND_FACTS + one.name();
            String rules = PARSE_AND_RULES + one.name();
            Spread ratio = ratioOf(rules, parse);
            table.row(one.name(), micros(parse), micros(rules), ratio, ratio.range());
            ratio("rules over the parse of what they ask for, " + one.name(), rules, parse);
        }
        return table;
    }

    private Table step() {
        Table table = overParse("The whole step with its state in memory, per record");
        engines.forEach(one -> overParse(table, WHOLE_STEP + one.name()));
        return table;
    }

    private Table overParse(String title) {
        return table(title, "variant", MICROS, RANGE, BYTES, "× our parse", RANGE, "× full streaming parse", RANGE);
    }

    /** Over our parse as well as over one that no change of ours makes quicker. */
    private void overParse(Table table, String variant) {
        Spread micros = micros(variant);
        Spread overOurs = ratioOf(variant, OUR_PARSE);
        Spread overFull = ratioOf(variant, FULL_PARSE);
        table.row(
                variant,
                micros,
                micros.range(),
                bytes(variant),
                overOurs,
                overOurs.range(),
                overFull,
                overFull.range());
        if (!variant.equals(OUR_PARSE)) {
            ratio(variant + " / " + OUR_PARSE, variant, OUR_PARSE);
            ratio(variant + " / " + FULL_PARSE, variant, FULL_PARSE);
        }
    }

    private Table growth() {
        Table table = table("Growth from 20 rules", "rules", "rules alone", "parse + rules", "whole step");
        String few = engines.get(0).name();
        for (RuleEngines one : engines) {
            table.row(
                    one.name(),
                    ratioOf(ONLY_RULES + one.name(), ONLY_RULES + few),
                    ratioOf(PARSE_AND_RULES + one.name(), PARSE_AND_RULES + few),
                    ratioOf(WHOLE_STEP + one.name(), WHOLE_STEP + few));
            if (!one.name().equals(few)) {
                ratio("growth of parse + rules to " + one.name(), PARSE_AND_RULES + one.name(), PARSE_AND_RULES + few);
                ratio("growth of whole step to " + one.name(), WHOLE_STEP + one.name(), WHOLE_STEP + few);
            }
        }
        return table;
    }

    private Table drools() {
        Table table = table(
                "Drools beside ours, the same rules over the same events, per record",
                "rules",
                "asked",
                "ours µs",
                "Drools µs",
                "Drools / ours",
                RANGE,
                "ours bytes",
                "Drools bytes",
                "with parse: ours µs",
                "Drools µs",
                "Drools / ours");
        for (RuleEngines one : engines) {
            if (one.drools() == null) {
                continue;
            }
            Spread alone = ratioOf(ONLY_DROOLS + one.name(), ONLY_RULES + one.name());
            table.row(
                    one.name(),
                    one.asked(),
                    micros(ONLY_RULES + one.name()),
                    micros(ONLY_DROOLS + one.name()),
                    alone,
                    alone.range(),
                    bytes(ONLY_RULES + one.name()),
                    bytes(ONLY_DROOLS + one.name()),
                    micros(PARSE_AND_RULES + one.name()),
                    micros(PARSE_AND_DROOLS + one.name()),
                    ratioOf(PARSE_AND_DROOLS + one.name(), PARSE_AND_RULES + one.name()));
            ratio("Drools / ours, " + one.name(), ONLY_DROOLS + one.name(), ONLY_RULES + one.name());
        }
        return table;
    }

    private Table table(String title, String... columns) {
        return new Table(title + " (" + records + ")", List.of(columns));
    }

    private void against(Table table, String variant, String denominator) {
        Spread micros = micros(variant);
        Spread ratio = ratioOf(variant, denominator);
        table.row(variant, micros, micros.range(), bytes(variant), ratio, ratio.range());
    }

    private void ratio(String name, String variant, String denominator) {
        report.ratio(
                records + ": " + name,
                ratioOf(variant, denominator),
                of(variant).quickestRatioTo(of(denominator), ThreadCost.CPU_MICROS));
    }

    private Spread ratioOf(String variant, String denominator) {
        return of(variant).ratioTo(of(denominator), ThreadCost.CPU_MICROS);
    }

    private Spread micros(String variant) {
        return of(variant).spread(ThreadCost.CPU_MICROS);
    }

    private Spread bytes(String variant) {
        return of(variant).spread(ThreadCost.ALLOCATED);
    }

    private Samples of(String variant) {
        return Objects.requireNonNull(samples.get(variant), variant);
    }
}
