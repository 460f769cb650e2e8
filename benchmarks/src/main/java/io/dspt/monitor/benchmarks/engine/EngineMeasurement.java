package io.dspt.monitor.benchmarks.engine;

import io.dspt.monitor.benchmarks.drools.DroolsRules;
import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import io.dspt.monitor.benchmarks.measure.Rounds;
import io.dspt.monitor.benchmarks.measure.Samples;
import io.dspt.monitor.benchmarks.measure.ThreadCost;
import io.dspt.monitor.benchmarks.rules.EventView;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fold.InMemoryStore;
import io.dspt.monitor.core.fold.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/** All variants over one list of records, in one thread. */
final class EngineMeasurement {
    static final String TOKENS_ONLY = "token walk, no text";
    static final String FULL_PARSE = "full streaming parse";
    static final String TREE = "tree";
    static final String OUR_PARSE = "our parse";
    static final String ONLY_RULES = "rules alone, ";
    static final String PARSE_AND_FACTS = "parse with the facts asked, ";
    static final String PARSE_AND_RULES = "parse + rules, ";
    static final String WHOLE_STEP = "whole step, ";
    static final String ONLY_DROOLS = "Drools alone, ";
    static final String PARSE_AND_DROOLS = "parse + Drools, ";

    private final List<byte[]> records;
    private final List<LogRecord> log;
    private final List<AzureEvent> events = new ArrayList<>();
    private final RecordReader reader;
    private final List<String> broken = new ArrayList<>();

    EngineMeasurement(List<byte[]> records, RecordReader reader) {
        this.records = records;
        this.reader = reader;
        this.log = WholeStep.log(records);
        for (byte[] record : records) {
            if (reader.read(record) instanceof ReadResult.Parsed parsed) {
                events.add(parsed.event());
            }
        }
    }

    /** The events of the records that could be read. */
    List<AzureEvent> events() {
        return events;
    }

    /** Measures every variant. */
    Map<String, Samples> run(Rounds rounds, List<RuleEngines> allEngines, BiConsumer<String, Integer> progress) {
        overBytes(rounds, TOKENS_ONLY, FullParse::tokensOnly);
        overBytes(rounds, FULL_PARSE, FullParse::everything);
        overBytes(rounds, TREE, FullParse::tree);
        overBytes(rounds, OUR_PARSE, record -> reader.read(record) instanceof ReadResult.Parsed ? 1 : 0);
        for (RuleEngines engines : allEngines) {
            rules(rounds, engines);
            wholeStep(rounds, engines);
        }
        return rounds.telling(progress).run();
    }

    private void overBytes(Rounds rounds, String name, ToIntFunction<byte[]> way) {
        SameEachTime seen = new SameEachTime(name);
        rounds.variant(
                name,
                () -> cost(() -> {
                    long sum = 0;
                    for (byte[] record : records) {
                        sum += way.applyAsInt(record);
                    }
                    seen.check(sum);
                }));
    }

    private void rules(Rounds rounds, RuleEngines engines) {
        withFacts(rounds, engines);
        overEvents(rounds, ONLY_RULES + engines.name(), engines.asking()::ask);
        parsedFirst(rounds, PARSE_AND_RULES + engines.name(), engines.asking()::ask);
        DroolsRules drools = engines.drools();
        if (drools != null) {
            overEvents(rounds, ONLY_DROOLS + engines.name(), drools::ask);
            parsedFirst(rounds, PARSE_AND_DROOLS + engines.name(), drools::ask);
        }
    }

    /** The part of parsing that is left until rules ask: every fact that they read of a record, and no rule. */
    private void withFacts(Rounds rounds, RuleEngines engines) {
        List<Fact[]> asked = new ArrayList<>();
        for (byte[] record : records) {
            asked.add(
                    reader.read(record) instanceof ReadResult.Parsed parsed
                            ? engines.asking().factsRead(parsed.event()).toArray(Fact[]::new)
                            : new Fact[0]);
        }
        String name = PARSE_AND_FACTS + engines.name();
        SameEachTime seen = new SameEachTime(name);
        rounds.variant(
                name,
                () -> cost(() -> {
                    long present = 0;
                    for (int i = 0; i < records.size(); i++) {
                        if (reader.read(records.get(i)) instanceof ReadResult.Parsed parsed) {
                            FactSource facts =
                                    EventView.of(parsed.event()).facts().after();
                            for (Fact fact : asked.get(i)) {
                                present += facts.read(fact).isPresent() ? 1 : 0;
                            }
                        }
                    }
                    seen.check(present);
                }));
    }

    private void overEvents(Rounds rounds, String name, BiConsumer<AzureEvent, List<String>> engine) {
        SameEachTime seen = new SameEachTime(name);
        rounds.variant(
                name,
                () -> cost(() -> {
                    long found = 0;
                    for (AzureEvent event : events) {
                        broken.clear();
                        engine.accept(event, broken);
                        found += broken.size();
                    }
                    seen.check(found);
                }));
    }

    private void parsedFirst(Rounds rounds, String name, BiConsumer<AzureEvent, List<String>> engine) {
        SameEachTime seen = new SameEachTime(name);
        rounds.variant(
                name,
                () -> cost(() -> {
                    long found = 0;
                    for (byte[] record : records) {
                        broken.clear();
                        if (reader.read(record) instanceof ReadResult.Parsed parsed) {
                            engine.accept(parsed.event(), broken);
                        }
                        found += broken.size();
                    }
                    seen.check(found);
                }));
    }

    private void wholeStep(Rounds rounds, RuleEngines engines) {
        String name = WHOLE_STEP + engines.name();
        SameEachTime seen = new SameEachTime(name);
        rounds.variant(name, () -> {
            InMemoryStore state = engines.step().beginning();
            return cost(() -> seen.check(engines.step().run(log, state)));
        });
    }

    private Map<String, Double> cost(Runnable work) {
        return ThreadCost.of(work).per(records.size());
    }

    /** A variant that does not do the same in each round does not measure what its name says. */
    private static final class SameEachTime {
        private final String variant;
        private long first = -1;

        SameEachTime(String variant) {
            this.variant = variant;
        }

        void check(long result) {
            if (first < 0) {
                first = result;
            } else if (first != result) {
                throw new MeasurementFailedException(variant + ": " + result + " in one round, " + first + " before");
            }
        }
    }
}
